import fc from "fast-check";
import { expect, test } from "vitest";
import { aacRate, segmentSamples, segmentStart } from "./segments.ts";

test.each([
  [44_100, [0, 45_056, 135_168, 311_296]],
  [48_000, [0, 49_152, 147_456, 339_968]],
  [88_200, [0, 90_112, 270_336, 622_592]],
  [96_000, [0, 98_304, 294_912, 679_936]],
  [192_000, [0, 196_608, 589_824, 1_359_872]],
])("at %i Hz segments begin at samples %j", (rate, starts) => {
  expect(starts.map((_, index) => segmentStart(index, rate))).toEqual(starts);
});

test("at a rate of no family no segment is cut", () => {
  expect(() => segmentStart(1, 32_000)).toThrow("32000");
});

test("every segment begins where a frame of AAC and one of FLAC begin", () => {
  fc.assert(
    fc.property(fc.nat(3_000), fc.constantFrom(44_100, 48_000, 96_000, 176_400), (index, rate) => {
      expect(segmentStart(index, rate) % 4096).toBe(0);
      expect(segmentStart(index, rate) / rate).toBeCloseTo(segmentStart(index, aacRate(rate)) / aacRate(rate), 9);
    }),
  );
});

test("the segments of a song are the whole song, and none is empty", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60_000_000 }), fc.constantFrom(44_100, 48_000, 96_000), (total, rate) => {
      const lengths = segmentSamples(total, rate);
      expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(total);
      expect(Math.min(...lengths)).toBeGreaterThan(0);
    }),
  );
});

test("a song that ends where a segment begins has no empty segment", () => {
  expect(segmentSamples(135_168, 44_100)).toEqual([45_056, 90_112]);
});

test.each([
  [44_100, 44_100],
  [48_000, 48_000],
  [88_200, 44_100],
  [176_400, 44_100],
  [192_000, 48_000],
])("a source of %i Hz becomes AAC of %i Hz", (source, rate) => {
  expect(aacRate(source)).toBe(rate);
});
