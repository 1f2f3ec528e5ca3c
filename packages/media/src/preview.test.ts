import fc from "fast-check";
import { expect, test } from "vitest";
import { placePreview, previewSamples } from "./preview.ts";

test.each([
  [240, 30],
  [90, 30],
  [60, 20],
  [3, 1],
])("a song of %i seconds has a preview of %i", (song, preview) => {
  expect(previewSamples(song * 44_100, 44_100)).toBe(preview * 44_100);
});

/** The loudness of the three seconds before each second's end, of a song with one loud part. */
function shortTerm(from: number, to: number): number[] {
  const powers = Array.from({ length: 240 }, (_, second) => (second >= from && second < to ? 0.1 : 0.001));
  return powers.map((power, at) => 10 * Math.log10((power + (powers[at - 1] ?? 0) + (powers[at - 2] ?? 0)) / 3));
}

test.each([
  [100, 130],
  [0, 30],
  [210, 240],
])("of a song that is loud from second %i to %i the preview is just that", (from, to) => {
  expect(placePreview(shortTerm(from, to), 240 * 44_100, 44_100)).toEqual({
    start: from * 44_100,
    samples: 30 * 44_100,
  });
});

test("of an even song the beginning is heard", () => {
  const loudness = Array.from({ length: 240 }, () => -14);
  expect(placePreview(loudness, 240 * 48_000, 48_000).start).toBe(0);
});

test("a preview lies within the song and is at most a third of it, whatever its loudness", () => {
  const lufs = fc.oneof(fc.double({ min: -120, max: 5, noNaN: true }), fc.constant(-Infinity), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(lufs, { maxLength: 300 }), fc.integer({ min: 44_100, max: 10_000_000 }), (loudness, total) => {
      const { start, samples } = placePreview(loudness, total, 44_100);
      expect(start).toBeGreaterThanOrEqual(0);
      expect(start + samples).toBeLessThanOrEqual(total);
      expect(samples * 3).toBeLessThanOrEqual(total);
    }),
  );
});
