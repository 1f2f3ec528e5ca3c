import type { Micro } from "@songkeeper/base";

const FEN = 10_000n;
const LEAST = 10n * FEN;
const MOST = 10_000n * FEN;

/** Whether an amount may be the least payout: 0.10 to 100 yuan in whole fen (rule 5 of the house). */
export function isMinPayout(amount: Micro | undefined): amount is Micro {
  return amount !== undefined && amount >= LEAST && amount <= MOST && amount % FEN === 0n;
}
