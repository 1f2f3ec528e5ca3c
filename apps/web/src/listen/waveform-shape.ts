import { decodeWaveform } from "@songkeeper/media";

/** The heights of a waveform's columns, 0 to 1, its loudest column being 1. */
export type Heights = readonly number[];

/** A part of a song, in shares of the whole: a preview shows only its own waveform. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Heights of so many columns from a waveform file; nothing if it is something else. */
export function heightsOf(bytes: Uint8Array, columns: number, { from, to }: Part): Heights | undefined {
  const waveform = decodeWaveform(bytes);
  if (!waveform || waveform.peaks.length === 0) return undefined;
  const count = waveform.peaks.length / 2;
  const [first, end] = [Math.floor(from * count), Math.max(Math.ceil(to * count), Math.floor(from * count) + 1)];
  const heights = Array.from({ length: columns }, (_, column) => {
    const start = first + Math.floor((column * (end - first)) / columns);
    const stop = Math.max(start + 1, first + Math.floor(((column + 1) * (end - first)) / columns));
    return waveform.peaks.subarray(start * 2, stop * 2).reduce((high, peak) => Math.max(high, Math.abs(peak)), 0);
  });
  const loudest = Math.max(1, ...heights);
  return heights.map((height) => height / loudest);
}

/** Columns as one SVG path in a box of one unit a column and a height of 100, mirrored at its middle. */
export function waveformPath(heights: Heights): string {
  return heights
    .map((height, column) => {
      const half = Math.max(2, Math.round(height * 48));
      return `M${column + 0.2} ${50 - half}h0.6v${half * 2}h-0.6z`;
    })
    .join("");
}
