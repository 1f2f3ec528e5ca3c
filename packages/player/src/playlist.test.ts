import { expect, test } from "vitest";
import { pieceAt } from "./part.ts";
import { readMaster, readPieces } from "./playlist.ts";

const MASTER = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-STREAM-INF:BANDWIDTH=1400000,AVERAGE-BANDWIDTH=900000,CODECS="fLaC"
flac.m3u8
#EXT-X-STREAM-INF:BANDWIDTH=140000,AVERAGE-BANDWIDTH=130000,CODECS="mp4a.40.2"
aac128.m3u8
`;
const PIECES = `#EXTM3U
#EXT-X-TARGETDURATION:4
#EXT-X-PLAYLIST-TYPE:VOD
#EXT-X-MAP:URI="aac128.mp4?i",BYTERANGE="765@0"
#EXTINF:1.021678,
#EXT-X-BYTERANGE:17386@765
aac128.mp4
#EXTINF:2.043356,
#EXT-X-BYTERANGE:33158@18151
aac128.mp4
#EXTINF:0.000003,
#EXT-X-BYTERANGE:400@51309
aac128.mp4
#EXT-X-ENDLIST
`;
const AT = "https://songs.example/m/token/";

test("a master playlist gives its rungs, the smallest first, as browsers know them", () => {
  expect(readMaster(MASTER, `${AT}master.m3u8`)).toEqual([
    { name: "aac128", url: `${AT}aac128.m3u8`, bandwidth: 140_000, type: 'audio/mp4; codecs="mp4a.40.2"' },
    { name: "flac", url: `${AT}flac.m3u8`, bandwidth: 1_400_000, type: 'audio/mp4; codecs="flac"' },
  ]);
});

test("a rung's own playlist is no master", () => {
  expect(readMaster(PIECES, `${AT}aac128.m3u8`)).toEqual([]);
});

test("a rung's playlist gives its pieces, their times without an error that grows", () => {
  const list = readPieces(PIECES, `${AT}aac128.m3u8`);
  expect(list).toMatchObject({ fileUrl: `${AT}aac128.mp4`, headerUrl: `${AT}aac128.mp4?i`, whole: true });
  expect(list.header).toEqual({ offset: 0, bytes: 765 });
  expect(list.pieces.map(({ at }) => at)).toEqual([0, 1.021678, 3.065034]);
  expect(list.length).toBe(3.065037);
});

test("the playlist of a song that is still being made is not whole", () => {
  expect(readPieces(PIECES.replace("#EXT-X-ENDLIST", ""), AT).whole).toBe(false);
});

test("an answer that is no playlist is not taken for one", () => {
  expect(() => readPieces("<!doctype html>", AT)).toThrow("without the header");
});

test.each([
  { second: 0, piece: 0 },
  { second: 1.0216, piece: 0 },
  { second: 1.021677, piece: 1 },
  { second: 1.021679, piece: 1 },
  { second: 3.0, piece: 1 },
  { second: 3.1, piece: 3 },
])("at $second s piece $piece is heard", ({ second, piece }) => {
  expect(pieceAt(readPieces(PIECES, AT), second)).toBe(piece);
});
