import { expect, test } from "vitest";
import { Part } from "./part.ts";
import { wantedOf } from "./piece-wanted.ts";
import { AAC_TYPE, readPieces, type Rung } from "./playlist.ts";
import type { Source } from "./song.ts";

const source: Source = {
  tier: "standard",
  playlistUrl: "",
  expiresAt: null,
  durationMs: 1,
  startMs: 0,
  gainDb: 0,
  releaseGainDb: null,
  waveformUrl: "",
};
const list = readPieces(
  `#EXT-X-MAP:URI="a.mp4?i",BYTERANGE="700@0"
#EXTINF:1.5,
#EXT-X-BYTERANGE:100@700
a.mp4
#EXTINF:2,
#EXT-X-BYTERANGE:200@800
a.mp4
#EXT-X-ENDLIST`,
  "https://songs.example/a.m3u8",
);
const aac: Rung = { name: "aac128", url: "", bandwidth: 1, type: AAC_TYPE };
const flac: Rung = { name: "flac", url: "", bandwidth: 1, type: 'audio/mp4; codecs="flac"' };
const part = new Part(source, 10);
const piece = (index: number) => list.pieces[index] ?? { at: 0, length: 0, offset: 0, bytes: 0 };
const fed = (rung: Rung, index: number) => ({ part, rung: rung.name, index, from: 0, to: 0, bytes: 0 });
const second = (rung: Rung, last = fed(rung, 0)) =>
  wantedOf({ part, rung, list, index: 1, piece: piece(1) }, last, true);

test("a song's first piece comes with its header, and sounds from the song's begin to its end", () => {
  const wanted = wantedOf({ part, rung: aac, list, index: 0, piece: piece(0) }, undefined, true);
  expect(wanted).toEqual({
    range: { offset: 700, bytes: 100 },
    header: true,
    offset: 10,
    window: { from: 10, to: 13.5 },
  });
});

test("a piece after the one before it is that piece alone", () => {
  expect(second(aac)).toMatchObject({ range: { offset: 800, bytes: 200 }, header: false, window: { from: 10 } });
});

test("after another codec, AAC comes with what is before it, which is cut off", () => {
  expect(second(aac, fed(flac, 0))).toMatchObject({
    range: { offset: 700, bytes: 300 },
    header: true,
    window: { from: 11.5, to: 13.5 },
  });
});

test("FLAC stands by itself", () => {
  expect(second(flac, fed(aac, 0))).toMatchObject({ range: { offset: 800, bytes: 200 }, window: { from: 11.5 } });
});

test("where silence is near, nothing comes first that is not heard", () => {
  const wanted = wantedOf({ part, rung: aac, list, index: 1, piece: piece(1) }, fed(flac, 0), false);
  expect(wanted.range).toEqual({ offset: 800, bytes: 200 });
});

test("a song that is still being made has no end yet", () => {
  const growing = { ...list, whole: false };
  const wanted = wantedOf({ part, rung: aac, list: growing, index: 0, piece: piece(0) }, undefined, true);
  expect(wanted.window.to).toBe(Infinity);
});
