import type { Tone } from "./tone.ts";
import { faded, noiseOf, RATE, samplesOf } from "./waves.ts";

/** A partial of something struck: its frequency to the tone's, its strength, and in how many seconds it dies away. */
type Partial = readonly [ratio: number, level: number, seconds: number];

/** Bars, bells and combs by their partials; a soft stroke wakes the upper ones less. */
const BARS: Readonly<Record<"vibraphone" | "musicbox" | "marimba" | "bells", readonly Partial[]>> = {
  vibraphone: [
    [1, 1, 4.5],
    [4, 0.4, 1.6],
    [10.2, 0.12, 0.4],
  ],
  musicbox: [
    [1, 1, 2.6],
    [2.01, 0.12, 1.4],
    [6.27, 0.22, 0.7],
    [11.3, 0.06, 0.25],
  ],
  marimba: [
    [1, 1, 1.1],
    [3.93, 0.3, 0.25],
    [9.2, 0.1, 0.09],
  ],
  bells: [
    [0.5, 0.25, 5],
    [1, 1, 4],
    [1.19, 0.32, 2.8],
    [2.02, 0.4, 2],
    [2.76, 0.3, 1.4],
    [4.1, 0.14, 0.8],
    [5.43, 0.08, 0.5],
  ],
};

/** One tone of a bar, a bell or a comb that is struck. */
export function struck(tone: Tone, kind: keyof typeof BARS): Float32Array {
  const partials = BARS[kind].map(([ratio, level, seconds]): Partial => {
    const soft = ratio > 1.5 ? 0.35 + 0.75 * tone.velocity : 1;
    // High bars are short ones: they ring less long.
    return [ratio, level * soft, seconds * Math.min(1.3, (440 / tone.hertz) ** 0.35)];
  });
  const out = rung(partials, tone, tone.seconds + 1.6);
  if (kind === "vibraphone") tremble(out);
  return faded(out, { attack: 0.002, release: 0.9 });
}

/** Partials that ring and die away, each a damped resonator: two multiplications a sample. */
function rung(partials: readonly Partial[], { hertz, velocity }: Tone, seconds: number): Float32Array {
  const out = new Float32Array(samplesOf(seconds));
  for (const [ratio, level, dies] of partials) {
    const turn = (2 * Math.PI * hertz * ratio) / RATE;
    if (turn > 2.6 || level < 1e-4) continue;
    const kept = 0.001 ** (1 / (dies * RATE));
    const [one, two] = [2 * kept * Math.cos(turn), kept * kept];
    let [last, before] = [0, -level * velocity * Math.sin(turn)];
    const until = Math.min(out.length, Math.ceil(dies * RATE * 1.3));
    for (let at = 0; at < until; at++) {
      const now = one * last - two * before;
      before = last;
      last = now;
      out[at] = (out[at] ?? 0) + now;
    }
  }
  return out;
}

function tremble(out: Float32Array): void {
  for (let at = 0; at < out.length; at++)
    out[at] = (out[at] ?? 0) * (0.87 + 0.13 * Math.cos((at / RATE) * 2 * Math.PI * 4.8));
}

/** How stiff the strings are, and where the hammer meets them. */
const STIFFNESS = 0.000_35;
const HAMMER = 1 / 8;

/** A felt piano: stiff strings in pairs a little apart, a hammer that is softer when it is slow, and its thud. */
export function piano(tone: Tone): Float32Array {
  const { hertz, velocity, random } = tone;
  const open = 900 + 3_800 * velocity * velocity + hertz;
  const sounds = Math.min(9, 13 * (110 / Math.max(110, hertz)) ** 0.5 + 1.2);
  const count = Math.min(18, Math.floor(9_000 / hertz));
  const partials = Array.from({ length: count }, (_, at): Partial[] => {
    const number = at + 1;
    const ratio = number * Math.sqrt(1 + STIFFNESS * number * number);
    const met = Math.abs(Math.sin(Math.PI * number * HAMMER)) + 0.08;
    const level = (met / number ** 0.55) * Math.exp((-number * hertz) / open) * 0.75;
    const dies = sounds / (1 + 0.22 * at);
    if (number > 5) return [[ratio, level, dies]];
    return [
      [ratio * 0.999_75, level * 0.62, dies * 0.45],
      [ratio * 1.000_25, level * 0.38, dies],
    ];
  });
  const out = rung(partials.flat(), tone, Math.min(tone.seconds, sounds) + 0.35);
  const noise = noiseOf(random);
  let dull = 0;
  for (let at = 0; at < Math.min(2_600, out.length); at++) {
    dull += 0.06 * (noise() - dull);
    out[at] = (out[at] ?? 0) + dull * velocity * 0.35 * Math.exp(-at / 500);
  }
  return faded(out, { attack: 0.003, release: 0.3 });
}
