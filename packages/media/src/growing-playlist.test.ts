import { expect, test } from "vitest";
import { growingMaster, growingPlaylist } from "./growing-playlist.ts";
import { mediaPlaylist } from "./playlists.ts";
import { segmentSamples } from "./segments.ts";

/** The first `count` segments of a song of ten and a half seconds, each as long as its number. */
function cutOf(count: number) {
  let offset = 700;
  const segments = segmentSamples(463_050, 44_100).map((samples, at) => {
    const segment = { samples, offset, bytes: 1_000 * (at + 1) };
    offset += segment.bytes;
    return segment;
  });
  return { file: "aac128.mp4", sampleRate: 44_100, headerBytes: 700, segments: segments.slice(0, count) };
}

test("what is heard of a song in the making begins at its beginning and has no end yet", () => {
  expect(growingPlaylist(cutOf(2))).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:4
#EXT-X-PLAYLIST-TYPE:EVENT
#EXT-X-START:TIME-OFFSET=0,PRECISE=YES
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MAP:URI="aac128.mp4?i",BYTERANGE="700@0"
#EXTINF:1.021678,
#EXT-X-BYTERANGE:1000@700
aac128.mp4
#EXTINF:2.043356,
#EXT-X-BYTERANGE:2000@1700
aac128.mp4
`);
});

test("from its header on it is the beginning of the playlist that there will be", () => {
  const fromHeader = (text: string) => text.slice(text.indexOf("#EXT-X-MAP"));
  const whole = fromHeader(mediaPlaylist(cutOf(99)));
  for (const count of [1, 2, 3, 4]) expect(whole.startsWith(fromHeader(growingPlaylist(cutOf(count))))).toBe(true);
  expect(fromHeader(mediaPlaylist(cutOf(99))).endsWith("#EXT-X-ENDLIST\n")).toBe(true);
});

test("its longest segment is told before it is there, and does not change", () => {
  for (const count of [1, 2, 3, 4]) expect(growingPlaylist(cutOf(count))).toContain("#EXT-X-TARGETDURATION:4\n");
});

test("of a song in the making a player may choose one rendition", () => {
  expect(growingMaster(cutOf(1))).toBe(`#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-STREAM-INF:BANDWIDTH=7831,AVERAGE-BANDWIDTH=7831,CODECS="mp4a.40.2"
aac128.m3u8
`);
});
