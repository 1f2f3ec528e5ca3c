import type { Micro } from "@songkeeper/base";

/** A song's fee per play for one use. Versions count from 1 and are only ever added to. */
export interface PriceVersion {
  readonly version: number;
  readonly fee: Micro;
  readonly effectiveAt: Date;
}

/** The version in force at an instant: the one that took effect last, the later one of two at once; undefined before. */
export function priceAt<P extends PriceVersion>(versions: readonly P[], instant: Date): P | undefined {
  return versions
    .filter(({ effectiveAt }) => effectiveAt.getTime() <= instant.getTime())
    .reduce<P | undefined>((last, next) => (last && !isLater(next, last) ? last : next), undefined);
}

/**
 * The price under a licence: the lower of the one it locked (when it began, or the song was first listed under it) and
 * today's, with the version that gave it. So a price never rises within a licence's term, and falls at once.
 */
export function lockedPrice<P extends Pick<PriceVersion, "version" | "fee">>(prices: { listed: P; current: P }): P {
  return prices.current.fee < prices.listed.fee ? prices.current : prices.listed;
}

function isLater(a: PriceVersion, b: PriceVersion): boolean {
  const difference = a.effectiveAt.getTime() - b.effectiveAt.getTime();
  return difference === 0 ? a.version > b.version : difference > 0;
}
