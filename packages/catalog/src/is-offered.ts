const DAY_MS = 86_400_000;

/** A withdrawn song is still given in new leases for this long (rule 6 of the house). */
export const WITHDRAWAL_MS = 30 * DAY_MS;

/**
 * Whether a song is to be had at an instant: it has a price for the use, its writers agreed where they must, and it was
 * not withdrawn too long ago.
 */
export function isOffered(now: Date) {
  return <T extends { readonly price: unknown; readonly clearedAt: Date | null; readonly withdrawnAt: Date | null }>(
    track: T,
  ): track is T & { readonly price: NonNullable<T["price"]> } =>
    track.price !== undefined &&
    track.clearedAt !== null &&
    (track.withdrawnAt === null || now.getTime() < track.withdrawnAt.getTime() + WITHDRAWAL_MS);
}
