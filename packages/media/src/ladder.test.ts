import { expect, test } from "vitest";
import { previewRung, songLadder } from "./ladder.ts";

test.each([
  { source: "a CD", sampleRate: 44_100, bitDepth: 16, aac: 44_100, flac: "16 bits, 44100 Hz" },
  { source: "a studio's file", sampleRate: 96_000, bitDepth: 24, aac: 48_000, flac: "24 bits, 96000 Hz" },
  { source: "a file of an odd depth", sampleRate: 88_200, bitDepth: 20, aac: 44_100, flac: "24 bits, 88200 Hz" },
  { source: "a file of floats", sampleRate: 48_000, bitDepth: 32, aac: 48_000, flac: "24 bits, 48000 Hz" },
])("of $source FLAC keeps what there is, and AAC has a rate that all players know", (row) => {
  const ladder = songLadder({ sampleRate: row.sampleRate, bitDepth: row.bitDepth, channels: 2, lossless: true });
  expect(ladder.map(({ name }) => name)).toEqual(["aac64", "aac128", "aac256", "flac"]);
  expect(ladder.flatMap((rung) => (rung.codec === "aac" ? [rung.sampleRate] : []))).toEqual([
    row.aac,
    row.aac,
    row.aac,
  ]);
  expect(ladder.flatMap((rung) => (rung.codec === "flac" ? [`${rung.bits} bits, ${rung.sampleRate} Hz`] : []))).toEqual(
    [row.flac],
  );
});

test("of a lossy source nothing is called lossless", () => {
  const ladder = songLadder({ sampleRate: 44_100, bitDepth: 16, channels: 1, lossless: false });
  expect(ladder.map(({ name, codec, channels }) => `${name} ${codec} ${channels}`)).toEqual([
    "aac64 aac 1",
    "aac128 aac 1",
    "aac256 aac 1",
  ]);
});

test("a preview is AAC at a rate that all players know", () => {
  expect(previewRung({ sampleRate: 192_000, bitDepth: 24, channels: 2, lossless: true })).toMatchObject({
    name: "preview",
    codec: "aac",
    sampleRate: 48_000,
    bitsPerSecond: 128_000,
  });
});
