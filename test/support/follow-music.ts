import { findInMusic } from "./find-in-music.ts";

/** How a recording goes along with the music it was made of. */
export interface Followed {
  /** Where the music's first sample lies in the recording. */
  readonly start: number;
  /** By how many samples pieces of it come too late or too early, each with where in the music that is. */
  readonly shifted: readonly { readonly at: number; readonly by: number }[];
  /** The piece that is least like the music, held against it without any shift. */
  readonly worst: { readonly at: number; readonly correlation: number };
  /** What sounded in the moment before the music's first sample, at its loudest. */
  readonly before: number;
  /** The same for the moment after its last one. */
  readonly after: number;
}

const PIECE = 2_048;
const STEP = 512;
/** A shift is looked for so far to both sides. */
const FAR = 64;
const MOMENT = 400;

/**
 * Follows music through a recording that has it somewhere from its first to its last sample: each piece of it must be where
 * the first one says. A gap, a seam or a sample too much anywhere shifts all pieces that come after it.
 */
export function followMusic(recorded: Float32Array, music: Float32Array): Followed {
  const start = findInMusic(music.subarray(0, 65_536), recorded).at;
  const shifted: { at: number; by: number }[] = [];
  let worst = { at: 0, correlation: 1 };
  for (let at = 0; at + PIECE <= music.length; at += STEP) {
    const correlation = alike(recorded, start + at, music, at);
    if (correlation < worst.correlation) worst = { at, correlation };
    const by = bestShift(recorded, start + at, music, at);
    if (by !== 0) shifted.push({ at, by });
  }
  const loudest = (from: number) =>
    recorded.subarray(from, from + MOMENT).reduce((max, x) => Math.max(max, Math.abs(x)), 0);
  return { start, shifted, worst, before: loudest(start - MOMENT), after: loudest(start + music.length) };
}

function bestShift(recorded: Float32Array, from: number, music: Float32Array, at: number): number {
  let [best, found] = [-1, 0];
  for (let by = -FAR; by <= FAR; by++) {
    const correlation = alike(recorded, from + by, music, at);
    // Of two that are as good, the one that says nothing is wrong.
    if (correlation > best + (by === 0 ? -1e-6 : 1e-6)) [best, found] = [correlation, by];
  }
  return found;
}

function alike(recorded: Float32Array, from: number, music: Float32Array, at: number): number {
  let [both, mine, theirs] = [0, 0, 0];
  for (let index = 0; index < PIECE; index++) {
    const x = recorded[from + index] ?? 0;
    const y = music[at + index] ?? 0;
    both += x * y;
    mine += x * x;
    theirs += y * y;
  }
  return both / Math.sqrt(mine * theirs || 1);
}
