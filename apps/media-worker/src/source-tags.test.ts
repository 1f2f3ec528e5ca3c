import sharp from "sharp";
import { expect, test } from "vitest";
import type { ReadTags } from "@songkeeper/media";
import { aiffChunk, aiffFile } from "./testing/aiff-file.ts";
import { encodeFile } from "./testing/encode-file.ts";
import { ingest } from "./testing/run-ingest.ts";
import { music } from "./testing/sounds.ts";
import {
  id3Picture,
  id3Text,
  id3v1,
  id3v2,
  pictureComment,
  withAtoms,
  withComments,
  type Field,
} from "./testing/tagged-file.ts";
import { waveChunk, waveFile } from "./testing/wave-file.ts";

const SONG = music({ samples: 60_000 });
const SONG_48 = music({ samples: 60_000, sampleRate: 48_000 });
/** 夜曲 as programs in China wrote it, and in many cases do. */
const GBK = Buffer.from("d2b9c7fa", "hex");
const PNG = await sharp({ create: { width: 300, height: 300, channels: 3, background: "#204080" } })
  .png()
  .toBuffer();

const ALL: ReadTags = {
  title: "夜曲",
  artist: "李",
  album: "专辑",
  isrc: "CNA122600001",
  lyricist: "Words",
  composer: "Music",
  trackNumber: 4,
  lyrics: "啦\n啦",
};
const NO_LYRICS = { ...ALL, lyrics: null };

const FRAMES: readonly Field[] = [
  ["TIT2", id3Text(0, GBK)],
  ["TPE1", id3Text(3, "李")],
  ["TPE2", id3Text(3, "Various")],
  ["TALB", id3Text(1, "专辑")],
  ["TSRC", id3Text(0, "CN-A12-26-00001")],
  ["TEXT", id3Text(3, "Words")],
  ["TCOM", id3Text(3, "Music")],
  ["TRCK", id3Text(0, "4/9")],
  ["USLT", Buffer.from("\u0003zho\0啦\n啦")],
];
const FRAMES_22: readonly Field[] = [
  ["TT2", id3Text(0, GBK)],
  ["TP1", id3Text(1, "李")],
  ["TAL", id3Text(1, "专辑")],
  ["TRC", id3Text(0, "CNA122600001")],
  ["TXT", id3Text(0, "Words")],
  ["TCM", id3Text(0, "Music")],
  ["TRK", id3Text(0, "4")],
];
const PICTURE: Field = ["APIC", id3Picture(PNG)];

const text = (words: string) => Buffer.concat([Buffer.from(words), Buffer.of(0)]);
const INFO = waveChunk(
  "LIST",
  Buffer.concat([
    Buffer.from("INFO"),
    waveChunk("INAM", Buffer.concat([GBK, Buffer.of(0)])),
    waveChunk("IART", text("李")),
    waveChunk("IPRD", text("专辑")),
    waveChunk("IMUS", text("Music")),
    waveChunk("IWRI", text("Words")),
    waveChunk("ITRK", text("4")),
  ]),
);

const ATOMS: readonly Field[] = [
  ["\u00a9nam", Buffer.from("夜曲")],
  ["aART", Buffer.from("李")],
  ["\u00a9alb", Buffer.from("专辑")],
  ["\u00a9wrt", Buffer.from("Music")],
  ["\u00a9lyr", Buffer.from("啦\n啦")],
  ["trkn", Buffer.of(0, 0, 0, 4, 0, 9, 0, 0)],
  ["----:ISRC", Buffer.from("CNA122600001")],
  ["----:LYRICIST", Buffer.from("Words")],
  ["covr", PNG],
];

const COMMENTS = [
  "TITLE=夜曲",
  "ALBUMARTIST=李",
  "ALBUM=专辑",
  "ISRC=CNA122600001",
  "LYRICIST=Words",
  "COMPOSER=Music",
  "TRACKNUMBER=4",
  "LYRICS=啦\n啦",
  pictureComment(PNG),
];

/** The sound of an MP3 without the tag that its muxer writes. */
function bareMp3(): Buffer {
  const mp3 = encodeFile("mp3", SONG);
  return mp3.subarray(mp3.indexOf(Buffer.of(0xff, 0xfb)));
}

test.each<[string, () => Buffer, Partial<ReadTags>, boolean]>([
  ["ID3 2.4 in MP3", () => Buffer.concat([id3v2(4, ...FRAMES, PICTURE), bareMp3()]), ALL, true],
  ["ID3 2.3 in MP3", () => Buffer.concat([id3v2(3, ...FRAMES), bareMp3()]), ALL, false],
  ["ID3 2.2 in MP3", () => Buffer.concat([id3v2(2, ...FRAMES_22), bareMp3()]), NO_LYRICS, false],
  [
    "ID3 1 in MP3",
    () => Buffer.concat([bareMp3(), id3v1(GBK, Buffer.from("Li"), 4)]),
    { title: "夜曲", artist: "Li", trackNumber: 4 },
    false,
  ],
  ["ID3 2.4 in bare AAC", () => Buffer.concat([id3v2(4, ...FRAMES, PICTURE), encodeFile("adts", SONG)]), ALL, true],
  ["ID3 2.4 in AIFF", () => aiffFile(SONG, "plain", aiffChunk("ID3 ", id3v2(4, ...FRAMES, PICTURE))), ALL, true],
  [
    "AIFF's own chunks",
    () => aiffFile(SONG, "plain", aiffChunk("NAME", GBK), aiffChunk("AUTH", Buffer.from("李"))),
    { title: "夜曲", artist: "李" },
    false,
  ],
  [
    "ID3 2.3 before the sound in WAV",
    () => waveFile(SONG, { before: [waveChunk("ID3 ", id3v2(3, ...FRAMES))] }),
    ALL,
    false,
  ],
  [
    "ID3 2.4 behind the sound in WAV",
    () => waveFile(SONG, { behind: [waveChunk("id3 ", id3v2(4, ...FRAMES, PICTURE))] }),
    ALL,
    true,
  ],
  ["RIFF's list before the sound", () => waveFile(SONG, { before: [INFO] }), { ...NO_LYRICS, isrc: null }, false],
  ["RIFF's list behind the sound", () => waveFile(SONG, { behind: [INFO] }), { ...NO_LYRICS, isrc: null }, false],
  ["iTunes' fields with AAC", () => withAtoms(encodeFile("aac", SONG), ...ATOMS), ALL, true],
  ["iTunes' fields with Apple Lossless", () => withAtoms(encodeFile("alac", SONG), ...ATOMS), ALL, true],
  ["Opus's comments", () => withComments(encodeFile("opus", SONG_48), ...COMMENTS), ALL, true],
])("%s are read", async (_, make, tags, hasCover) => {
  const { result } = await ingest(make());
  expect(result.tags).toMatchObject(tags);
  expect(result.cover !== null).toBe(hasCover);
  expect(result.source.samples).toBeGreaterThanOrEqual(60_000);
});

test("an M4A whose program noted how much its encoder padded is as long as that says", async () => {
  const note = " 00000000 00000400 000002B0 000000000000EA50 00000000 00000000 00000000";
  const { result } = await ingest(withAtoms(encodeFile("aac", SONG), ["----:iTunSMPB", Buffer.from(note)]));
  expect(result.source.samples).toBe(0xea50);
});

test("a WAV whose tags are longer than the first bytes is known to be cut off none the less", async () => {
  const file = waveFile(SONG, { before: [waveChunk("JUNK", Buffer.alloc(100_000))] });
  const { result } = await ingest(file);
  expect(result.source.samples).toBe(60_000);
  await expect(ingest(file.subarray(0, 200_000))).rejects.toThrow("cut_off");
});

test("an AAC file behind a picture larger than the first bytes is found", async () => {
  const noise = await sharp({
    create: {
      width: 400,
      height: 400,
      channels: 3,
      background: "#000",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  })
    .png()
    .toBuffer();
  expect(noise.length).toBeGreaterThan(70_000);
  const { result } = await ingest(Buffer.concat([id3v2(4, ["APIC", id3Picture(noise)]), encodeFile("adts", SONG)]));
  expect(result.source.container).toBe("aac");
  expect(result.cover).not.toBeNull();
});
