import type { SeededRandom } from "../seeded-random.ts";
import type { DrumName } from "../song-recipe.ts";
import { faded, noiseOf, RATE, samplesOf, sine } from "./waves.ts";

/** A drum made once for a song, where it stands, how loud it is, and how much of it goes to the room. */
export interface Drum {
  readonly sound: Float32Array;
  readonly gain: number;
  readonly pan: number;
  readonly room: number;
}

type Maker = (random: SeededRandom) => Drum;

const at = (gain: number, pan: number, room: number) => ({ gain, pan, room });

const DRUMS: Readonly<Record<DrumName, Maker>> = {
  kick: (random) => ({
    sound: skin({ from: 130, to: 52, falls: 0.03, seconds: 0.34, click: 0.25 }, random),
    ...at(0.75, 0, 0.02),
  }),
  deepkick: (random) => ({
    sound: skin({ from: 170, to: 45, falls: 0.045, seconds: 0.5, click: 0.35 }, random),
    ...at(0.85, 0, 0.01),
  }),
  snare: (random) => ({
    sound: layered(
      noise({ seconds: 0.24, low: 900, high: 7_500, dies: 0.19 }, random),
      skin({ from: 260, to: 185, falls: 0.02, seconds: 0.16, click: 0.2 }, random),
      0.55,
    ),
    ...at(0.62, 0.04, 0.16),
  }),
  brush: (random) => ({
    sound: noise({ seconds: 0.26, low: 700, high: 5_200, dies: 0.22, attack: 0.018 }, random),
    ...at(0.42, 0.08, 0.18),
  }),
  rim: () => ({ sound: wood([1_720, 2_460, 480], 0.06), ...at(0.42, 0.12, 0.22) }),
  clap: (random) => ({ sound: clapped(random), ...at(0.6, -0.06, 0.22) }),
  hat: (random) => ({
    sound: noise({ seconds: 0.08, low: 6_500, high: 15_000, dies: 0.06 }, random),
    ...at(0.3, 0.25, 0.05),
  }),
  openhat: (random) => ({
    sound: noise({ seconds: 0.42, low: 6_000, high: 14_500, dies: 0.36 }, random),
    ...at(0.24, 0.25, 0.06),
  }),
  ride: (random) => ({
    sound: layered(
      noise({ seconds: 0.9, low: 5_000, high: 12_500, dies: 0.8 }, random),
      wood([3_420, 5_130, 7_270], 0.5),
      0.3,
    ),
    ...at(0.17, -0.3, 0.1),
  }),
  crash: (random) => ({
    sound: noise({ seconds: 2.2, low: 3_200, high: 14_000, dies: 1.9, attack: 0.004 }, random),
    ...at(0.3, -0.25, 0.25),
  }),
  shaker: (random) => ({
    sound: noise({ seconds: 0.13, low: 5_200, high: 13_000, dies: 0.11, attack: 0.028 }, random),
    ...at(0.3, -0.35, 0.1),
  }),
  tambourine: (random) => ({
    sound: layered(
      noise({ seconds: 0.22, low: 7_000, high: 15_500, dies: 0.17 }, random),
      wood([6_300, 8_900, 9_750], 0.16),
      0.4,
    ),
    ...at(0.24, 0.4, 0.15),
  }),
  block: () => ({ sound: wood([880, 2_210], 0.12), ...at(0.4, 0.35, 0.35) }),
  hightom: (random) => ({
    sound: skin({ from: 210, to: 148, falls: 0.05, seconds: 0.4, click: 0.12 }, random),
    ...at(0.55, 0.3, 0.18),
  }),
  lowtom: (random) => ({
    sound: skin({ from: 140, to: 92, falls: 0.06, seconds: 0.5, click: 0.12 }, random),
    ...at(0.62, -0.25, 0.18),
  }),
  hand: (random) => ({
    sound: skin({ from: 118, to: 86, falls: 0.04, seconds: 0.55, click: 0.08 }, random),
    ...at(0.7, -0.1, 0.25),
  }),
  slap: (random) => ({
    sound: layered(
      skin({ from: 330, to: 255, falls: 0.02, seconds: 0.2, click: 0.3 }, random),
      noise({ seconds: 0.1, low: 1_200, high: 6_000, dies: 0.07 }, random),
      0.5,
    ),
    ...at(0.42, 0.15, 0.25),
  }),
};

/** A drum by its name, for one song. */
export function drumOf(name: DrumName, random: SeededRandom): Drum {
  return DRUMS[name](random);
}

/** A skin: a tone that falls, and the click of the beater. */
function skin(
  of: { from: number; to: number; falls: number; seconds: number; click: number },
  random: SeededRandom,
): Float32Array {
  const out = new Float32Array(samplesOf(of.seconds));
  const hiss = noiseOf(random);
  let [phase, dull] = [0, 0];
  for (let index = 0; index < out.length; index++) {
    const time = index / RATE;
    phase += (of.to + (of.from - of.to) * Math.exp(-time / of.falls)) / RATE;
    dull += 0.3 * (hiss() - dull);
    out[index] = Math.exp((-4.5 * time) / of.seconds) * sine(phase) + of.click * dull * Math.exp(-time / 0.006);
  }
  return faded(out, { attack: 0.0015, release: of.seconds * 0.25 });
}

/** Noise between two frequencies that dies away. */
function noise(
  of: { seconds: number; low: number; high: number; dies: number; attack?: number },
  random: SeededRandom,
): Float32Array {
  const out = new Float32Array(samplesOf(of.seconds));
  const hiss = noiseOf(random);
  const weigh = (hertz: number) => 1 - Math.exp((-2 * Math.PI * hertz) / RATE);
  const [lowWeight, highWeight] = [weigh(of.low), weigh(of.high)];
  let [soft, base, base2] = [0, 0, 0];
  for (let index = 0; index < out.length; index++) {
    soft += highWeight * (hiss() - soft);
    base += lowWeight * (soft - base);
    base2 += lowWeight * (soft - base - base2);
    out[index] = (soft - base - base2) * Math.exp((-5 * index) / RATE / of.dies);
  }
  return faded(out, { attack: of.attack ?? 0.001, release: of.seconds * 0.3 });
}

/** Wood and metal: a few tones that are gone at once. */
function wood(tones: readonly number[], seconds: number): Float32Array {
  const out = new Float32Array(samplesOf(seconds));
  for (let index = 0; index < out.length; index++) {
    const time = index / RATE;
    const sum = tones.reduce((all, hertz, place) => all + sine(hertz * time) / (1 + place * 0.6), 0);
    out[index] = (sum / tones.length) * Math.exp((-6 * time) / seconds) * 1.6;
  }
  return faded(out, { attack: 0.0008, release: seconds * 0.3 });
}

/** Hands that do not quite clap together. */
function clapped(random: SeededRandom): Float32Array {
  const out = noise({ seconds: 0.22, low: 900, high: 6_500, dies: 0.17 }, random);
  for (const late of [0.009, 0.019, 0.031]) {
    const one = noise({ seconds: 0.05, low: 900, high: 6_500, dies: 0.03 }, random);
    const from = samplesOf(late);
    for (let index = 0; index < one.length; index++)
      out[from + index] = (out[from + index] ?? 0) + (one[index] ?? 0) * 0.8;
  }
  return out;
}

function layered(over: Float32Array, under: Float32Array, level: number): Float32Array {
  const longer = over.length > under.length ? over : under;
  return longer.map((_, index) => (over[index] ?? 0) + (under[index] ?? 0) * level);
}
