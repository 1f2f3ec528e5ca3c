import type { SearchResult, SongCard } from "@songkeeper/client";
import { expect, test } from "vitest";
import { foundChoices } from "./found-choices.ts";

const artist = { id: "lin", name: "林晚" };
const song = (id: string): SongCard => ({
  id,
  title: `song ${id}`,
  artist,
  release: { id: "r", title: "Rain" },
  coverId: null,
  color: null,
  durationMs: 1,
  listening: "full",
  ai: "none",
  lossless: true,
  sale: { mode: "fixed", amountMicro: "0" },
  forSale: true,
  owned: false,
});
const NOTHING: SearchResult = { songs: [], artists: [], releases: [], lines: [] };
const keys = (result: Partial<SearchResult>) => foundChoices({ ...NOTHING, ...result }).map(({ key }) => key);

test("songs come first, then artists, releases and lines", () => {
  const release = { id: "r", title: "Rain", artist, coverId: null, color: null, kind: "ep", tracks: 2 } as const;
  const result: SearchResult = {
    songs: [song("a")],
    artists: [{ ...artist, coverId: null, releases: 1 }],
    releases: [{ ...release, publishedAt: "2026-01-01T00:00:00.000Z" }],
    lines: [{ song: song("b"), line: "rain on the roof" }],
  };
  expect(foundChoices(result).map(({ key, detail, to }) => [key, detail, to])).toEqual([
    ["song a", "林晚", "/song/a"],
    ["artist lin", "", "/artist/lin"],
    ["release r", "林晚", "/release/r"],
    ["line b", "rain on the roof", "/song/b"],
  ]);
});

test("a song that is listed already is not listed again for a line", () => {
  expect(keys({ songs: [song("a")], lines: [{ song: song("a"), line: "x" }] })).toEqual(["song a"]);
});

test("the list stays short", () => {
  const many = Array.from({ length: 9 }, (_, index) => song(`${index}`));
  expect(keys({ songs: many, lines: many.map((one) => ({ song: one, line: "x" })) })).toHaveLength(7);
});
