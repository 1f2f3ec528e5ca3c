/** Stereo sound as 16-bit samples: left and right in turns. */
export interface Pcm16 {
  readonly sampleRate: number;
  readonly samples: Int16Array;
}

const CHANNELS = 2;
/** A pentatonic scale from A3, in Hz: enough notes that no two bars are alike, and what a lossy codec keeps well. */
const SCALE = [220, 246.94, 293.66, 329.63, 392, 440, 493.88, 587.33, 659.25, 783.99];
const NOTE_S = 0.23;

/**
 * Music that a seed decides: notes that decay, another melody on each side. Any two seconds of it are found in only one
 * place, so what was recorded of it says exactly which part was heard.
 */
export function knownMusic(seed: number, seconds: number, sampleRate = 44_100): Pcm16 {
  const frames = Math.round(seconds * sampleRate);
  const samples = new Int16Array(frames * CHANNELS);
  const next = randomFrom(seed);
  const perNote = Math.round(NOTE_S * sampleRate);
  for (let begin = 0; begin < frames; begin += perNote)
    for (let channel = 0; channel < CHANNELS; channel++) {
      const hz = SCALE[Math.floor(next() * SCALE.length)] ?? 440;
      const level = 5_000 + next() * 4_000;
      for (let at = begin; at < Math.min(begin + 3 * perNote, frames); at++) {
        const t = (at - begin) / sampleRate;
        const wave = Math.sin(2 * Math.PI * hz * t) + 0.4 * Math.sin(4 * Math.PI * hz * t + 0.5);
        const index = at * CHANNELS + channel;
        samples[index] = (samples[index] ?? 0) + level * wave * Math.min(1, t * 200) * Math.exp(-4 * t);
      }
    }
  return { sampleRate, samples };
}

/** The sound as a WAV file (RIFF, PCM, 16 bits). */
export function wavFile({ sampleRate, samples }: Pcm16): Uint8Array {
  const file = new Uint8Array(44 + samples.byteLength);
  const view = new DataView(file.buffer);
  const text = (at: number, word: string) => file.set(new TextEncoder().encode(word), at);
  text(0, "RIFF");
  view.setUint32(4, file.length - 8, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, CHANNELS, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * CHANNELS * 2, true);
  view.setUint16(32, CHANNELS * 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples.byteLength, true);
  samples.forEach((sample, at) => view.setInt16(44 + at * 2, sample, true));
  return file;
}

/** The left side as numbers from -1 to 1. */
export function leftOf({ samples }: Pcm16): Float32Array {
  return Float32Array.from({ length: samples.length / CHANNELS }, (_, at) => (samples[at * CHANNELS] ?? 0) / 32_768);
}

/** mulberry32: the same numbers for the same seed on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
