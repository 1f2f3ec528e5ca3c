import { micro, type Micro } from "@songkeeper/base";

/**
 * A final total split by weights, to the last micro: each share rounded towards zero, then one micro each to the largest
 * remainders, ties to the lowest index. A negative total gives the same shares negated. The sum is exactly the total.
 * Only for final totals, never for single plays. Throws a RangeError for a negative weight or when all are 0.
 */
export function allocate(total: Micro, weights: readonly bigint[]): Micro[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError("a weight is negative");
  const whole = weights.reduce((sum, weight) => sum + weight, 0n);
  if (whole === 0n) throw new RangeError("all weights are 0");

  const size = total < 0n ? -total : total;
  const sizes = weights.map((weight) => (size * weight) / whole);
  const left = Number(size - sizes.reduce((sum, share) => sum + share, 0n));
  for (const index of byLargestRemainder(size, weights, whole).slice(0, left)) sizes[index] = (sizes[index] ?? 0n) + 1n;
  return sizes.map((share) => micro(total < 0n ? -share : share));
}

/** The indices of the weights, largest remainder first, the lower index first among equals. */
function byLargestRemainder(size: bigint, weights: readonly bigint[], whole: bigint): number[] {
  const remainders = weights.map((weight) => (size * weight) % whole);
  return weights
    .map((_, index) => index)
    .toSorted((a, b) => {
      const [ofA, ofB] = [remainders[a] ?? 0n, remainders[b] ?? 0n];
      return ofA === ofB ? a - b : ofA > ofB ? -1 : 1;
    });
}
