import { expect, test } from "vitest";
import { latestStartMs, previewMs, previewPart } from "./preview-place.ts";

test.each([
  { songMs: 240_000, lasts: 30_000, latest: 210_000 },
  { songMs: 60_500, lasts: 20_166, latest: 40_000 },
  { songMs: 1_000, lasts: 333, latest: 0 },
])("of a song of $songMs ms the preview lasts $lasts ms and begins by $latest ms", ({ songMs, lasts, latest }) => {
  expect([previewMs(songMs), latestStartMs(songMs)]).toEqual([lasts, latest]);
});

test("the part of a preview is drawn where it lies, and never beyond the song", () => {
  expect(previewPart(60_000, 240_000)).toEqual({ from: 25, to: 37.5 });
  expect(previewPart(239_000, 240_000).to).toBe(100);
  expect(previewPart(0, 0)).toEqual({ from: 0, to: 0 });
});
