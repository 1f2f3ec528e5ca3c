import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { afterEach, describe, expect, test, vi } from "vitest";
import { decodeFile } from "./testing/decode-file.ts";
import { encodeFile } from "./testing/encode-file.ts";
import { download } from "./testing/run-download.ts";
import { ingest } from "./testing/run-ingest.ts";
import { music, pcmBytes, tone, type Sound, type SoundPlan } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

const SYSTEM_FFMPEG = "/usr/bin/ffmpeg";

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A system's own FFmpeg is tried where there is one. */
const ENGINES = existsSync(SYSTEM_FFMPEG) ? ["wasm", "ffmpeg"] : ["wasm"];

function useEngine(engine: string): void {
  vi.stubEnv("MEDIA_ENGINE", engine);
  vi.stubEnv("FFMPEG_PATH", SYSTEM_FFMPEG);
}

/** The playlist's lengths, to the microsecond. */
function cutsOf(playlist: Buffer): readonly string[] {
  return playlist.toString().match(/EXTINF:.*/gu) ?? [];
}

describe.each(ENGINES)("with the engine %s", (engine) => {
  test.each<[string, SoundPlan]>([
    ["16 bits", { samples: 220_501 }],
    ["24 bits at 96 kHz", { samples: 300_001, sampleRate: 96_000, bits: 24 }],
    ["one channel at 48 kHz", { samples: 200_001, sampleRate: 48_000, channels: 1, bits: 24 }],
    ["hardly more than a second", { samples: 45_057 }],
  ])("every sample of %s is kept in FLAC, and AAC is exactly as long", async (_, plan) => {
    useEngine(engine);
    const sound = music(plan);
    const { result, path, read } = await ingest(waveFile(sound));
    expect(result.renditions.map(({ name }) => name)).toEqual(["aac64", "aac128", "aac256", "flac", "preview"]);

    const flac = await decodeFile(path("flac.mp4"));
    expect(flac.bitsPerSample).toBe(sound.bits);
    expect(Buffer.from(Int32Array.from(flac.samples).buffer).equals(pcmBytes(sound))).toBe(true);
    expect(md5InHeader(read("flac.mp4"))).toBe(md5Of(sound));

    const aacSamples = sound.sampleRate > 48_000 ? Math.ceil(plan.samples / 2) : plan.samples;
    for (const name of ["aac64", "aac128", "aac256"]) {
      const { firstPts, endPts, samples } = await decodeFile(path(`${name}.mp4`));
      expect({ firstPts, endPts }).toEqual({ firstPts: -1024, endPts: aacSamples });
      expect(samples.length).toBeGreaterThanOrEqual(aacSamples);
    }
  });

  test("a song of a minute is made whole: its files are longer than what FFmpeg writes at once", async () => {
    useEngine(engine);
    const sound = music({ samples: 60 * 44_100, bits: 24 });
    const { result, path } = await ingest(waveFile(sound));
    const { endPts, samples } = await decodeFile(path("aac64.mp4"));
    expect(samples.length).toBeGreaterThanOrEqual(endPts);
    expect(endPts).toBe(sound.pcm.length / 2);
    expect(result.source.samples).toBe(endPts);
  });

  test("all rungs are cut where those of the native engine are", async () => {
    const file = waveFile(music({ samples: 10 * 48_000 + 1, sampleRate: 48_000 }));
    const native = await ingest(file);
    useEngine(engine);
    const other = await ingest(file);
    for (const name of ["aac64", "aac128", "aac256", "flac", "preview"]) {
      expect(cutsOf(other.read(`${name}.m3u8`))).toEqual(cutsOf(native.read(`${name}.m3u8`)));
    }
    const told = other.steps.flatMap((report) => (report.kind === "grown" ? report.segments : []));
    expect(told.map(({ samples }) => samples)).toEqual([49_152, 98_304, 192_512, 140_033]);
  });

  test("loudness is that of the native engine", async () => {
    const file = waveFile(music({ samples: 7 * 44_100 + 777 }));
    const native = await ingest(file);
    useEngine(engine);
    const other = await ingest(file);
    expect(other.result.loudness.integratedLufs).toBeCloseTo(native.result.loudness.integratedLufs, 1);
    expect(other.result.loudness.rangeLu).toBeCloseTo(native.result.loudness.rangeLu, 1);
    expect(other.result.loudness.truePeakDbtp).toBeCloseTo(native.result.loudness.truePeakDbtp, 1);
    expect(other.result.loudnessBlocks).toEqual(native.result.loudnessBlocks);
    expect(other.result.preview).toEqual(native.result.preview);
    expect(other.result.pcmSha256).toBe(native.result.pcmSha256);
  });

  test("a tone of -23 dBFS is as loud as EBU R 128 says", async () => {
    useEngine(engine);
    const { result } = await ingest(waveFile(tone({ samples: 5 * 48_000, sampleRate: 48_000, bits: 24 }, 997, -23)));
    expect(result.loudness.integratedLufs).toBeCloseTo(-23, 1);
    expect(result.loudness.truePeakDbtp).toBeCloseTo(-23, 1);
  });

  test("a lossy song has no lossless rendition", async () => {
    useEngine(engine);
    const { result } = await ingest(encodeFile("opus", music({ samples: 100_000, sampleRate: 48_000 })));
    expect(result.renditions.map(({ name }) => name)).toEqual(["aac64", "aac128", "aac256", "preview"]);
  });
});

test.each([
  ["aac", 96_000],
  ["aac", 44_100],
  ["mp3", 44_100],
] as const)(
  "an %s file to keep that WebAssembly made of %i Hz is exactly as long, with its tags",
  async (format, rate) => {
    vi.stubEnv("MEDIA_ENGINE", "wasm");
    const sound = music({ samples: 100_001, sampleRate: rate });
    const { bytes } = await download(format, sound);
    const samples = rate > 48_000 ? Math.ceil(sound.pcm.length / 4) : sound.pcm.length / 2;
    const again = await ingest(bytes);
    expect(again.result.source).toMatchObject({ samples, sampleRate: Math.min(rate, 48_000), codec: format });
    expect(again.result.tags).toMatchObject({
      title: "雨 Rain",
      isrc: "CNA122600001",
      lyricist: "Wang",
      trackNumber: 3,
    });
    expect(again.result.cover).not.toBeNull();
  },
);

test("a program that is not there ends the job in words", async () => {
  vi.stubEnv("MEDIA_ENGINE", "ffmpeg");
  vi.stubEnv("FFMPEG_PATH", "/nowhere/ffmpeg");
  await expect(ingest(waveFile(music({ samples: 100_000 })))).rejects.toThrow("/nowhere/ffmpeg");
});

/** The checksum of samples of so many bytes as the sound has bits. */
function md5Of(sound: Sound): string {
  const bytes = (sound.pcm.length * sound.bits) / 8;
  return createHash("md5")
    .update(waveFile(sound).subarray(44, 44 + bytes))
    .digest("hex");
}

/** FLAC's checksum of the sound, in the header of an MP4 file. */
function md5InHeader(file: Buffer): string {
  const info = file.indexOf("dfLa", 0, "latin1") + 12;
  return file.toString("hex", info + 18, info + 34);
}
