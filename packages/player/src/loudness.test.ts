import { expect, test } from "vitest";
import { levelsOf } from "./loudness.ts";

test.each([
  { volume: 1, gainDb: 0, amplified: false, element: 1, amplifier: 1 },
  { volume: 1, gainDb: -20, amplified: false, element: 0.1, amplifier: 1 },
  { volume: 0.5, gainDb: 0, amplified: false, element: 0.25, amplifier: 1 },
  { volume: 1, gainDb: 6, amplified: false, element: 1, amplifier: 1 },
  { volume: 0.5, gainDb: 6, amplified: false, element: 0.499, amplifier: 1 },
  { volume: 1, gainDb: 20, amplified: true, element: 1, amplifier: 10 },
  { volume: 0, gainDb: 20, amplified: true, element: 1, amplifier: 0 },
])("volume $volume with $gainDb dB, amplified: $amplified", ({ volume, gainDb, amplified, ...expected }) => {
  const levels = levelsOf(volume, gainDb, amplified);
  expect(levels.element).toBeCloseTo(expected.element, 3);
  expect(levels.amplifier).toBeCloseTo(expected.amplifier, 3);
});
