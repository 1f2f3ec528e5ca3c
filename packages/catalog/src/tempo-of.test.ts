import { expect, test } from "vitest";
import { tempoOf } from "./tempo-of.ts";

test.each([
  { text: "128", bpm: 128 },
  { text: " 92.5 ", bpm: 92.5 },
  { text: "92,5", bpm: 92.5 },
  { text: "１２８", bpm: 128 },
  { text: "20", bpm: 20 },
  { text: "400", bpm: 400 },
  ...["", "19.999", "400.1", "fast", "0x50", "1e2", "-60", "12 8", "Infinity", "1.2.3"].map((text) => ({
    text,
    bpm: undefined,
  })),
])("$text is a tempo of $bpm", ({ text, bpm }) => {
  expect(tempoOf(text)).toBe(bpm);
});
