/** A stream of numbers from 0 to below 1 that a seed fixes for ever (mulberry32). */
export type SeededRandom = () => number;

/** The stream that belongs to a seed. */
export function seededRandom(seed: number): SeededRandom {
  // Both halves of a seed beyond 32 bits count, or many seeds would sound alike.
  let state = ((seed % 0x1_0000_0000) ^ Math.imul(Math.floor(seed / 0x1_0000_0000) + 1, 0x9e37_79b1)) >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

/** One of a list, by chance. Throws a RangeError for an empty list. */
export function pick<T>(random: SeededRandom, list: readonly T[]): T {
  const picked = list[Math.floor(random() * list.length)];
  if (picked === undefined) throw new RangeError("nothing to pick from");
  return picked;
}

/** A number between two bounds, by chance. */
export function between(random: SeededRandom, low: number, high: number): number {
  return low + random() * (high - low);
}
