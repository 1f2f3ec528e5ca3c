import { expect, test } from "vitest";
import { fileNameOf, formatsOf } from "./kept-song.ts";

const wav = { lossless: true, container: "wav" } as const;
const mp3 = { lossless: false, container: "mp3" } as const;
const mp4 = { lossless: false, container: "mp4" } as const;
const song = { trackNumber: 1, title: "听雨", artist: "林月", source: wav };

test.each([
  { more: {}, format: "flac", name: "01 听雨 - 林月.flac" },
  { more: {}, format: "aac", name: "01 听雨 - 林月.m4a" },
  { more: {}, format: "original", name: "01 听雨 - 林月.wav" },
  { more: { source: mp3, trackNumber: 12 }, format: "original", name: "12 听雨 - 林月.mp3" },
  { more: { source: mp4 }, format: "original", name: "01 听雨 - 林月.m4a" },
  { more: { title: "../a\\b:c" }, format: "flac", name: "01 .._a_b_c - 林月.flac" },
  { more: { title: 'x"\u202e*\n' }, format: "flac", name: "01 x____ - 林月.flac" },
  { more: { title: "雨".repeat(200) }, format: "flac", name: `01 ${"雨".repeat(117)}.flac` },
] as const)("a file of $format is called $name", ({ more, format, name }) => {
  expect(fileNameOf({ ...song, ...more }, format)).toBe(name);
});

test("of a lossy master there is AAC and the upload itself, and no FLAC", () => {
  expect(formatsOf({ source: mp3 })).toEqual(["aac", "original"]);
  expect(formatsOf({ source: wav })).toEqual(["flac", "aac", "original"]);
});
