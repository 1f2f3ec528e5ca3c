import { checkCredits } from "@songkeeper/catalog";
import { expect, test } from "vitest";
import { sungSecondsOf, timedLines } from "../adapters/synthesise/compose/timed-lines.ts";
import { secondsOf } from "../adapters/synthesise/render-song.ts";
import { RELEASES } from "./sample-releases.ts";

const TRACKS = RELEASES.flatMap(({ tracks }) => tracks);
const timed = TRACKS.flatMap((track) => (track.lyrics?.timed ? [{ ...track, lyrics: track.lyrics }] : []));

test("there are sixteen songs by three musicians, and no two covers are one", () => {
  expect(TRACKS).toHaveLength(16);
  expect(new Set(TRACKS.map(({ title }) => title)).size).toBe(16);
  expect(new Set(TRACKS.map(({ recipe }) => recipe)).size).toBe(16);
  expect(new Set(RELEASES.map(({ artist }) => artist)).size).toBe(3);
  expect(new Set(RELEASES.map(({ cover }) => cover.scene)).size).toBe(RELEASES.length);
});

test.each(TRACKS)("$title lasts between 45 and 150 seconds", ({ recipe }) => {
  expect(secondsOf(recipe)).toBeGreaterThan(45);
  expect(secondsOf(recipe)).toBeLessThan(150);
});

test("the sample shows every way of pricing, a song to be previewed, an instrumental and a traditional one", () => {
  expect(new Set(TRACKS.map(({ price }) => price.kind))).toEqual(new Set(["free", "fixed", "at_least"]));
  expect(TRACKS.filter(({ listening }) => listening === "preview_only")).toHaveLength(1);
  expect(TRACKS.filter(({ kind }) => kind === "traditional")).toHaveLength(1);
  expect(TRACKS.some(({ genre }) => genre === "instrumental")).toBe(true);
  expect(TRACKS.filter(({ lyrics }) => lyrics).length).toBeGreaterThanOrEqual(6);
  expect(timed.length).toBeGreaterThanOrEqual(2);
});

test.each(timed)("the words of $title come in order, within the song, each at its phrase", ({ recipe, lyrics }) => {
  const seconds = sungSecondsOf(recipe);
  const stamps = timedLines(recipe, lyrics.lines).split("\n");
  expect(stamps).toHaveLength(lyrics.lines.length);
  for (const [at, stamp] of stamps.entries()) {
    const [, minutes, rest, words] = /^\[(\d\d):(\d\d\.\d\d)\](.+)$/.exec(stamp) ?? [];
    expect(Number(minutes) * 60 + Number(rest)).toBeCloseTo(seconds[at] ?? -1, 1);
    expect(words).toBe(lyrics.lines[at]);
    expect(seconds[at]).toBeGreaterThan(seconds[at - 1] ?? 0);
    expect(seconds[at]).toBeLessThan(secondsOf(recipe));
  }
});

test.each(TRACKS)("the credits of $title add up as the platform demands", ({ credits }) => {
  expect(checkCredits(credits).ok).toBe(true);
});

test("words that are not as many as the phrases are refused", () => {
  const [first] = timed;
  expect(() => first && timedLines(first.recipe, first.lyrics.lines.slice(1))).toThrow("phrases");
});
