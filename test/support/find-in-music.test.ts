import { expect, test } from "vitest";
import { findInMusic } from "./find-in-music.ts";
import { knownMusic, leftOf } from "./known-music.ts";

const music = leftOf(knownMusic(7, 3));

test.each([
  { from: 0, gain: 1 },
  { from: 44_100, gain: 0.5 },
  { from: 80_001, gain: 0.1 },
])("a second of music recorded from sample $from is found there, at its loudness", ({ from, gain }) => {
  const recorded = music.slice(from, from + 44_100).map((sample) => sample * gain);
  const found = findInMusic(recorded, music);
  expect(found.at).toBe(from);
  expect(found.correlation).toBeGreaterThan(0.9999);
  expect(found.gainDb).toBeCloseTo(20 * Math.log10(gain), 1);
});

test("other music is not taken for it, nor is a second with a hole", () => {
  const other = leftOf(knownMusic(8, 3)).slice(0, 44_100);
  expect(findInMusic(other, music).correlation).toBeLessThan(0.6);
  const holed = music.slice(44_100, 88_200);
  holed.copyWithin(15_000, 25_000);
  expect(findInMusic(holed, music).correlation).toBeLessThan(0.9);
});
