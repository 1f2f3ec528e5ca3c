import { expect, test } from "vitest";
import { loudnessGain } from "./loudness-gain.ts";

test.each([
  { integratedLufs: -8, truePeakDbtp: 0, gain: -6 },
  { integratedLufs: -20, truePeakDbtp: -9, gain: 6 },
  { integratedLufs: -20, truePeakDbtp: -3, gain: 2 },
  { integratedLufs: -20, truePeakDbtp: 1, gain: -2 },
])("a song of $integratedLufs LUFS with a peak of $truePeakDbtp dBTP is played at $gain dB", ({ gain, ...song }) => {
  expect(loudnessGain({ ...song, rangeLu: 5 })).toBe(gain);
});
