import { expect, test } from "vitest";
import type { Rung } from "./playlist.ts";
import { chooseRung } from "./rungs.ts";
import type { Quality } from "./song.ts";

const rung = (name: string, bandwidth: number): Rung => ({ name, url: "", bandwidth, type: "" });
const ALL = [rung("aac64", 70_000), rung("aac128", 140_000), rung("aac256", 270_000), rung("flac", 1_000_000)];
const FREE = ALL.slice(0, 2);
const OLD = [rung("aac128", 140_000), rung("flac", 1_000_000)];
const chosen = (rungs: readonly Rung[], quality: Quality, ahead: number, bitsPerSecond?: number) =>
  rungs[chooseRung(rungs, { quality, ahead, bitsPerSecond })]?.name;

test.each([
  { wished: "saver", of: ALL, sounds: "aac64" },
  { wished: "standard", of: ALL, sounds: "aac128" },
  { wished: "high", of: ALL, sounds: "aac256" },
  { wished: "lossless", of: ALL, sounds: "flac" },
  { wished: "lossless", of: FREE, sounds: "aac128" },
  { wished: "high", of: OLD, sounds: "aac128" },
  { wished: "saver", of: OLD, sounds: "aac128" },
] as const)(
  "who wishes $wished of $of.length rungs hears $sounds on a line that carries it",
  ({ wished, of, sounds }) => {
    expect(chosen(of, wished, 20, 50_000_000)).toBe(sounds);
    expect(chosen(of, wished, 20)).toBe(sounds);
  },
);

test.each([
  { what: "begins at the quick quality", ahead: 0, line: undefined, sounds: "aac128" },
  { what: "goes on to the best once enough is there", ahead: 6, line: undefined, sounds: "flac" },
  { what: "begins with the best on a line far quicker than it needs", ahead: 0, line: 8_000_000, sounds: "flac" },
  { what: "keeps the best on a line with room for it", ahead: 12, line: 1_400_000, sounds: "flac" },
  { what: "goes one down on a line without that room", ahead: 12, line: 1_399_999, sounds: "aac256" },
  { what: "goes down to the quick quality when little is left", ahead: 3, line: 1_400_000, sounds: "aac128" },
  { what: "goes down to the smallest on a line for nothing else", ahead: 3, line: 150_000, sounds: "aac64" },
  { what: "stays at the smallest on a line for nothing at all", ahead: 30, line: 0, sounds: "aac64" },
])("a song that is wished lossless $what", ({ ahead, line, sounds }) => {
  expect(chosen(ALL, "lossless", ahead, line)).toBe(sounds);
});
