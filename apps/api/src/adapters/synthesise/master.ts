import { loudnessOf } from "./loudness.ts";
import type { Stereo } from "./mix.ts";
import { faded } from "./voices.ts";
import { RATE } from "./waves.ts";

/** How loud every song is, so that none is louder than another, and how high its peaks may be. */
const LOUDNESS_LUFS = -16;
const PEAK_MAX = 10 ** (-1.5 / 20);

/** Samples that share one step of the limiter. */
const BLOCK = 32;
/** How much the limiter's gain may change from one block to the next: fast down, slow up. */
const DOWN = 0.06;
const UP = 0.004;

/** Makes a mix ready to be heard, in place: no constant part, one loudness, limited peaks, short fades at both ends. */
export function master(sound: Stereo): void {
  const { left, right } = sound;
  for (const channel of [left, right]) removeConstant(channel);
  const seconds = left.length / RATE;
  for (const channel of [left, right]) faded(channel, { attack: 0.01, release: Math.min(2, seconds * 0.15) });
  // Limiting takes a little of the loudness away: the second turn gives it back.
  for (let turn = 0; turn < 2; turn++) {
    const gain = 10 ** ((LOUDNESS_LUFS - loudnessOf(sound)) / 20);
    for (const channel of [left, right])
      for (let at = 0; at < channel.length; at++) channel[at] = (channel[at] ?? 0) * gain;
    limit(sound);
  }
}

/** A high-pass of first order at 20 hertz. */
function removeConstant(samples: Float32Array): void {
  const kept = Math.exp((-2 * Math.PI * 20) / RATE);
  let [last, out] = [0, 0];
  for (let at = 0; at < samples.length; at++) {
    const now = samples[at] ?? 0;
    out = now - last + kept * out;
    last = now;
    samples[at] = out;
  }
}

/** Turns both channels down together where a peak would be too high, beginning before it comes. */
function limit({ left, right }: Stereo): void {
  const gains = gainsOf(left, right);
  for (let block = 0; block + 1 < gains.length; block++) {
    const [from, to] = [gains[block] ?? 1, gains[block + 1] ?? 1];
    if (from === 1 && to === 1) continue;
    for (let at = block * BLOCK; at < Math.min((block + 1) * BLOCK, left.length); at++) {
      const gain = from + ((to - from) * (at - block * BLOCK)) / BLOCK;
      left[at] = (left[at] ?? 0) * gain;
      right[at] = (right[at] ?? 0) * gain;
    }
  }
}

/** The gain at each block's edge: never above what the blocks on both its sides need. */
function gainsOf(left: Float32Array, right: Float32Array): Float32Array {
  const gains = new Float32Array(Math.ceil(left.length / BLOCK) + 1).fill(1);
  for (let block = 0; block + 1 < gains.length; block++) {
    let peak = PEAK_MAX;
    for (let at = block * BLOCK; at < Math.min((block + 1) * BLOCK, left.length); at++)
      peak = Math.max(peak, Math.abs(left[at] ?? 0), Math.abs(right[at] ?? 0));
    const needed = PEAK_MAX / peak;
    gains[block] = Math.min(gains[block] ?? 1, needed);
    gains[block + 1] = needed;
  }
  for (let edge = 1; edge < gains.length; edge++) gains[edge] = Math.min(gains[edge] ?? 1, (gains[edge - 1] ?? 1) + UP);
  for (let edge = gains.length - 2; edge >= 0; edge--)
    gains[edge] = Math.min(gains[edge] ?? 1, (gains[edge + 1] ?? 1) + DOWN);
  return gains;
}
