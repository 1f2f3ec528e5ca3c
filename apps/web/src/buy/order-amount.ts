import { type Micro, micro } from "@songkeeper/base";
import type { SongCard } from "@songkeeper/client";
import { readYuan } from "../shell/money-text.ts";

/** An order is of at most 200 yuan (rule 1 of the house), in whole fen. */
const ORDER_MAX = 200_000_000n;
const FEN = 10_000n;

/** What the buyer gives for a song: its price, or what they typed where it is "at least"; undefined if that cannot be. */
export function orderAmount({ mode, amountMicro }: SongCard["sale"], typed: string): Micro | undefined {
  const price = micro(amountMicro);
  if (mode === "fixed") return price;
  const amount = readYuan(typed);
  return amount !== undefined && amount >= price && amount <= ORDER_MAX && amount % FEN === 0n ? amount : undefined;
}
