import { expect, test } from "vitest";
import { shareText } from "./share-text.ts";

const alone = [
  { role: "lyricist", position: 0, weight: 1000 },
  { role: "composer", position: 0, weight: 1000 },
  { role: "recording", position: 0, weight: 600 },
  { role: "recording", position: 1, weight: 400 },
] as const;

test("the one lyricist has 10 % of a song", () => {
  expect(shareText({ role: "lyricist", position: 0, credits: alone })).toBe("10 %");
});

test("two who share the recording each see their part of the 80 %", () => {
  expect(shareText({ role: "recording", position: 1, credits: alone })).toBe("80 % × 2/5");
});

test("an instrumental's composer has the lyricist's tenth too", () => {
  const instrumental = alone.filter(({ role }) => role !== "lyricist");
  expect(shareText({ role: "composer", position: 0, credits: instrumental })).toBe("20 %");
});
