import type { Stereo } from "./mix.ts";
import { RATE } from "./waves.ts";

/** One filter of second order: what goes in and what comes out by their weights of now, before, and before that. */
type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

const SHELF = shelf();
const HIGH_PASS = highPass();
/** Blocks of 400 ms begin every 100 ms. */
const STEP = RATE / 10;
const SILENCE_LUFS = -70;
const BELOW_MEAN = 10;

/** The integrated loudness of sound in LUFS, as ITU-R BS.1770 weighs frequencies and leaves out what is quiet. */
export function loudnessOf({ left, right }: Stereo): number {
  const [one, other] = [powersOf(left), powersOf(right)];
  const steps = one.map((power, at) => power + (other[at] ?? 0));
  const blocks = Array.from({ length: Math.max(1, steps.length - 3) }, (_, at) => mean(steps.slice(at, at + 4)));
  const heard = blocks.filter((power) => inLufs(power) > SILENCE_LUFS);
  const gate = inLufs(mean(heard)) - BELOW_MEAN;
  return inLufs(mean(heard.filter((power) => inLufs(power) > gate)));
}

function inLufs(power: number): number {
  return -0.691 + 10 * Math.log10(Math.max(power, 1e-12));
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The mean square of each tenth of a second, weighed as ears do. */
function powersOf(samples: Float32Array): number[] {
  const [b0, b1, b2, a1, a2] = SHELF;
  const [, , , c1, c2] = HIGH_PASS;
  const powers: number[] = [];
  let [x1, x2, y1, y2, z1, z2, sum] = [0, 0, 0, 0, 0, 0, 0];
  for (let at = 0; at < samples.length; at++) {
    const x = samples[at] ?? 0;
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    const z = y - 2 * y1 + y2 - c1 * z1 - c2 * z2;
    sum += z * z;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    z2 = z1;
    z1 = z;
    if ((at + 1) % STEP === 0) {
      powers.push(sum / STEP);
      sum = 0;
    }
  }
  return powers.length > 0 ? powers : [sum / Math.max(1, samples.length)];
}

/** The head's effect: highs count 4 dB more. The standard's filter, brought to our sample rate. */
function shelf(): Biquad {
  const [gain, quality, k] = [10 ** (3.999843853973347 / 20), 0.7071752369554196, warped(1681.974450955533)];
  const [high, mid] = [gain, gain ** 0.4996667741545416];
  const a0 = 1 + k / quality + k * k;
  const b = [high + (mid * k) / quality + k * k, 2 * (k * k - high), high - (mid * k) / quality + k * k] as const;
  return [b[0] / a0, b[1] / a0, b[2] / a0, (2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0];
}

/** Lows hardly count. */
function highPass(): Biquad {
  const [quality, k] = [0.5003270373238773, warped(38.13547087602444)];
  const a0 = 1 + k / quality + k * k;
  return [1, -2, 1, (2 * (k * k - 1)) / a0, (1 - k / quality + k * k) / a0];
}

function warped(hertz: number): number {
  return Math.tan((Math.PI * hertz) / RATE);
}
