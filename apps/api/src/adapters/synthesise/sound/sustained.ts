import type { Tone } from "./tone.ts";
import { faded, noiseOf, RATE, samplesOf, sine } from "./waves.ts";

/** How strong a tone's nth partial is, when the tone lies at so many hertz. */
type Spectrum = (partial: number, hertz: number) => number;

/** An instrument that is blown, bowed or sung: two spectra between which a tone moves, and how it begins and ends. */
export interface Timbre {
  readonly bright: Spectrum;
  readonly dull: Spectrum;
  readonly attack: number;
  readonly release: number;
  /** Seconds in which it falls to a third, and from bright to dull; without them it stands. */
  readonly fall?: number;
  /** Vibrato: hundredths of a semitone, times a second, and after how many seconds it begins. */
  readonly shake?: readonly [cents: number, hertz: number, after: number];
  readonly breath?: number;
  /** How bright a tone is of itself, from 0 to 1; a strong one more. */
  readonly brightness?: number;
}

const SIZE = 2_048;
const MASK = SIZE - 1;
const HERTZ_MAX = 17_000;
const PARTIALS_MAX = 48;
/** Tones within so many semitones share a table. */
const BAND = 3;

const tables = new WeakMap<Spectrum, Map<number, Float32Array>>();

/** One turn of a wave with the partials that lie below what the file can hold. */
function tableOf(spectrum: Spectrum, hertz: number): Float32Array {
  const band = Math.ceil((12 * Math.log2(hertz / 27.5)) / BAND);
  const known = tables.get(spectrum) ?? new Map<number, Float32Array>();
  tables.set(spectrum, known);
  const found = known.get(band);
  if (found) return found;
  const top = 27.5 * 2 ** ((band * BAND) / 12);
  const table = new Float32Array(SIZE);
  for (let partial = 1; partial <= Math.min(PARTIALS_MAX, HERTZ_MAX / top); partial++) {
    const level = spectrum(partial, top);
    // Partials begin at places of their own: together they would make one sharp peak.
    const place = (partial * partial * 0.137) % 1;
    for (let at = 0; at < SIZE; at++) table[at] = (table[at] ?? 0) + level * sine((partial * at) / SIZE + place);
  }
  const power = Math.sqrt(table.reduce((sum, value) => sum + value * value, 0) / SIZE);
  const even = table.map((value) => (value * 0.35) / Math.max(power, 1e-6));
  known.set(band, even);
  return even;
}

/** How far a tone's pitch moves while it stands: a slide at its beginning, and a vibrato that grows. */
function bendOf({ slide, shaken, random }: Tone, timbre: Timbre): (seconds: number) => number {
  const [cents, hertz, after] = timbre.shake ?? [0, 5, 0.3];
  const depth = (cents * (shaken ? 1.8 : 1)) / 1_200;
  const speed = hertz * (0.94 + 0.12 * random());
  const start = random();
  return (seconds) => {
    const grown = Math.min(1, Math.max(0, (seconds - after) * 2.5));
    const slid = slide === 0 ? 0 : (slide / 12) * Math.exp(-seconds / 0.035);
    return 2 ** (slid + depth * grown * sine(start + seconds * speed));
  };
}

/** How bright and how loud a tone is after so many seconds. */
function courseOf({ velocity }: Tone, timbre: Timbre): (seconds: number) => { mixed: number; level: number } {
  const base = (timbre.brightness ?? 0.5) * (0.45 + 0.75 * velocity);
  const { fall } = timbre;
  if (fall === undefined)
    return (time) => ({ mixed: Math.min(1, base * (0.75 + 0.25 * Math.min(1, time * 3))), level: velocity });
  return (time) => {
    const left = Math.exp(-time / fall);
    return { mixed: Math.min(1, base * left), level: velocity * (0.25 + 0.75 * left) };
  };
}

/** A wave's value between two of its samples. */
function at(table: Float32Array, place: number, part: number): number {
  const low = table[place & MASK] ?? 0;
  return low + ((table[(place + 1) & MASK] ?? 0) - low) * part;
}

/** One tone of an instrument that sustains. */
export function sustained(tone: Tone, timbre: Timbre): Float32Array {
  const { hertz, seconds, random } = tone;
  const out = new Float32Array(samplesOf(seconds + timbre.release));
  const [bright, dull] = [tableOf(timbre.bright, hertz), tableOf(timbre.dull, hertz)];
  const [bend, course] = [bendOf(tone, timbre), courseOf(tone, timbre)];
  let [phase, step, now] = [random() * SIZE, 0, course(0)];
  for (let index = 0; index < out.length; index++) {
    if (index % 64 === 0) {
      step = ((hertz * bend(index / RATE)) / RATE) * SIZE;
      now = course(index / RATE);
      phase %= SIZE;
    }
    phase += step;
    const place = phase | 0;
    const low = at(dull, place, phase - place);
    out[index] = (low + (at(bright, place, phase - place) - low) * now.mixed) * now.level;
  }
  if (timbre.breath !== undefined) addBreath(out, timbre.breath * tone.velocity, noiseOf(random));
  return faded(out, { attack: Math.min(timbre.attack, seconds * 0.6), release: timbre.release });
}

function addBreath(out: Float32Array, level: number, noise: () => number): void {
  let air = 0;
  for (let index = 0; index < out.length; index++) {
    air += 0.25 * (noise() - air);
    out[index] = (out[index] ?? 0) + level * air;
  }
}
