import type { Trade } from "@songkeeper/client";
import { TRADE_WORDS } from "./shop-words.ts";

/** Whether a word names a trade that we know. */
export function isTrade(word: string): word is Trade {
  return Object.hasOwn(TRADE_WORDS, word);
}
