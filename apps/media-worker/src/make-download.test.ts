import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { DOWNLOAD_KINDS, id3Tag, type DownloadTags } from "@songkeeper/media";
import { readPicture } from "./decode/read-picture.ts";
import { openInput } from "./task/input-file.ts";
import { decodeFile } from "./testing/decode-file.ts";
import { CONTAINER_OF, download, FULL_TAGS, hearDownload, probeDownload } from "./testing/run-download.ts";
import { finish, ingest, jobFolder, verdict } from "./testing/run-ingest.ts";
import { music, pcmBytes } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

const SAMPLES = 200_001;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test.each(DOWNLOAD_KINDS)(
  "a %s download is told with its length and its checksum, and nothing is left beside it",
  async (format) => {
    const { file, bytes, output } = await download(format, music({ samples: 50_000 }));
    const name = `song.${format === "aac" ? "m4a" : format}`;
    expect(file).toEqual({ name, bytes: bytes.length, sha256: sha256(bytes) });
    expect(readdirSync(output)).toEqual([name]);
  },
);

test.each([
  { format: "flac", bits: 16, channels: 2 },
  { format: "flac", bits: 24, channels: 2 },
  { format: "wav", bits: 16, channels: 2 },
  { format: "wav", bits: 24, channels: 2 },
  { format: "wav", bits: 24, channels: 1 },
] as const)("a $format download of $bits bits has every sample of the song", async ({ format, ...plan }) => {
  const sound = music({ samples: SAMPLES, ...plan });
  const { path } = await download(format, sound);
  const heard = await hearDownload(format, path);
  expect([heard.samples, heard.errors]).toEqual([SAMPLES, 0]);
  expect(sha256(heard.bytes)).toBe(sha256(pcmBytes(sound)));
  const probe = await probeDownload(format, path);
  expect([probe.declaredSamples, probe.bitDepth]).toEqual([SAMPLES, plan.bits]);
});

test.each([16, 24] as const)("a FLAC download of %i bits knows its own checksum and length", async (bits) => {
  const sound = music({ samples: SAMPLES, bits });
  const { bytes } = await download("flac", sound);
  const totalSamples = (bytes.readUInt8(21) & 15) * 2 ** 32 + bytes.readUInt32BE(22);
  expect(totalSamples).toBe(SAMPLES);
  const packed = waveFile(sound).subarray(44);
  expect(bytes.toString("hex", 26, 42)).toBe(createHash("md5").update(packed).digest("hex"));
});

test("a WAV download's chunks fill the file, and the one of ID3 says what an MP3 says", async () => {
  // Of an odd number of bytes, so that one is added which belongs to nobody.
  const { bytes, jpeg } = await download("wav", music({ samples: 60_001, bits: 24, channels: 1 }));
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  const chunks = new Map<string, Buffer>();
  for (let at = 12; at < bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    chunks.set(bytes.toString("latin1", at, at + 4), bytes.subarray(at + 8, at + 8 + size));
    at += 8 + size + (size % 2);
  }
  expect([...chunks.keys()]).toEqual(["fmt ", "data", "LIST", "id3 "]);
  expect(chunks.get("data")?.length).toBe(3 * 60_001);
  expect(chunks.get("id3 ")?.equals(id3Tag(FULL_TAGS, jpeg))).toBe(true);
});

test("an AAC download is the sound of the stream, packet by packet, of exactly the song's length", async () => {
  const { path, bytes, rendition } = await download("aac", music({ samples: SAMPLES }));
  const [kept, streamed] = [await decodeFile(path), await decodeFile(rendition)];
  expect(kept.endPts).toBe(SAMPLES);
  expect(kept.samples.length).toBeGreaterThanOrEqual(SAMPLES);
  expect(kept.samples.subarray(0, SAMPLES)).toEqual(streamed.samples.subarray(0, SAMPLES));
  const edit = bytes.indexOf("elst") + 4;
  expect(bytes.readInt32BE(edit + 12)).toBe(-kept.firstPts);
});

const LONG_LYRICS = "雨落在瓦上，一声，一声。\n".repeat(2_000);
const CHINESE: Partial<DownloadTags> = {
  title: "听雨 🌧",
  artist: "林小满",
  album: "雨季",
  lyricists: ["周墨", "白露"],
  composers: ["林小满", "何山"],
  lyrics: LONG_LYRICS,
};

test.each(DOWNLOAD_KINDS)("a %s download carries its tags, its order and its cover", async (format) => {
  const { path, jpeg } = await download(format, music({ samples: 50_000 }), { tags: CHINESE });
  const { tags } = await probeDownload(format, path);
  expect(tags).toMatchObject({
    TITLE: "听雨 🌧",
    ARTIST: "林小满",
    ALBUM: "雨季",
    DATE: "2026-11-20",
    COMMENT: "Order order-1",
    [ISRC_OF[format] ?? "ISRC"]: "CNA122600001",
  });
  expect(tags["TRACK"]).toBe(format === "aac" || format === "mp3" ? "3/12" : "3");
  const names = tags["COMPOSER"] ?? tags["IMUS"];
  expect(names?.split(/;|, /)).toEqual(["林小满", "何山"]);
  const input = openInput(path);
  expect(Buffer.from(await readPicture(input, CONTAINER_OF[format])).equals(jpeg)).toBe(true);
});

/** As the prober calls it. */
const ISRC_OF: Readonly<Record<string, string>> = { mp3: "TSRC" };

test.each(["flac", "aac", "mp3", "opus"] as const)(
  "a %s download has the words of the song, and an order that programs find",
  async (format) => {
    const { path } = await download(format, music({ samples: 50_000 }), { tags: CHINESE });
    const { tags } = await probeDownload(format, path);
    expect(tags["LYRICS"] ?? tags["LYRICS-UND"]).toBe(LONG_LYRICS);
    expect((tags["LYRICIST"] ?? tags["TEXT"])?.split(/;|, /)).toEqual(["周墨", "白露"]);
    expect(tags["ORDER"]).toBe("order-1");
  },
);

test.each(["flac", "aac", "mp3"] as const)("a %s download tells its loudness, and its release's", async (format) => {
  const { path } = await download(format, music({ samples: 50_000 }));
  expect((await probeDownload(format, path)).tags).toMatchObject({
    REPLAYGAIN_TRACK_GAIN: "-8.00 dB",
    REPLAYGAIN_TRACK_PEAK: "0.891251",
    REPLAYGAIN_ALBUM_GAIN: "-5.50 dB",
    REPLAYGAIN_ALBUM_PEAK: "1.059254",
  });
  const alone = await download(format, music({ samples: 50_000 }), { tags: { releaseLoudness: null } });
  expect((await probeDownload(format, alone.path)).tags).not.toHaveProperty("REPLAYGAIN_ALBUM_GAIN");
});

test.each(DOWNLOAD_KINDS)("a %s download may have no cover", async (format) => {
  const { path } = await download(format, music({ samples: 50_000 }), { withCover: false });
  const { hasPicture, codec } = await probeDownload(format, path);
  expect([hasPicture, codec]).toEqual([false, format === "wav" ? "pcm_s16le" : format]);
});

test("without native encoders all but Opus is made all the same, and that is refused", async () => {
  const sound = music({ samples: 50_000 });
  const song = await ingest(waveFile(sound));
  vi.stubEnv("MEDIA_ENGINE", "wasm");
  try {
    const verdicts = DOWNLOAD_KINDS.map(async (format) => {
      const { output } = jobFolder();
      const input = song.path(format === "aac" ? "aac128.mp4" : "flac.mp4");
      const made = await finish({ task: "download", format, input, output, tags: FULL_TAGS, cover: null });
      return `${format} ${verdict(made)}`;
    });
    const made = ["flac", "aac", "wav", "mp3"].map((format) => `${format} done`);
    expect((await Promise.all(verdicts)).toSorted()).toEqual([...made, "opus format_not_supported"].toSorted());
  } finally {
    vi.unstubAllEnvs();
  }
});
