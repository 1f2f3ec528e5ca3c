/** Samples a second. */
export const RATE = 44_100;

const TABLE_SIZE = 4_096;
const SINES = Float32Array.from({ length: TABLE_SIZE + 1 }, (_, at) => Math.sin((2 * Math.PI * at) / TABLE_SIZE));

/** The sine at a phase counted in whole turns, from a table: many times faster than Math.sin, and precise to 1e-6. */
export function sine(turns: number): number {
  const place = (turns - Math.floor(turns)) * TABLE_SIZE;
  const at = place | 0;
  const low = SINES[at] ?? 0;
  return low + ((SINES[at + 1] ?? 0) - low) * (place - at);
}

/** The frequency of a MIDI pitch, in hertz. */
export function frequencyOf(pitch: number): number {
  return 440 * 2 ** ((pitch - 69) / 12);
}

/** How much is left after each sample of what falls to a thousandth in so many seconds. */
export function decay(seconds: number): number {
  return 0.001 ** (1 / (seconds * RATE));
}

/** A whole number of samples, at least one. */
export function samplesOf(seconds: number): number {
  return Math.max(1, Math.round(seconds * RATE));
}

/** Lets a sound begin and end without a click, in place: both ends reach 0 along half a cosine. */
export function faded(out: Float32Array, { attack, release }: { attack: number; release: number }): Float32Array {
  const [rise, fall] = [samplesOf(attack), samplesOf(release)];
  for (let at = 0; at < Math.min(rise, out.length); at++)
    out[at] = (out[at] ?? 0) * (0.5 - 0.5 * sine(0.25 + at / rise / 2));
  for (let left = 0; left < Math.min(fall, out.length); left++) {
    const at = out.length - 1 - left;
    out[at] = (out[at] ?? 0) * (0.5 - 0.5 * sine(0.25 + left / fall / 2));
  }
  return out;
}

/** A fast source of noise between -1 and 1, of which a stream of chances gives the beginning. */
export function noiseOf(random: () => number): () => number {
  let state = Math.floor(random() * 0xffff_ffff) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state / 0x8000_0000;
  };
}
