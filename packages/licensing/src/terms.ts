/** The version of the licence terms that these numbers belong to. */
export const TERMS_VERSION = 1;

/** Nobody has to hear more than this of a song for its play to count. */
export const QUALIFYING_MS_MAX = 30_000;

/** What must be heard of a track for its play to count (Q): 30 seconds, or half of a track shorter than a minute. */
export function qualifyingMs(durationMs: number): number {
  return Math.min(QUALIFYING_MS_MAX, Math.floor(durationMs / 2));
}

/** How long a person may take to decide a held play; undecided, it is then released. */
export const RULING_MS = 10 * 86_400_000;

/** When a licence that begins at an instant ends: twelve months on, at the same time of day. */
export function licenceEnd(startsAt: Date): Date {
  const endsAt = new Date(startsAt);
  endsAt.setUTCFullYear(endsAt.getUTCFullYear() + 1);
  return endsAt;
}
