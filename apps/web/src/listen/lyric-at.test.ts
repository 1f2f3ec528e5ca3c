import { expect, test } from "vitest";
import { lineAt } from "./lyric-at.ts";

const lines = [
  { atMs: 1_000, text: "a" },
  { atMs: 5_000, text: "b" },
];

test.each([
  [0, -1],
  [999, -1],
  [1_000, 0],
  [4_999, 0],
  [5_000, 1],
  [90_000, 1],
])("at %i ms line %i is sung", (songMs, line) => {
  expect(lineAt(lines, songMs)).toBe(line);
});

test("a song without lines has none to sing", () => {
  expect(lineAt([], 5_000)).toBe(-1);
});
