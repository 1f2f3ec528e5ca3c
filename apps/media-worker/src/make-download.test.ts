import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import sharp from "sharp";
import type { DownloadTags } from "@songkeeper/media";
import { probeSource } from "./decode/probe-source.ts";
import { readPicture } from "./decode/read-picture.ts";
import { openInput } from "./task/input-file.ts";
import { decodeFile } from "./testing/decode-file.ts";
import { finish, ingest, jobFolder, verdict } from "./testing/run-ingest.ts";
import { music, pcmBytes, type Sound } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

const SAMPLES = 200_001;
const TAGS: DownloadTags = {
  title: "雨 Rain",
  artist: "Li",
  album: "Tea",
  trackNumber: 3,
  trackCount: 12,
  date: "2026-11-20",
  isrc: "CNA122600001",
  lyricists: ["Wang"],
  composers: ["Li", "Zhao"],
  lyrics: "la\nla",
  orderId: "order-1",
  loudness: { integratedLufs: -10, rangeLu: 5, truePeakDbtp: -1 },
  releaseLoudness: null,
};

async function download(format: "flac" | "aac", sound: Sound, withCover: boolean) {
  const song = await ingest(waveFile(sound));
  const { folder, output } = jobFolder();
  const cover = join(folder, "cover.jpg");
  writeFileSync(
    cover,
    await sharp({ create: { width: 300, height: 300, channels: 3, background: "#204080" } })
      .jpeg()
      .toBuffer(),
  );
  const input = song.path(format === "flac" ? "flac.mp4" : "aac128.mp4");
  const job = await finish({ task: "download", format, input, output, tags: TAGS, cover: withCover ? cover : null });
  if (job.last.kind !== "done" || job.last.result.task !== "download") throw new Error(verdict(job));
  const { file } = job.last.result;
  const path = join(output, file.name);
  return { file, path, bytes: readFileSync(path), jpeg: readFileSync(cover), rendition: input };
}

test.each([16, 24] as const)(
  "a FLAC download of %i bits has every sample of the song, and knows their checksum",
  async (bits) => {
    const sound = music({ samples: SAMPLES, bits });
    const { file, path, bytes } = await download("flac", sound, true);
    expect(file).toEqual({
      name: "song.flac",
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    });

    const { samples } = await decodeFile(path);
    expect(Buffer.from(Int32Array.from(samples).buffer).equals(pcmBytes(sound))).toBe(true);
    const totalSamples = (bytes.readUInt8(21) & 15) * 2 ** 32 + bytes.readUInt32BE(22);
    expect(totalSamples).toBe(SAMPLES);
    const packed = waveFile(sound).subarray(44);
    expect(bytes.toString("hex", 26, 42)).toBe(createHash("md5").update(packed).digest("hex"));
  },
);

test("an AAC download is the sound of the stream, packet by packet, of exactly the song's length", async () => {
  const { file, path, bytes, rendition } = await download("aac", music({ samples: SAMPLES }), true);
  expect(file.name).toBe("song.m4a");
  const [kept, streamed] = [await decodeFile(path), await decodeFile(rendition)];
  expect(kept.endPts).toBe(SAMPLES);
  expect(kept.samples.length).toBeGreaterThanOrEqual(SAMPLES);
  expect(kept.samples.subarray(0, SAMPLES)).toEqual(streamed.samples.subarray(0, SAMPLES));
  const edit = bytes.indexOf("elst") + 4;
  expect(bytes.readInt32BE(edit + 12)).toBe(-kept.firstPts);
});

test.each(["flac", "aac"] as const)("a %s download carries its tags, its order and its cover", async (format) => {
  const { path, jpeg } = await download(format, music({ samples: SAMPLES }), true);
  const input = openInput(path);
  const container = format === "flac" ? "flac" : "mp4";
  const probe = await probeSource(input, container, input.head);
  const tags = Object.fromEntries(
    Object.entries(probe?.tags ?? {}).map(([name, value]) => [name.toUpperCase(), value]),
  );
  expect(tags).toMatchObject({
    TITLE: "雨 Rain",
    ARTIST: "Li",
    ALBUM: "Tea",
    DATE: "2026-11-20",
    ISRC: "CNA122600001",
    LYRICIST: "Wang",
    LYRICS: "la\nla",
    ORDER: "order-1",
    COMMENT: "Order order-1",
    REPLAYGAIN_TRACK_GAIN: "-8.00 dB",
    REPLAYGAIN_TRACK_PEAK: "0.891251",
  });
  expect(tags["TRACK"]).toBe(format === "flac" ? "3" : "3/12");
  expect(tags["COMPOSER"]).toBe(format === "flac" ? "Li;Zhao" : "Li, Zhao");
  expect(probe?.declaredSamples).toBe(SAMPLES);
  expect(Buffer.from(await readPicture(input, container)).equals(jpeg)).toBe(true);
});

test.each(["flac", "aac"] as const)("a %s download may have no cover", async (format) => {
  const { path } = await download(format, music({ samples: SAMPLES }), false);
  const input = openInput(path);
  const probe = await probeSource(input, format === "flac" ? "flac" : "mp4", input.head);
  expect(probe).toMatchObject({ hasPicture: false, codec: format });
});
