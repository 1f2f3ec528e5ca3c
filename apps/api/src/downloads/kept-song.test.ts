import { expect, test } from "vitest";
import { extensionOf, formatsOf, kbpsOf, mediaTypeOf, renditionOf } from "./kept-song.ts";

const wav = { lossless: true, container: "wav", codec: "pcm_s16le" } as const;
const mp3 = { lossless: false, container: "mp3", codec: "mp3" } as const;

test("of a lossy master there is AAC and the upload itself: nothing lossless, and nothing made worse once more", () => {
  expect(formatsOf({ source: mp3 })).toEqual(["aac", "original"]);
  expect([...formatsOf({ source: wav })].toSorted()).toEqual(["aac", "flac", "mp3", "opus", "original", "wav"]);
});

test.each([
  { source: wav, format: "mp3", extension: "mp3", type: "audio/mpeg" },
  { source: wav, format: "opus", extension: "opus", type: "audio/ogg" },
  { source: wav, format: "aac", extension: "m4a", type: "audio/mp4" },
  { source: wav, format: "wav", extension: "wav", type: "audio/wav" },
  { source: wav, format: "original", extension: "wav", type: "audio/wav" },
  { source: { ...wav, container: "aiff" }, format: "original", extension: "aiff", type: "audio/aiff" },
  { source: { ...wav, container: "mp4", codec: "alac" }, format: "original", extension: "m4a", type: "audio/mp4" },
  { source: { ...mp3, container: "aac", codec: "aac" }, format: "original", extension: "aac", type: "audio/aac" },
  { source: { ...mp3, container: "ogg", codec: "vorbis" }, format: "original", extension: "ogg", type: "audio/ogg" },
  { source: { ...mp3, container: "ogg", codec: "opus" }, format: "original", extension: "opus", type: "audio/ogg" },
] as const)("$format of a $source.codec in $source.container ends in .$extension", (row) => {
  expect([extensionOf(row, row.format), mediaTypeOf(row, row.format)]).toEqual([row.extension, row.type]);
});

test("a song from before there was AAC 256 has AAC 128, and says so", () => {
  const [before, now] = [
    { renditions: ["aac128", "flac"] },
    { renditions: ["aac64", "aac128", "aac256", "flac"] },
  ] as const;
  expect([renditionOf(before, "aac"), kbpsOf(before, "aac")]).toEqual(["aac128", 128]);
  expect([renditionOf(now, "aac"), kbpsOf(now, "aac")]).toEqual(["aac256", 256]);
  expect([renditionOf(now, "wav"), kbpsOf(now, "wav"), kbpsOf(now, "opus")]).toEqual(["flac", null, 160]);
});
