import type { Rung } from "./playlist.ts";
import type { Quality } from "./song.ts";

/** Which rung each quality means, from the one that costs least on. */
const RUNG_OF: Readonly<Record<Quality, string>> = {
  saver: "aac64",
  standard: "aac128",
  high: "aac256",
  lossless: "flac",
};
const ORDER = Object.values(RUNG_OF);

/** So much must be buffered before more than the quick rung is asked for: begun at once, it would stall on a slow line. */
export const SAFE_AHEAD_S = 6;
/** A line carries a rung if it is this much quicker than the rung at its densest. */
const ROOM = 1.4;
/** On a line that is so much quicker, even the best rung begins as soon as any. */
const PLENTY = 8;

/** What is known when the next piece's rung is chosen. */
export interface Circumstances {
  readonly quality: Quality;
  /** Seconds that are buffered ahead of what is heard. */
  readonly ahead: number;
  /** What the line carried lately; undefined while nothing is known of it. */
  readonly bitsPerSecond: number | undefined;
}

/** The best rung that the listener wishes to hear, of those that there are: the wished one, or the next below. */
export function bestWished(rungs: readonly Rung[], quality: Quality): number {
  const wished = ORDER.indexOf(RUNG_OF[quality]);
  return Math.max(
    0,
    rungs.findLastIndex(({ name }) => ORDER.indexOf(name) <= wished),
  );
}

/**
 * The rung of the next piece: what the listener wishes where the line carries it, else the best that it carries. A song
 * begins at the quick quality, unless the line is known to be far quicker than is needed.
 */
export function chooseRung(rungs: readonly Rung[], { quality, ahead, bitsPerSecond }: Circumstances): number {
  const best = bestWished(rungs, quality);
  const carried = (index: number, times: number, unknown: boolean) =>
    bitsPerSecond === undefined ? unknown : (rungs[index]?.bandwidth ?? 0) * times <= bitsPerSecond;
  const quick = Math.min(best, bestWished(rungs, "standard"));
  for (let index = best; index > 0; index--) {
    if (ahead >= SAFE_AHEAD_S ? carried(index, ROOM, true) : carried(index, PLENTY, false)) return index;
    if (index <= quick && carried(index, ROOM, true)) return index;
  }
  return 0;
}
