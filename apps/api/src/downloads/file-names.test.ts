import { expect, test } from "vitest";
import { fileNameOf, folderOf, safeName } from "./file-names.ts";

const wav = { lossless: true, container: "wav", codec: "pcm_s16le" } as const;
const mp3 = { lossless: false, container: "mp3", codec: "mp3" } as const;
const song = { trackNumber: 1, title: "听雨", artist: "林月", source: wav };

test.each([
  { more: {}, format: "flac", name: "01 听雨 - 林月.flac" },
  { more: {}, format: "aac", name: "01 听雨 - 林月.m4a" },
  { more: {}, format: "original", name: "01 听雨 - 林月.wav" },
  { more: { source: mp3, trackNumber: 12 }, format: "original", name: "12 听雨 - 林月.mp3" },
  { more: { title: "../a\\b:c" }, format: "flac", name: "01 .._a_b_c - 林月.flac" },
  { more: { title: 'x"\u202e*\n' }, format: "flac", name: "01 x____ - 林月.flac" },
  { more: { artist: "Mr. " }, format: "flac", name: "01 听雨 - Mr.flac" },
  { more: { title: "雨".repeat(200) }, format: "flac", name: `01 ${"雨".repeat(65)}.flac` },
] as const)("a file of $format is called $name", ({ more, format, name }) => {
  expect(fileNameOf({ ...song, ...more }, format)).toBe(name);
});

test.each([
  ["CON", "CON_"],
  ["con.", "con_"],
  ["nul.txt", "nul_.txt"],
  ["COM1", "COM1_"],
  ["LPT\u00b2", "LPT\u00b2_"],
  ["COM10", "COM10"],
  ["Console", "Console"],
  ["...", "_"],
  [" . ", "_"],
  ["", "_"],
  [".hidden", "_hidden"],
  ["end. . .", "end"],
  ["e\u0301", "\u00e9"],
  ["\ud800x", "_x"],
  ["👩‍👩‍👧".repeat(40), "👩‍👩‍👧".repeat(11)],
])("%j is kept as %j", (wished, name) => {
  expect(safeName(wished)).toBe(name);
});

test("a folder is named for whose release it is, and a name always fits a file system", () => {
  expect(folderOf({ albumArtist: "林月", album: "雨季" })).toBe("林月 - 雨季");
  expect(folderOf({ albumArtist: "A/B", album: "x. " })).toBe("A_B - x");
  for (const letter of ["雨", "é", "e\u0301", "𠮷", "a"]) {
    expect(Buffer.byteLength(safeName(letter.repeat(500), "flac"))).toBeLessThanOrEqual(205);
  }
});
