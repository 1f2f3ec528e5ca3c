import { encodeWaveform } from "@songkeeper/media";
import { expect, test } from "vitest";
import { heightsOf, waveformPath } from "./waveform-shape.ts";

const ALL = { from: 0, to: 1 };
const file = (...peaks: number[]) =>
  encodeWaveform({ sampleRate: 44_100, samplesPerPixel: 441, peaks: Int8Array.from(peaks) });

test.each([
  { columns: 4, part: ALL, heights: [0.25, 0.5, 1, 0] },
  { columns: 2, part: ALL, heights: [0.5, 1] },
  { columns: 8, part: ALL, heights: [0.25, 0.25, 0.5, 0.5, 1, 1, 0, 0] },
  { columns: 2, part: { from: 0, to: 0.5 }, heights: [0.5, 1] },
  { columns: 1, part: { from: 1, to: 1 }, heights: [0] },
])("$columns columns of $part show the loudest of each", ({ columns, part, heights }) => {
  expect(heightsOf(file(-25, 10, -50, 50, -100, 3, 0, 0), columns, part)).toEqual(heights);
});

test("silence stays flat, and what is no waveform has no heights", () => {
  expect(heightsOf(file(0, 0, 0, 0), 2, ALL)).toEqual([0, 0]);
  expect(heightsOf(file(), 2, ALL)).toBeUndefined();
  expect(heightsOf(new Uint8Array(30), 2, ALL)).toBeUndefined();
});

test("a column is drawn around the middle, and never so thin that it is gone", () => {
  expect(waveformPath([1, 0])).toBe("M0.2 2h0.6v96h-0.6zM1.2 48h0.6v4h-0.6z");
});
