import { expect, test } from "vitest";
import { findInMusic } from "./find-in-music.ts";
import { knownMusic, leftOf } from "./known-music.ts";

const music = leftOf(knownMusic(7, 12));

test.each([
  { from: 0, gain: 1 },
  { from: 44_100, gain: 0.5 },
  { from: 300_001, gain: 0.1 },
])("two seconds of music recorded from sample $from are found there, at their loudness", ({ from, gain }) => {
  const recorded = music.slice(from, from + 88_200).map((sample) => sample * gain);
  const found = findInMusic(recorded, music);
  expect(found.at).toBe(from);
  expect(found.correlation).toBeGreaterThan(0.9999);
  expect(found.gainDb).toBeCloseTo(20 * Math.log10(gain), 1);
});

test("other music is not taken for it, nor are two seconds with a hole", () => {
  const other = leftOf(knownMusic(8, 12)).slice(0, 88_200);
  expect(findInMusic(other, music).correlation).toBeLessThan(0.6);
  const holed = music.slice(44_100, 132_300);
  holed.copyWithin(30_000, 40_000);
  expect(findInMusic(holed, music).correlation).toBeLessThan(0.9);
});
