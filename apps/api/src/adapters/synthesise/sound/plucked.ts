import type { Tone } from "./tone.ts";
import { faded, noiseOf, RATE, samplesOf, sine } from "./waves.ts";

/** A plucked string: how bright the finger is, where it plucks, how long it rings, and how much of its highs it loses. */
interface Plucked {
  readonly bright: number;
  readonly place: number;
  readonly seconds: number;
  readonly lost: number;
  /** How much of the body's two resonances is heard, and where they lie. */
  readonly body?: readonly [level: number, low: number, high: number];
  /** Whether slides and shakes are this instrument's way. */
  readonly bends?: boolean;
}

/** The strings. */
export const STRINGS = {
  guqin: { bright: 0.35, place: 0.22, seconds: 5, lost: 0.32, body: [0.5, 120, 290], bends: true },
  guzheng: { bright: 0.75, place: 0.13, seconds: 3.6, lost: 0.16, body: [0.3, 190, 420], bends: true },
  nylon: { bright: 0.55, place: 0.2, seconds: 2.4, lost: 0.28, body: [0.6, 105, 215] },
  steel: { bright: 0.8, place: 0.16, seconds: 3, lost: 0.2, body: [0.45, 110, 230] },
  ukulele: { bright: 0.5, place: 0.22, seconds: 1.1, lost: 0.42, body: [0.6, 250, 480] },
  harp: { bright: 0.4, place: 0.4, seconds: 3.2, lost: 0.3, body: [0.3, 160, 330] },
  upright: { bright: 0.22, place: 0.3, seconds: 1.7, lost: 0.5, body: [0.7, 65, 120] },
} as const satisfies Record<string, Plucked>;

/** One tone of a plucked string (Karplus and Strong): a burst that runs round a loop and loses its highs first. */
export function plucked(tone: Tone, string: Plucked): Float32Array {
  const { hertz, seconds, velocity } = tone;
  const rings = Math.min(string.seconds, seconds + 0.5);
  const plain = loopOf(tone, string, rings + 0.1);
  const bent = string.bends && (tone.slide !== 0 || tone.shaken) ? resampled(plain, tone) : plain;
  const out = string.body ? withBody(bent, string.body) : bent;
  for (let at = 0; at < out.length; at++) out[at] = (out[at] ?? 0) * velocity;
  return faded(out, { attack: 0.002, release: Math.min(0.4, hertz > 200 ? 0.3 : 0.2) });
}

function loopOf(tone: Tone, string: Plucked, seconds: number): Float32Array {
  const { hertz } = tone;
  // High strings pass the loop more often: they lose less each time, or they would be dead at once.
  const lost = Math.min(0.5, Math.max(0.04, string.lost * (220 / hertz) ** 0.7));
  const period = RATE / hertz - lost;
  const length = Math.max(2, Math.floor(period - 0.2));
  const rest = period - length;
  const tuning = (1 - rest) / (1 + rest);
  const loop = burst(length, tone, string);
  const kept = 0.001 ** (1 / (hertz * string.seconds));
  const out = new Float32Array(samplesOf(seconds));
  let [last, lastIn, lastOut] = [0, 0, 0];
  for (let at = 0, place = 0; at < out.length; at++) {
    const now = loop[place] ?? 0;
    const soft = (now + lost * (last - now)) * kept;
    last = now;
    // The allpass delays by the part of a sample that the loop's whole length leaves: the string is in tune.
    lastOut = tuning * (soft - lastOut) + lastIn;
    lastIn = soft;
    loop[place] = lastOut;
    out[at] = now;
    place = place + 1 === length ? 0 : place + 1;
  }
  return out;
}

/** The string drawn aside at its place, and noise that a stronger stroke makes brighter; no constant part. */
function burst(length: number, { velocity, random }: Tone, { bright, place }: Plucked): Float32Array {
  const drawn = Math.max(1, length * place);
  const noise = noiseOf(random);
  const open = Math.min(0.95, bright * (0.5 + 0.9 * velocity));
  let [dull, smooth] = [0, 0];
  const shape = Float32Array.from({ length }, (_, at) => {
    dull += open * (noise() - dull);
    const bow = at < drawn ? at / drawn : (length - at) / (length - drawn);
    return bow - 0.5 + open * 0.55 * dull;
  });
  const soft = shape.map((value) => (smooth += Math.min(1, open + 0.25) * (value - smooth)));
  const mean = soft.reduce((sum, value) => sum + value, 0) / length;
  const loudest = soft.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0.01);
  return soft.map((value) => (0.8 * (value - mean)) / loudest);
}

/** The same string while a finger slides into its place and shakes it: read faster or slower. */
function resampled(plain: Float32Array, { slide, shaken }: Tone): Float32Array {
  const out = new Float32Array(plain.length);
  let place = 0;
  for (let at = 0; at < out.length; at++) {
    const time = at / RATE;
    const shake = shaken ? 0.28 * Math.min(1, Math.max(0, (time - 0.18) * 3)) * sine(time * 5.2) : 0;
    const bend = (slide * Math.exp(-time / 0.05) + shake) / 12;
    const low = place | 0;
    const value = plain[low] ?? 0;
    out[at] = value + ((plain[low + 1] ?? 0) - value) * (place - low);
    place += bend === 0 ? 1 : 2 ** bend;
  }
  return out;
}

/** The instrument's body answers at two pitches of its own. */
function withBody(plain: Float32Array, [level, low, high]: readonly [number, number, number]): Float32Array {
  const out = plain.slice();
  for (const hertz of [low, high]) {
    const kept = Math.exp((-Math.PI * hertz) / 6 / RATE);
    const turn = (2 * Math.PI * hertz) / RATE;
    const [one, two] = [2 * kept * Math.cos(turn), kept * kept];
    const gain = level * (1 - kept) * 2 * Math.sin(turn);
    let [last, before] = [0, 0];
    for (let at = 0; at < out.length; at++) {
      const now = (plain[at] ?? 0) * gain + one * last - two * before;
      before = last;
      last = now;
      out[at] = (out[at] ?? 0) + now;
    }
  }
  return out;
}
