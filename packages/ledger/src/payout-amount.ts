import { micro, type Micro } from "@songkeeper/base";

const MICROS_PER_FEN = 10_000n;

/**
 * What is paid out of a payable: its whole fen; the rest stays there. `null` while that is below the party's threshold,
 * and for a payable of less than one fen, or below zero.
 */
export function payoutAmount(payable: Micro, threshold: Micro): Micro | null {
  if (payable < MICROS_PER_FEN) return null;
  const wholeFen = payable - (payable % MICROS_PER_FEN);
  return wholeFen < threshold ? null : micro(wholeFen);
}
