/** The longest preview, in seconds. */
export const PREVIEW_SECONDS_MAX = 30;

/** How long a preview comes in and goes out, in seconds. */
export const PREVIEW_FADES = { in: 0.5, out: 1 };

/** Where a preview begins and how long it is, in samples. */
export interface PreviewCut {
  readonly start: number;
  readonly samples: number;
}

/** A preview is half a minute, and never more than a third of the song. */
export function previewSamples(totalSamples: number, sampleRate: number): number {
  return Math.min(PREVIEW_SECONDS_MAX * sampleRate, Math.floor(totalSamples / 3));
}

/** Short-term loudness is that of three seconds. */
const WINDOW_SECONDS = 3;

/**
 * The loudest part of a song: most hooks are there. `shortTermLufs` holds the loudness of the three seconds before
 * each second's end, and of a part only those count that lie in it; of equally loud parts the first is taken.
 */
export function placePreview(shortTermLufs: readonly number[], totalSamples: number, sampleRate: number): PreviewCut {
  const samples = previewSamples(totalSamples, sampleRate);
  const seconds = Math.max(1, Math.round(samples / sampleRate));
  const runUp = Math.min(WINDOW_SECONDS, seconds) - 1;
  const powers = shortTermLufs.map((lufs) => (Number.isFinite(lufs) ? 10 ** (lufs / 10) : 0));
  const starts = powers.slice(0, Math.max(1, powers.length - seconds + 1));
  const sums = starts.map((_, from) =>
    powers.slice(from + runUp, from + seconds).reduce((sum, power) => sum + power, 0),
  );
  const second = sums.reduce((best, sum, at) => (sum > (sums[best] ?? 0) ? at : best), 0);
  return { start: Math.max(0, Math.min(second * sampleRate, totalSamples - samples)), samples };
}

/** A preview from where a musician wishes it; a place too near the song's end is moved. */
export function previewAt(startMs: number, totalSamples: number, sampleRate: number): PreviewCut {
  const samples = previewSamples(totalSamples, sampleRate);
  const wished = Math.round((startMs * sampleRate) / 1000);
  return { start: Math.max(0, Math.min(wished, totalSamples - samples)), samples };
}

/** Where a piece of a preview lies in it, and what it is made of; lengths and places are in samples of each channel. */
export interface PreviewPiece {
  readonly at: number;
  /** The whole preview's length. */
  readonly samples: number;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
}

/** Fades a piece of a preview's interleaved samples where it comes in and where it goes out; the samples are changed. */
export function fadePreview(piece: Int32Array, { at, samples, sampleRate, channels }: PreviewPiece): void {
  const fadeIn = Math.min(PREVIEW_FADES.in * sampleRate, samples / 2);
  const fadeOut = Math.min(PREVIEW_FADES.out * sampleRate, samples / 2);
  for (let index = 0; index < piece.length; index++) {
    const sample = at + Math.floor(index / channels);
    const gain = Math.min(1, sample / fadeIn, (samples - sample) / fadeOut);
    if (gain < 1) piece[index] = Math.round((piece[index] ?? 0) * Math.max(0, gain));
  }
}
