import { expect, test } from "vitest";
import { vorbisComments } from "./download-tags.ts";
import { flacHeader, readStreamInfo } from "./flac-header.ts";
import { id3Tag } from "./id3-tag.ts";
import type { DownloadTags } from "./job.ts";
import { opusGain, replayGain } from "./loudness-tags.ts";
import { mp4TagBox } from "./mp4-tags.ts";
import { OggPages } from "./ogg-pages.ts";
import { waveFrame } from "./wave-download.ts";

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

test("the release's loudness is told where it is known, in Opus's own steps for Opus", () => {
  const whole = { ...tags, releaseLoudness: { integratedLufs: -14, rangeLu: 6, truePeakDbtp: 0 } };
  expect(replayGain(whole).slice(2, 4)).toEqual([
    ["REPLAYGAIN_ALBUM_GAIN", "-4.00 dB"],
    ["REPLAYGAIN_ALBUM_PEAK", "1.000000"],
  ]);
  expect(opusGain(tags)).toEqual([["R128_TRACK_GAIN", "-3200"]]);
  expect(opusGain(whole)).toEqual([
    ["R128_TRACK_GAIN", "-3200"],
    ["R128_ALBUM_GAIN", "-2304"],
  ]);
});

test("an Opus gain is never more than its sixteen bits hold", () => {
  const of = (integratedLufs: number) => ({ ...tags, loudness: { ...tags.loudness, integratedLufs } });
  expect(opusGain(of(-200))).toEqual([["R128_TRACK_GAIN", "32767"]]);
  expect(opusGain(of(140))).toEqual([["R128_TRACK_GAIN", "-32768"]]);
});

test("an ID3 tag is as long as it says, in bytes of seven bits", () => {
  const tag = id3Tag({ ...tags, lyrics: "雨".repeat(50_000) }, null);
  const [a = 0, b = 0, c = 0, d = 0] = tag.subarray(6, 10);
  expect(Math.max(a, b, c, d)).toBeLessThan(128);
  expect(((a * 128 + b) * 128 + c) * 128 + d).toBe(tag.length - 10);
});

test("a WAV file longer than its header can say is an error, not a broken file", () => {
  const sound = { sampleRate: 192_000, channels: 2, bits: 24, samples: 3 * 3600 * 192_000 } as const;
  expect(() => waveFrame(sound, tags, null)).toThrow("too long");
});

test("packets longer than a page of Ogg go over several, and only the last page has a place", () => {
  const pages = new OggPages(7);
  const long = pages.add([new Uint8Array(70_000).fill(1)], { position: 5n });
  const view = new DataView(long.buffer, long.byteOffset);
  const second = 27 + 255 + 255 * 255;
  expect([view.getUint8(5), view.getBigUint64(6, true)]).toEqual([2, 2n ** 64n - 1n]);
  expect([view.getUint8(second + 5), view.getBigUint64(second + 6, true)]).toEqual([1, 5n]);
  const end = pages.add([Uint8Array.of(1), new Uint8Array(255)], { position: 9n, last: true });
  expect([...end.subarray(26, 31)]).toEqual([3, 1, 255, 0, 1]);
  expect([end[5], end[18]]).toEqual([4, 2]);
  expect(() =>
    pages.add(
      Array.from({ length: 256 }, () => Uint8Array.of(1)),
      { position: 9n },
    ),
  ).toThrow("do not fit");
});

test("a FLAC header's facts are read as FLAC packs them", () => {
  const facts = Uint8Array.fromHex(`10001000000000000000${"0bb803f0"}${"000493e0"}${"00".repeat(16)}`);
  expect(readStreamInfo(facts)).toEqual({ sampleRate: 48_000, channels: 2, bits: 32, samples: 300_000 });
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
