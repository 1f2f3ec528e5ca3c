import type { Note, VoiceName } from "./score.ts";
import { between, type SeededRandom } from "./seeded-random.ts";
import { decay, frequencyOf, RATE, samplesOf, saw, sine } from "./waves.ts";

/** What a voice is told of a tone. */
interface Tone {
  readonly hertz: number;
  readonly seconds: number;
  readonly velocity: number;
  readonly random: SeededRandom;
  /** For the pad: where its filter closes. */
  readonly cutoff: number;
}

const VOICES: Readonly<Record<VoiceName, (tone: Tone) => Float32Array>> = { pluck, piano, bell, flute, pad, bass };

/** One tone of an instrument as samples between -1 and 1, with the time in which it dies away. */
export function soundOf(voice: VoiceName, note: Note, context: Pick<Tone, "random" | "cutoff">): Float32Array {
  const hertz = frequencyOf(note.pitch, note.cents);
  return VOICES[voice]({ hertz, seconds: note.seconds, velocity: note.velocity, ...context });
}

/** A plucked string (Karplus and Strong): a burst of noise that runs round a loop and loses its highs first. */
function pluck({ hertz, seconds, velocity, random }: Tone): Float32Array {
  // High strings pass the loop more often: they lose less each time, or they would be dead at once.
  const lost = Math.min(0.5, Math.max(0.06, 110 / hertz));
  const period = RATE / hertz - lost;
  const length = Math.max(2, Math.floor(period));
  const tuning = (1 - (period - length)) / (1 + (period - length));
  const loop = burst(length, velocity, random);
  const kept = 0.001 ** (1 / (hertz * 3.2));
  const out = new Float32Array(samplesOf(seconds + 0.9));
  let [last, lastIn, lastOut] = [0, 0, 0];
  for (let at = 0, place = 0; at < out.length; at++) {
    const now = loop[place] ?? 0;
    const soft = (now + lost * (last - now)) * kept;
    last = now;
    // The allpass delays by the part of a sample that the loop's whole length leaves: the string is in tune.
    lastOut = tuning * (soft - lastOut) + lastIn;
    lastIn = soft;
    loop[place] = lastOut;
    out[at] = now * velocity;
    place = place + 1 === length ? 0 : place + 1;
  }
  return faded(out, { attack: 0.003, release: 0.5 });
}

/** The string drawn aside at a fifth of its length, and noise that a stronger stroke makes brighter; no constant part. */
function burst(length: number, velocity: number, random: SeededRandom): Float32Array {
  const drawn = length / 5;
  let noise = 0;
  const shape = Float32Array.from({ length }, (_, at) => {
    noise += (0.3 + 0.6 * velocity) * (between(random, -1, 1) - noise);
    return (at < drawn ? at / drawn : (length - at) / (length - drawn)) + 0.45 * velocity * noise;
  });
  const mean = shape.reduce((sum, value) => sum + value, 0) / length;
  const loudest = shape.reduce((most, value) => Math.max(most, Math.abs(value - mean)), 0.01);
  return shape.map((value) => (value - mean) / loudest);
}

/** An electric piano: a tone that modulates itself, and a high tine at its beginning (frequency modulation). */
function piano({ hertz, seconds, velocity }: Tone): Float32Array {
  const out = new Float32Array(samplesOf(seconds + 0.35));
  const tine = Math.min(14, Math.floor(7_500 / hertz));
  const step = hertz / RATE;
  const [body, strike, level] = [decay(2.2), decay(0.35), decay(4.5)];
  let [index, ping, loudness, phase] = [0.22 * velocity, 0.09 * velocity, velocity, 0];
  for (let at = 0; at < out.length; at++) {
    out[at] = loudness * sine(phase + index * sine(phase) + ping * sine(phase * tine));
    [phase, index, ping, loudness] = [phase + step, index * body, ping * strike, loudness * level];
  }
  return faded(out, { attack: 0.004, release: 0.3 });
}

/** A small bell: a modulator at three and a half times the tone gives partials that are not harmonic. */
function bell({ hertz, seconds, velocity }: Tone): Float32Array {
  const out = new Float32Array(samplesOf(Math.max(seconds, 0.5) + 0.9));
  const [step, other] = [hertz / RATE, Math.min(3.5 * hertz, 8_000) / RATE];
  const [bright, level] = [decay(0.9), decay(2.4)];
  let [index, loudness] = [0.16 * velocity, velocity];
  for (let at = 0; at < out.length; at++) {
    out[at] = loudness * (0.8 * sine(at * step + index * sine(at * other)) + 0.2 * sine(at * 2 * step));
    [index, loudness] = [index * bright, loudness * level];
  }
  return faded(out, { attack: 0.002, release: 0.6 });
}

/** A flute: three partials, a breath of noise, and a vibrato that begins once the tone stands. */
function flute({ hertz, seconds, velocity, random }: Tone): Float32Array {
  const out = new Float32Array(samplesOf(seconds + 0.12));
  let [phase, breath] = [0, 0];
  for (let at = 0; at < out.length; at++) {
    const time = at / RATE;
    const vibrato = 1 + 0.005 * Math.min(1, Math.max(0, (time - 0.2) * 4)) * sine(time * 5.1);
    phase += (hertz * vibrato) / RATE;
    breath += 0.3 * (between(random, -1, 1) - breath);
    const tone = sine(phase) + 0.28 * sine(2 * phase) + 0.09 * sine(3 * phase);
    out[at] = velocity * (0.72 * tone + 0.045 * breath);
  }
  return faded(out, { attack: 0.07, release: 0.14 });
}

/** A soft pad: a saw tooth through a low-pass of second order (state variable) that opens slowly. */
function pad({ hertz, seconds, velocity, cutoff, random }: Tone): Float32Array {
  const out = new Float32Array(samplesOf(seconds + 0.6));
  const step = hertz / RATE;
  const opened = 2 * sine((cutoff * (0.8 + 0.4 * velocity)) / RATE / 2);
  let [phase, low, band] = [random(), 0, 0];
  for (let at = 0; at < out.length; at++) {
    phase += step;
    if (phase >= 1) phase -= 1;
    const open = opened * (0.6 + 0.4 * Math.min(1, at / RATE));
    low += open * band;
    band += open * (saw(phase, step) - low - 1.2 * band);
    out[at] = low * velocity;
  }
  return faded(out, { attack: 0.35, release: 0.7 });
}

/** A round bass: the tone with a little of its octave. */
function bass({ hertz, seconds, velocity }: Tone): Float32Array {
  const out = new Float32Array(samplesOf(seconds + 0.1));
  const step = hertz / RATE;
  const [bright, level] = [decay(0.8), decay(3.5)];
  let [octave, loudness] = [0.5, velocity];
  for (let at = 0; at < out.length; at++) {
    const phase = at * step;
    out[at] =
      loudness * (0.85 * sine(phase) + (0.12 + octave * 0.3) * sine(2 * phase) + octave * 0.12 * sine(3 * phase));
    [octave, loudness] = [octave * bright, loudness * level];
  }
  return faded(out, { attack: 0.008, release: 0.12 });
}

/** Lets a sound begin and end without a click: both ends reach 0 along half a cosine. */
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
