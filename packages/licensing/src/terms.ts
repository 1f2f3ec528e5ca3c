/** The version of the licence terms that these numbers belong to. */
export const TERMS_VERSION = 1;

/** Nobody has to hear more than this of a song for its play to count. */
export const QUALIFYING_MS_MAX = 30_000;

/** What must be heard of a track for its play to count (Q): 30 seconds, or half of a track shorter than a minute. */
export function qualifyingMs(durationMs: number): number {
  return Math.min(QUALIFYING_MS_MAX, Math.floor(durationMs / 2));
}
