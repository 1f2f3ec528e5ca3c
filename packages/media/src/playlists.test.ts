import fc from "fast-check";
import { expect, test } from "vitest";
import type { Rendition } from "./job.ts";
import { bandwidths, masterPlaylist, mediaPlaylist } from "./playlists.ts";
import { segmentSamples } from "./segments.ts";

const cut = {
  file: "flac.mp4",
  sampleRate: 44_100,
  headerBytes: 765,
  segments: [
    { samples: 45_056, offset: 765, bytes: 120_000 },
    { samples: 90_112, offset: 120_765, bytes: 250_000 },
    { samples: 100, offset: 370_765, bytes: 900 },
  ],
};

test("a playlist names the ranges of one file, and its header by a name of its own", () => {
  expect(mediaPlaylist(cut).split("\n")).toEqual([
    "#EXTM3U",
    "#EXT-X-VERSION:7",
    "#EXT-X-TARGETDURATION:2",
    "#EXT-X-PLAYLIST-TYPE:VOD",
    "#EXT-X-INDEPENDENT-SEGMENTS",
    '#EXT-X-MAP:URI="flac.mp4?i",BYTERANGE="765@0"',
    "#EXTINF:1.021678,",
    "#EXT-X-BYTERANGE:120000@765",
    "flac.mp4",
    "#EXTINF:2.043356,",
    "#EXT-X-BYTERANGE:250000@120765",
    "flac.mp4",
    "#EXTINF:0.002268,",
    "#EXT-X-BYTERANGE:900@370765",
    "flac.mp4",
    "#EXT-X-ENDLIST",
    "",
  ]);
});

test("a playlist's durations sum up to the song, to the microsecond, whatever its length", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80_000_000 }), fc.constantFrom(44_100, 48_000, 96_000), (total, rate) => {
      const segments = segmentSamples(total, rate).map((samples) => ({ samples, offset: 0, bytes: 1 }));
      const text = mediaPlaylist({ ...cut, sampleRate: rate, segments });
      const micros = [...text.matchAll(/#EXTINF:(\d+)\.(\d{6}),/gu)].map(([, s, us]) => Number(`${s}${us}`));
      expect(micros.reduce((sum, length) => sum + length, 0)).toBe(Math.round((total * 1_000_000) / rate));
      const target = Number(/TARGETDURATION:(\d+)/u.exec(text)?.[1]);
      expect(micros.every((length) => Math.round(length / 1_000_000) <= target)).toBe(true);
    }),
  );
});

test("the peak is that of the dearest stretch, in which a crumb at the end counts with what is before it", () => {
  expect(bandwidths(cut)).toEqual({
    peak: Math.ceil((250_900 * 8 * 44_100) / 90_212),
    average: Math.ceil((370_900 * 8 * 44_100) / 135_268),
  });
});

test("no stretch of half to one and a half target durations asks for more than the peak", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 176_128 }), (bytes, crumb) => {
      const lengths = bytes.map((_, index) =>
        index === bytes.length - 1 ? crumb : ([45_056, 90_112][index] ?? 176_128),
      );
      const segments = bytes.map((size, index) => ({ bytes: size, samples: lengths[index] ?? 0, offset: 0 }));
      const { peak } = bandwidths({ file: "a.mp4", sampleRate: 44_100, headerBytes: 0, segments });
      const target = Math.max(1, ...lengths.map((samples) => Math.round(samples / 44_100)));
      for (let from = 0; from < bytes.length; from++)
        for (let to = from + 1; to <= bytes.length; to++) {
          const part = segments.slice(from, to);
          const seconds = part.reduce((sum, { samples }) => sum + samples, 0) / 44_100;
          const bits = part.reduce((sum, segment) => sum + 8 * segment.bytes, 0);
          if (seconds >= target / 2 && seconds <= 1.5 * target) expect(bits / seconds).toBeLessThanOrEqual(peak);
        }
    }),
  );
});

const aac: Rendition = {
  name: "aac128",
  file: "aac128.mp4",
  playlist: "aac128.m3u8",
  codecs: "mp4a.40.2",
  peakBandwidth: 136_646,
  averageBandwidth: 129_643,
  sampleRate: 44_100,
  durationMs: 240_000,
};
const flac: Rendition = { ...aac, name: "flac", playlist: "flac.m3u8", codecs: "fLaC", peakBandwidth: 900_000 };
const preview: Rendition = { ...aac, name: "preview", playlist: "preview.m3u8" };

test("a master playlist offers the smallest rendition first, and never the preview", () => {
  expect(masterPlaylist([flac, preview, aac])).toBe(
    [
      "#EXTM3U",
      "#EXT-X-VERSION:7",
      "#EXT-X-INDEPENDENT-SEGMENTS",
      '#EXT-X-STREAM-INF:BANDWIDTH=136646,AVERAGE-BANDWIDTH=129643,CODECS="mp4a.40.2"',
      "aac128.m3u8",
      '#EXT-X-STREAM-INF:BANDWIDTH=900000,AVERAGE-BANDWIDTH=129643,CODECS="fLaC"',
      "flac.m3u8",
      "",
    ].join("\n"),
  );
});
