import { expect, test } from "vitest";
import { vorbisComments } from "./download-tags.ts";
import { flacHeader } from "./flac-header.ts";
import type { DownloadTags } from "./job.ts";
import { mp4TagBox } from "./mp4-tags.ts";

const tags: DownloadTags = {
  title: "雨",
  artist: "Li",
  album: "Tea",
  trackNumber: 3,
  trackCount: 12,
  date: "2026-11-20",
  isrc: null,
  lyricists: ["A"],
  composers: ["B", "C"],
  lyrics: null,
  orderId: "order-1",
  loudness: { integratedLufs: -10.5, rangeLu: 5, truePeakDbtp: -6.0206 },
  releaseLoudness: null,
};

test("a download says what it is, who made it, how loud it is and who bought it", () => {
  expect(vorbisComments(tags).map(([name, value]) => `${name}=${value}`)).toEqual([
    "TITLE=雨",
    "ARTIST=Li",
    "ALBUM=Tea",
    "TRACKNUMBER=3",
    "TRACKTOTAL=12",
    "DATE=2026-11-20",
    "LYRICIST=A",
    "COMPOSER=B",
    "COMPOSER=C",
    "ORDER=order-1",
    "COMMENT=Order order-1",
    "REPLAYGAIN_TRACK_GAIN=-7.50 dB",
    "REPLAYGAIN_TRACK_PEAK=0.500000",
    "REPLAYGAIN_REFERENCE_LOUDNESS=-18.00 LUFS",
  ]);
});

function latin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}

/** The blocks of a FLAC header: type, length, and whether it says that it is the last. */
function blocksOf(header: Uint8Array): [number, number, boolean][] {
  const blocks: [number, number, boolean][] = [];
  for (let at = 4; at < header.length;) {
    const [type = 0, a = 0, b = 0, c = 0] = header.subarray(at, at + 4);
    const bytes = a * 65_536 + b * 256 + c;
    blocks.push([type & 127, bytes, type > 127]);
    at += 4 + bytes;
  }
  return blocks;
}

test("a FLAC header has its facts first, and only its last block says that it is the last", () => {
  const header = flacHeader(new Uint8Array(34), tags, Uint8Array.of(0xff, 0xd8, 0xff));
  expect(latin1(header.subarray(0, 8))).toBe('fLaC\0\0\0"');
  expect(blocksOf(header).map(([type, , last]) => [type, last])).toEqual([
    [0, false],
    [4, false],
    [6, false],
    [1, true],
  ]);
  expect(blocksOf(header).at(2)?.[1]).toBe(32 + "image/jpeg".length + 3);
  expect(blocksOf(flacHeader(new Uint8Array(34), tags, null)).map(([type]) => type)).toEqual([0, 4, 1]);
});

test("a picture too large for FLAC is an error, not a broken file", () => {
  expect(() => flacHeader(new Uint8Array(34), tags, new Uint8Array(2 ** 24))).toThrow("too long");
});

test("an M4A file's tags are one box of the length it says", () => {
  const box = mp4TagBox(tags, null);
  expect(new DataView(box.buffer).getUint32(0)).toBe(box.length);
  const text = latin1(box);
  expect(text.slice(4, 8)).toBe("udta");
  expect(text).toContain("order-1");
  expect(text).toContain("trkn\0\0\0\u0018data\0\0\0\0\0\0\0\0\0\0\0\u0003\0\u000c\0\0");
  expect(text).not.toContain("covr");
});
