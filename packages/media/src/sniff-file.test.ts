import fc from "fast-check";
import { expect, test } from "vitest";
import { isOtherAudio, sniffContainer, sniffPicture, tagsEnd } from "./sniff-file.ts";

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

/** AAC without a container: a frame of 32 bytes at 44.1 kHz. */
const ADTS_FRAME = "\u00ff\u00f1\u0050\u0080\u0004\0\u00fc".padEnd(32, "\0");
/** MPEG 1 layer II, 128 kbit/s at 44.1 kHz: frames of 417 bytes. */
const MP2_FRAME = "\u00ff\u00fd\u0080\0".padEnd(417, "\0");
/** MPEG 1 layer III, 128 kbit/s at 44.1 kHz: frames of 417 bytes. */
const MP3_FRAME = "\u00ff\u00fb\u0090\0".padEnd(417, "\0");

test.each([
  ["RIFF\u0024\0\0\0WAVEfmt ", "wav"],
  ["RF64\u00ff\u00ff\u00ff\u00ffWAVEds64", "wav"],
  ["BW64\u00ff\u00ff\u00ff\u00ffWAVEds64", "wav"],
  ["fLaC\0\0\0\u0022", "flac"],
  ["\0\0\0\u001cftypM4A ", "mp4"],
  ["ID3\u0004\0\0\0\0\0\u0000" + MP3_FRAME, "mp3"],
  ["ID3\u0004\0\0\0\0\0\u0005.....fLaC", "flac"],
  [MP3_FRAME + MP3_FRAME, "mp3"],
  [MP3_FRAME, "mp3"],
  [MP3_FRAME + "no frame here", undefined],
  ["\u00ff\u00f1\u0050\u0080", undefined], // AAC without a container
  ["\u00ff\u00fb\u00f0\0", undefined], // no such bit rate
  ["\u00ff\u00fb\u009c\0", undefined], // no such sample rate
  ["\u00ff\u00eb\u0090\0", undefined], // no such version
  ["#EXTM3U\n#EXT-X-VERSION:3\n", undefined],
  ["ffconcat version 1.0\nfile /etc/passwd\n", undefined],
  ['<svg xmlns="http://www.w3.org/2000/svg">', undefined],
  ["<!doctype html><title>song.mp3</title>", undefined],
  ["\u00ff\u00d8\u00ff\u00e0JFIF", undefined],
  ["RIFF\u0024\0\0\0WEBPVP8 ", undefined],
  ["OggS\0", "ogg"],
  ["FORM\0\0\0\0AIFFCOMM", "aiff"],
  ["FORM\0\0\0\0AIFCFVER", "aiff"],
  ["FORM\0\0\0\u00008SVXVHDR", undefined],
  [ADTS_FRAME.repeat(5), "aac"],
  [ADTS_FRAME.repeat(2) + MP3_FRAME, undefined],
  ["ID3\u0004\0\0\0\0\0\u0005....." + ADTS_FRAME.repeat(5), "aac"],
  ["\0".repeat(300) + MP3_FRAME.repeat(30), "mp3"],
  ["\u0093the rest of a frame" + MP3_FRAME.repeat(30), "mp3"],
  ["#EXTM3U\n#EXT-X-VERSION:3\n" + MP3_FRAME.repeat(30), undefined],
  ["\u00ff\u00d8\u00ff\u00e0JFIF" + MP3_FRAME.repeat(30), undefined],
  [MP2_FRAME.repeat(5), undefined],
  ["", undefined],
])("a file that begins with %j is taken for %s", (head, container) => {
  expect(sniffContainer(latin1(head))).toBe(container);
});

test.each([
  ["OggS\0", false],
  ["FORM\0\0\0\0AIFFCOMM", false],
  ["caff\0", true],
  ["\0\0\0\u0020moov", true],
  [MP2_FRAME.repeat(5), true],
  [MP3_FRAME.repeat(5), false],
  ["\u001aE\u00df\u00a3", true],
  ["#EXTM3U", false],
  ["\u0089PNG\r\n\u001a\n", false],
])("%j is sound of a kind that is not decoded here: %s", (head, other) => {
  expect(isOtherAudio(latin1(head))).toBe(other);
});

test.each([
  ["\u00ff\u00d8\u00ff\u00e0", "jpeg"],
  ["\u0089PNG\r\n\u001a\n", "png"],
  ["RIFF\u0024\0\0\0WEBP", "webp"],
  ["RIFF\u0024\0\0\0WAVE", undefined],
  ["<svg>", undefined],
  ["GIF89a", undefined],
  ["II*\0", undefined],
])("a picture that begins with %j is taken for %s", (head, kind) => {
  expect(sniffPicture(latin1(head))).toBe(kind);
});

test("where a tag is longer than the first bytes, what stands behind it is asked for", () => {
  const head = latin1("ID3\u0004\0\0\0\u0008\0\0 a large picture");
  expect(tagsEnd(head)).toBe(10 + 8 * 128 * 128);
  expect(sniffContainer(head, latin1("fLaC"))).toBe("flac");
  expect(sniffContainer(head, latin1(ADTS_FRAME.repeat(5)))).toBe("aac");
  expect(sniffContainer(head, latin1(MP3_FRAME.repeat(5)))).toBe("mp3");
  expect(tagsEnd(latin1("ID3\u0004\0\u0010\0\0\0\u0001"))).toBe(21);
  expect(tagsEnd(latin1("RIFF"))).toBe(0);
});

test("no bytes make the sniffers fail", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (head) => {
      sniffContainer(head);
      sniffPicture(head);
      sniffContainer(Uint8Array.of(0x49, 0x44, 0x33, ...head));
      sniffContainer(Uint8Array.of(0xff, 0xfb, ...head));
    }),
  );
});
