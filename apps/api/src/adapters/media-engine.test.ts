import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test, vi } from "vitest";
import { mediaEngine } from "./media-engine.ts";
import { mediaWorkers } from "./media-worker.ts";

const SYSTEM_FFMPEG = "/usr/bin/ffmpeg";

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each([
  { told: {}, isNative: true, engine: "node-av", programs: [], hasThreads: false },
  { told: {}, isNative: false, engine: "wasm", programs: [], hasThreads: true },
  { told: { FFMPEG_PATH: "/f" }, isNative: true, engine: "node-av", programs: [], hasThreads: false },
  { told: { FFMPEG_PATH: "/f" }, isNative: false, engine: "ffmpeg", programs: ["/f"], hasThreads: true },
  {
    told: { MEDIA_ENGINE: "ffmpeg", FFMPEG_PATH: "/f" },
    isNative: true,
    engine: "ffmpeg",
    programs: ["/f"],
    hasThreads: true,
  },
  { told: { MEDIA_ENGINE: "wasm", FFMPEG_PATH: "/f" }, isNative: true, engine: "wasm", programs: [], hasThreads: true },
  { told: { MEDIA_ENGINE: "auto" }, isNative: false, engine: "wasm", programs: [], hasThreads: true },
])("told $told, with the libraries there: $isNative, workers have $engine", ({ told, isNative, engine, ...needs }) => {
  const { environment, ...rest } = mediaEngine(told, () => isNative);
  expect(environment["MEDIA_ENGINE"]).toBe(engine);
  expect(rest).toEqual(needs);
});

/** A system's own FFmpeg is tried where there is one. */
const ENGINES = existsSync(SYSTEM_FFMPEG) ? ["wasm", "ffmpeg"] : ["wasm"];

test.each(ENGINES)("a jailed worker makes a song with the engine %s", async (engine) => {
  vi.stubEnv("MEDIA_ENGINE", engine);
  vi.stubEnv("FFMPEG_PATH", SYSTEM_FFMPEG);
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-engine-"));
  const workers = mediaWorkers({ folder: join(folder, "work"), max: 1 });
  onTestFinished(async () => {
    await workers.close();
    await rm(folder, { recursive: true, force: true });
  });
  const [input, output] = [join(folder, "song.wav"), join(folder, "out")];
  await writeFile(input, twoSeconds());
  await mkdir(output);
  const outcome = await workers.runMediaJob({ task: "ingest", input, output }, { timeoutMs: 120_000 });
  expect(outcome.ok).toBe(true);
  expect(await readdir(output)).toEqual(
    expect.arrayContaining(["aac64.mp4", "aac128.mp4", "aac256.mp4", "flac.mp4", "preview.mp4"]),
  );
});

/** A WAV file of two seconds that can be heard. */
function twoSeconds(): Buffer {
  const samples = 2 * 44_100;
  const file = Buffer.alloc(44 + 2 * samples);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt32LE(0x0001_0001, 20);
  file.writeUInt32LE(44_100, 24);
  file.writeUInt32LE(88_200, 28);
  file.writeUInt32LE(0x0010_0002, 32);
  file.write("data", 36);
  file.writeUInt32LE(2 * samples, 40);
  for (let at = 0; at < samples; at++) file.writeInt16LE(Math.round(9000 * Math.sin(at / 20)), 44 + 2 * at);
  return file;
}
