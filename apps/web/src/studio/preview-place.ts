import { previewSamples } from "@songkeeper/media";

/** How long the preview of a song is, in milliseconds. */
export function previewMs(songMs: number): number {
  return previewSamples(songMs, 1000);
}

/** Where a preview may begin at the latest, in whole seconds of milliseconds. */
export function latestStartMs(songMs: number): number {
  return Math.max(0, Math.floor((songMs - previewMs(songMs)) / 1000) * 1000);
}

/** The part that a preview takes of a song, in per cent of its length. */
export function previewPart(startMs: number, songMs: number): { from: number; to: number } {
  if (songMs <= 0) return { from: 0, to: 0 };
  const share = (ms: number) => Math.min(100, (ms * 100) / songMs);
  return { from: share(startMs), to: share(startMs + previewMs(songMs)) };
}
