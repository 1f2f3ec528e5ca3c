import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { decodeWaveform, scanBoxes } from "@songkeeper/media";
import { decodeFile } from "./testing/decode-file.ts";
import { encodeFile, type FileFormat } from "./testing/encode-file.ts";
import { ingest } from "./testing/run-ingest.ts";
import { music, pcmBytes, soundOf, tone, type SoundPlan } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const SECONDS_10 = 441_000;

test.each<[string, FileFormat | "wav", SoundPlan]>([
  ["a 16-bit WAV", "wav", { samples: SECONDS_10 }],
  ["a mono 24-bit WAV at 48 kHz", "wav", { samples: 300_001, sampleRate: 48_000, channels: 1, bits: 24 }],
  ["a 24-bit FLAC at 96 kHz", "flac24", { samples: 500_001, sampleRate: 96_000, bits: 24 }],
  ["a 16-bit FLAC", "flac16", { samples: SECONDS_10 + 1 }],
  ["an Apple Lossless file", "alac", { samples: SECONDS_10 - 1 }],
])("of %s every sample is kept in the FLAC rendition", async (_, kind, plan) => {
  const sound = music(plan);
  const { result, path } = await ingest(kind === "wav" ? waveFile(sound) : encodeFile(kind, sound));

  const { samples, sampleRate, channels, bitDepth, lossless } = result.source;
  expect({ samples, sampleRate, channels, bitDepth, lossless }).toEqual({
    samples: plan.samples,
    sampleRate: sound.sampleRate,
    channels: sound.channels,
    bitDepth: sound.bits,
    lossless: true,
  });
  expect(result.pcmSha256).toBe(createHash("sha256").update(pcmBytes(sound)).digest("hex"));
  const heard = await decodeFile(path("flac.mp4"));
  expect(heard.bitsPerSample).toBe(sound.bits);
  expect(heard.firstPts).toBe(0);
  expect(Buffer.from(Int32Array.from(heard.samples).buffer).equals(pcmBytes(sound))).toBe(true);
});

test.each<[string, number, string]>([
  ["libfdk_aac", 2048, "44.1 kHz"],
  ["aac", 1024, "44.1 kHz"],
])("the AAC of %s begins with the first sample and ends with the last", async (encoder, delay) => {
  vi.stubEnv("AAC_ENCODER", encoder);
  const sound = music({ samples: SECONDS_10 });
  const { path, read, result } = await ingest(waveFile(sound));

  const left = Float64Array.from({ length: SECONDS_10 }, (_, at) => (sound.pcm[2 * at] ?? 0) / 2 ** 31);
  for (const name of ["aac64", "aac128", "aac256"]) {
    const { firstPts, endPts, samples } = await decodeFile(path(`${name}.mp4`));
    expect({ name, firstPts, endPts, editStart: editStart(read(`${name}.mp4`)) }).toEqual({
      name,
      firstPts: -delay,
      endPts: SECONDS_10,
      editStart: delay,
    });
    expect(errorAt(samples, left, 0)).toBeLessThan(0.2);
    expect(errorAt(samples, left, 0)).toBeLessThan(errorAt(samples, left, -8) / 2);
    expect(errorAt(samples, left, 0)).toBeLessThan(errorAt(samples, left, 8) / 2);
    expect(result.renditions.find((rendition) => rendition.name === name)?.durationMs).toBe(10_000);
  }
});

test.each<[FileFormat, number]>([
  ["mp3", 10_000],
  ["aac", 10_000],
])("a lossy %s has no rendition that would be called lossless", async (kind, durationMs) => {
  const { result } = await ingest(encodeFile(kind, music({ samples: SECONDS_10 })));
  expect(result.renditions.map(({ name }) => name)).toEqual(["aac64", "aac128", "aac256", "preview"]);
  expect(result.source).toMatchObject({ codec: kind, lossless: false, bitDepth: null, durationMs });
});

test.each([135_168, 135_169, 311_296, 44_100])("the playlists of a song of %i samples are exact", async (samples) => {
  const { result, read } = await ingest(waveFile(music({ samples })));
  for (const { file, playlist, durationMs } of result.renditions) {
    const text = read(playlist).toString();
    const bytes = read(file);
    const micros = [...text.matchAll(/#EXTINF:(\d+)\.(\d{6}),/gu)].map(([, s, us]) => Number(`${s}${us}`));
    const heard = playlist === "preview.m3u8" ? Math.floor(samples / 3) : samples;
    expect(micros.reduce((sum, length) => sum + length, 0)).toBe(Math.round((heard * 1_000_000) / 44_100));
    expect(durationMs).toBe(Math.round(heard / 44.1));

    const header = Number(/#EXT-X-MAP:URI="[a-z0-9]+\.mp4\?i",BYTERANGE="(\d+)@0"/u.exec(text)?.[1]);
    const ranges = [...text.matchAll(/#EXT-X-BYTERANGE:(\d+)@(\d+)/gu)].map(([, length, at]) => [
      Number(at),
      Number(length),
    ]);
    const ends = ranges.map(([at = 0, length = 0]) => at + length);
    expect(ranges.map(([at]) => at)).toEqual([header, ...ends.slice(0, -1)]);
    expect(ends.at(-1)).toBe(bytes.length);
    for (const [at = 0] of ranges) expect(bytes.toString("latin1", at + 4, at + 8)).toBe("moof");
  }
});

test("all renditions are cut at the same moments, above 48 kHz too", async () => {
  const { read } = await ingest(waveFile(music({ samples: 10 * 96_000, sampleRate: 96_000, bits: 24 })));
  const cuts = ["aac64", "aac128", "aac256", "flac"].map((name) =>
    read(`${name}.m3u8`)
      .toString()
      .match(/EXTINF:.*/gu),
  );
  for (const other of cuts) expect(other).toEqual(cuts[0]);
  expect(cuts[0]?.slice(0, 2)).toEqual(["EXTINF:1.024000,", "EXTINF:2.048000,"]);
});

test("a stereo tone of 997 Hz at -23 dBFS is as loud as EBU R 128 says", async () => {
  const { result } = await ingest(waveFile(tone({ samples: 20 * 48_000, sampleRate: 48_000, bits: 24 }, 997, -23)));
  expect(result.loudness.integratedLufs).toBeCloseTo(-23, 1);
  expect(result.loudness.truePeakDbtp).toBeCloseTo(-23, 1);
  expect(result.loudness.rangeLu).toBeLessThan(0.1);
});

test("the waveform shows what is in the file", async () => {
  const sound = soundOf({ samples: 3 * 44_100 }, (sample) => (sample < 44_100 ? 0 : sample % 2 === 0 ? 0.5 : -0.25));
  const { read } = await ingest(waveFile(sound));
  const detail = decodeWaveform(read("waveform.dat"));
  expect(detail?.samplesPerPixel).toBe(441);
  expect(detail?.peaks.length).toBe(600);
  expect([...(detail?.peaks.subarray(196, 204) ?? [])]).toEqual([0, 0, 0, 0, -32, 64, -32, 64]);
  expect(decodeWaveform(read("overview.dat"))?.peaks.length).toBe(1600);
});

test("the preview is the loudest third of a short song, faded in and out", async () => {
  const loud = (sample: number) => (sample >= 5 * 44_100 && sample < 8 * 44_100 ? 0.5 : 0.02);
  const sound = soundOf({ samples: 9 * 44_100 }, (sample) => loud(sample) * Math.sin(sample * 0.06));
  const { result, path } = await ingest(waveFile(sound));
  expect(result.preview).toEqual({ startMs: 5000, durationMs: 3000 });
  const { samples } = await decodeFile(path("preview.mp4"));
  const loudnessAt = (second: number) => {
    const from = Math.round(second * 44_100);
    return samples.subarray(from, from + 441).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  };
  expect(loudnessAt(0)).toBeLessThan(0.05);
  expect(loudnessAt(0.25)).toBeCloseTo(0.25, 1);
  expect(loudnessAt(1)).toBeCloseTo(0.5, 1);
  expect(loudnessAt(2.5)).toBeCloseTo(0.25, 1);
  expect(loudnessAt(2.98)).toBeLessThan(0.05);
});

test("a worker tells its steps in their order, and how far the long one is", async () => {
  const { steps } = await ingest(waveFile(music({ samples: SECONDS_10 })));
  const names = steps.flatMap((report) => (report.kind === "step" ? [report.step] : []));
  expect(names.filter((name, at) => name !== names[at - 1])).toEqual([
    "probe",
    "renditions",
    "preview",
    "cover",
    "check",
  ]);
  const shares = steps.flatMap((report) => (report.kind === "step" && report.share !== null ? [report.share] : []));
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

test("the result names every file with its length and checksum", async () => {
  const { result, read } = await ingest(waveFile(music({ samples: 200_000 })));
  expect(result.files.map(({ name }) => name).toSorted()).toEqual(
    ["aac64", "aac128", "aac256", "flac", "preview"]
      .flatMap((name) => [`${name}.m3u8`, `${name}.mp4`])
      .concat("fingerprint.bin", "overview.dat", "waveform.dat")
      .toSorted(),
  );
  for (const { name, bytes, sha256 } of result.files) {
    expect(read(name).length).toBe(bytes);
    expect(createHash("sha256").update(read(name)).digest("hex")).toBe(sha256);
  }
});

test("a song too short for a fingerprint has none, rather than an empty file", async () => {
  const { result, path } = await ingest(waveFile(music({ samples: 60_000 })));
  expect(result.files.map(({ name }) => name)).not.toContain("fingerprint.bin");
  expect(existsSync(path("fingerprint.bin"))).toBe(false);
  expect(result.files.every(({ bytes }) => bytes > 0)).toBe(true);
});

/** Where the edit list of a file begins to play, in samples. */
function editStart(file: Buffer): number {
  const elst = file.indexOf("elst");
  expect(scanBoxes((at, length) => file.subarray(at, at + length), 0, file.length)[1]?.type).toBe("moov");
  const version = file[elst + 4];
  return version === 1 ? Number(file.readBigInt64BE(elst + 12 + 8)) : file.readInt32BE(elst + 12 + 4);
}

/** How much of a sound, of its power, is wrong if it begins `lag` samples into what is heard. */
function errorAt(heard: Float64Array, sound: Float64Array, lag: number): number {
  let wrong = 0;
  let power = 0;
  for (let at = 4096; at < sound.length - 4096; at++) {
    const value = sound[at] ?? 0;
    wrong += (value - (heard[at + lag] ?? 0)) ** 2;
    power += value ** 2;
  }
  return wrong / power;
}
