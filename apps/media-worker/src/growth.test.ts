import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { mediaPlaylist, segmentSamples, type Growth, type MediaJob, type MediaReport } from "@songkeeper/media";
import { runJob } from "./task/run-job.ts";
import { jobFolder } from "./testing/run-ingest.ts";
import { music, type SoundPlan } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test.each<[string, SoundPlan]>([
  ["libfdk_aac", { samples: 60 * 44_100 + 7 }],
  ["aac", { samples: 20 * 96_000, sampleRate: 96_000, bits: 24, channels: 1 }],
  ["libfdk_aac", { samples: 45_056 }],
])(
  "what is told of a growing song, encoded by %s, is in the file already and stays as it is",
  async (encoder, plan) => {
    vi.stubEnv("AAC_ENCODER", encoder);
    const { folder, output } = jobFolder();
    const input = join(folder, "upload");
    writeFileSync(input, waveFile(music(plan)));
    const path = join(output, "aac128.mp4");
    const told: { growth: Growth; file: Buffer }[] = [];
    const last = await runJob({ task: "ingest", input, output }, (report) => {
      if (report.kind === "grown") told.push({ growth: report, file: readFileSync(path) });
    });

    expect(last.kind).toBe("done");
    const whole = readFileSync(path);
    for (const { growth, file } of told) {
      const end = Math.max(...growth.segments.map(({ offset, bytes }) => offset + bytes));
      expect(file.length).toBeGreaterThanOrEqual(end);
      expect(file.subarray(0, end).equals(whole.subarray(0, end))).toBe(true);
    }
    const [first] = told;
    const { headerBytes = 0, sampleRate = 0 } = first?.growth ?? {};
    const segments = told.flatMap(({ growth }) => growth.segments);
    expect(first?.growth.segments.length).toBe(1);
    expect(segments.map(({ samples }) => samples)).toEqual(
      segmentSamples((plan.samples / (plan.sampleRate ?? 44_100)) * sampleRate, sampleRate),
    );
    // What was told while the song grew makes the very playlist that it has in the end.
    const told128 = mediaPlaylist({ file: "aac128.mp4", sampleRate, headerBytes, segments });
    expect(told128).toBe(readFileSync(join(output, "aac128.m3u8"), "utf8"));
  },
);

test("a song that is still being made can be heard by another process, though the worker never pauses", async () => {
  const { folder, output } = jobFolder();
  const input = join(folder, "upload");
  const seconds = 20;
  writeFileSync(input, waveFile(music({ samples: seconds * 44_100 })));
  const worker = fork(fileURLToPath(new URL("main.ts", import.meta.url)), [], { cwd: output, serialization: "json" });
  const ended = once(worker, "close");
  const path = join(output, "aac128.mp4");
  const sizes: number[] = [];
  const isThere: boolean[] = [];
  worker.on("message", (report: MediaReport) => {
    if (report.kind !== "grown") return;
    const { length } = readFileSync(path);
    sizes.push(length);
    isThere.push(report.segments.every(({ offset, bytes }) => offset + bytes <= length));
  });
  const job: MediaJob = { task: "ingest", input, output };
  worker.send(job);
  await ended;

  // Reports that waited for the worker's end would all find the whole file.
  const whole = readFileSync(path).length;
  expect(sizes[0]).toBeLessThan(whole / 2);
  expect(new Set(sizes).size).toBeGreaterThan(3);
  expect(isThere).not.toContain(false);
});
