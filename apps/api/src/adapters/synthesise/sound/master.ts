import { loudnessOf } from "./loudness.ts";
import type { Stereo } from "./mix.ts";
import { faded, RATE } from "./waves.ts";

/** How high a wave may rise, at its samples and halfway between them: elsewhere it stays below -1 dB. */
const PEAK_MAX = 10 ** (-2.2 / 20);
/** How strong a mix is when it comes to the tape. */
const DRIVE = 0.13;
/** How much of the highs is added once more. */
const AIR = 1;
/** Samples that share one step of the limiter. */
const BLOCK = 32;
/** How much the limiter's gain may change from one block to the next: fast down, slow up. */
const DOWN = 0.045;
const UP = 0.003;

/** Makes a mix ready to be heard, in place: no constant part, the wanted loudness, limited peaks, quiet ends. */
export function masterSong(sound: Stereo, loudnessLufs: number): void {
  const { left, right } = sound;
  for (const channel of [left, right]) {
    removeConstant(channel);
    addAir(channel);
    faded(channel, { attack: 0.01, release: 2.2 });
  }
  amplify(sound, DRIVE / powerOf(sound));
  for (const channel of [left, right])
    for (let at = 0; at < channel.length; at++) channel[at] = warmed(channel[at] ?? 0);
  // Limiting takes a little of the loudness away: the second turn gives it back.
  for (let turn = 0; turn < 2; turn++) {
    amplify(sound, 10 ** ((loudnessLufs - loudnessOf(sound)) / 20));
    limit(sound);
  }
}

/** The root mean square of both channels together. */
function powerOf({ left, right }: Stereo): number {
  let sum = 1e-9;
  for (const channel of [left, right])
    for (let at = 0; at < channel.length; at++) sum += (channel[at] ?? 0) * (channel[at] ?? 0);
  return Math.sqrt(sum / left.length / 2);
}

function amplify({ left, right }: Stereo, gain: number): void {
  for (const channel of [left, right])
    for (let at = 0; at < channel.length; at++) channel[at] = (channel[at] ?? 0) * gain;
}

/** A tape's way with what is strong: it becomes rounder, not harder. */
function warmed(value: number): number {
  const bounded = Math.max(-1.5, Math.min(1.5, value));
  return bounded - (bounded * bounded * bounded) / 9;
}

/** Lifts what lies above two and a half thousand hertz, which plucked strings and sung tones have little of. */
function addAir(samples: Float32Array): void {
  const weight = 1 - Math.exp((-2 * Math.PI * 2_500) / RATE);
  let low = 0;
  for (let at = 0; at < samples.length; at++) {
    const now = samples[at] ?? 0;
    low += weight * (now - low);
    samples[at] = now + AIR * (now - low);
  }
}

/** A high-pass of first order at 22 hertz. */
function removeConstant(samples: Float32Array): void {
  const kept = Math.exp((-2 * Math.PI * 22) / RATE);
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
    const peak = Math.max(PEAK_MAX, peakOf(left, block), peakOf(right, block));
    const needed = PEAK_MAX / peak;
    gains[block] = Math.min(gains[block] ?? 1, needed);
    gains[block + 1] = needed;
  }
  for (let edge = 1; edge < gains.length; edge++) gains[edge] = Math.min(gains[edge] ?? 1, (gains[edge - 1] ?? 1) + UP);
  for (let edge = gains.length - 2; edge >= 0; edge--)
    gains[edge] = Math.min(gains[edge] ?? 1, (gains[edge + 1] ?? 1) + DOWN);
  return gains;
}

/** Weights of the samples around a place halfway between two: a sinc under a window of cosine. */
const BETWEEN = Float64Array.from({ length: 12 }, (_, at) => {
  const away = at - 5.5;
  return (Math.sin(Math.PI * away) / (Math.PI * away)) * Math.cos((Math.PI * away) / 13) ** 2;
});

/** How high a block's wave rises, at its samples and, where it is strong, between them. */
function peakOf(samples: Float32Array, block: number): number {
  let peak = 0;
  for (let at = block * BLOCK; at < Math.min((block + 1) * BLOCK, samples.length); at++) {
    const here = Math.abs(samples[at] ?? 0);
    peak = Math.max(peak, here);
    if (here < PEAK_MAX * 0.5) continue;
    let between = 0;
    for (let tap = 0; tap < 12; tap++) between += (BETWEEN[tap] ?? 0) * (samples[at - 5 + tap] ?? 0);
    peak = Math.max(peak, Math.abs(between));
  }
  return peak;
}
