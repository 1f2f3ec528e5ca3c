import { type Micro, micro, sumMicro } from "@songkeeper/base";
import type { ShopView } from "@songkeeper/client";
import { readYuan } from "../shell/money-text.ts";

const YUAN = 1_000_000n;
const FEN = 10_000n;
const BUDGET_MAX = 1_000_000n * YUAN;
const TOP_UP_MAX = 100_000n * YUAN;

/** Whether an amount may be a budget or a cap: whole fen, up to a million yuan. */
export function isBudgetMoney(amount: Micro | undefined): amount is Micro {
  return amount !== undefined && amount <= BUDGET_MAX && amount % FEN === 0n;
}

/**
 * What was typed as budget and day cap, in micros as text; an empty cap is none (null). What cannot be taken is
 * undefined.
 */
export function readLimits(typed: { monthly: string; dayCap: string }) {
  const read = (text: string) => {
    const amount = readYuan(text);
    return isBudgetMoney(amount) ? String(amount) : undefined;
  };
  return { monthly: read(typed.monthly), dayCap: typed.dayCap.trim() === "" ? null : read(typed.dayCap) };
}

/** Whether an amount may be topped up: whole fen, 1 to 100,000 yuan. */
export function isTopUpMoney(amount: Micro | undefined): amount is Micro {
  return amount !== undefined && amount >= YUAN && amount <= TOP_UP_MAX && amount % FEN === 0n;
}

/** What all zones are expected to cost a month, rounded up to whole yuan: a budget in which the music never stops. */
export function wholeYuanFor(shop: ShopView): Micro {
  const zones = shop.places.flatMap((place) => place.zones);
  const expected = sumMicro(zones.map(({ estimate }) => micro(estimate.perMonthMicro)));
  return micro(((expected + YUAN - 1n) / YUAN) * YUAN);
}
