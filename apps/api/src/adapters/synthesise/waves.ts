/** Samples a second: the spectrum reaches to 11 kHz, which soft music does not miss. */
export const RATE = 22_050;

const TABLE_SIZE = 4_096;
const SINES = Float32Array.from({ length: TABLE_SIZE + 1 }, (_, at) => Math.sin((2 * Math.PI * at) / TABLE_SIZE));

/** The sine at a phase counted in whole turns, from a table: many times faster than Math.sin, and precise to 1e-6. */
export function sine(turns: number): number {
  const place = (turns - Math.floor(turns)) * TABLE_SIZE;
  const at = place | 0;
  const low = SINES[at] ?? 0;
  return low + ((SINES[at + 1] ?? 0) - low) * (place - at);
}

/** A saw tooth at a phase from 0 to below 1, its edge rounded so that it does not alias (polyBLEP). */
export function saw(phase: number, step: number): number {
  const plain = 2 * phase - 1;
  if (phase < step) return plain + (1 - phase / step) ** 2;
  if (phase > 1 - step) return plain - ((phase - 1) / step + 1) ** 2;
  return plain;
}

/** The frequency of a MIDI pitch, in hertz, shifted by hundredths of a semitone. */
export function frequencyOf(pitch: number, cents: number): number {
  return 440 * 2 ** ((pitch - 69 + cents / 100) / 12);
}

/** How much is left after each sample of what falls to a thousandth in so many seconds. */
export function decay(seconds: number): number {
  return 0.001 ** (1 / (seconds * RATE));
}

/** A whole number of samples, at least one. */
export function samplesOf(seconds: number): number {
  return Math.max(1, Math.round(seconds * RATE));
}
