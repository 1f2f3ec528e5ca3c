import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { decodeFile } from "./testing/decode-file.ts";
import { encodeFile, type FileFormat } from "./testing/encode-file.ts";
import { finish, ingest, jobFolder } from "./testing/run-ingest.ts";
import { music, tone } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

const RATE = 44_100;

async function previewOf(file: Uint8Array, startMs: number) {
  const { folder, output } = jobFolder();
  const input = join(folder, "upload");
  writeFileSync(input, file);
  const { last } = await finish({ task: "preview", input, output, startMs });
  if (last.kind !== "done" || last.result.task !== "preview") throw new Error(`no preview: ${JSON.stringify(last)}`);
  return {
    ...last.result,
    read: (name: string) => readFileSync(join(output, name)),
    path: join(output, "preview.mp4"),
  };
}

test.each<[FileFormat | "wav", number]>([
  ["wav", 0],
  ["flac24", 0],
  ["alac", 0],
  ["mp3", 0.02],
  ["aac", 0.02],
])("of a %s file the preview begins at the sample that was chosen", async (kind, loss) => {
  const sound = music({ samples: 120 * RATE });
  const file = kind === "wav" ? waveFile(sound) : encodeFile(kind, { ...sound, bits: kind === "flac24" ? 24 : 16 });
  const made = await previewOf(file, 61_500);
  expect(made.preview).toEqual({ startMs: 61_500, durationMs: 30_000 });

  const { samples } = await decodeFile(made.path);
  const first = 61.5 * RATE;
  const wrong = [-40, 0, 40].map((lag) => {
    let error = 0;
    let power = 0;
    for (let at = RATE; at < 2 * RATE; at++) {
      const value = (sound.pcm[2 * (first + at + lag)] ?? 0) / 2 ** 31;
      error += (value - (samples[at] ?? 0)) ** 2;
      power += value ** 2;
    }
    return error / power;
  });
  expect(wrong[1]).toBeLessThan(0.15 + loss);
  expect(wrong[1]).toBeLessThan(Math.min(wrong[0] ?? 0, wrong[2] ?? 0) / 2);
});

test("a preview that was chosen too near the end is moved, and is a third of a short song", async () => {
  const made = await previewOf(encodeFile("flac16", tone({ samples: 30 * RATE }, 440, -6)), 29_000);
  expect(made.preview).toEqual({ startMs: 20_000, durationMs: 10_000 });
});

test("a preview made anew at the place of the first is the same file", async () => {
  const file = waveFile(music({ samples: 100 * RATE }));
  const { result, read } = await ingest(file);
  const made = await previewOf(file, result.preview.startMs);
  expect(made.preview).toEqual(result.preview);
  expect(made.read("preview.mp4").equals(read("preview.mp4"))).toBe(true);
  expect(made.rendition).toEqual(result.renditions.find(({ name }) => name === "preview"));
  for (const { name, bytes, sha256 } of made.files) {
    expect(made.read(name).length).toBe(bytes);
    expect(createHash("sha256").update(made.read(name)).digest("hex")).toBe(sha256);
  }
  expect(made.files.map(({ name }) => name)).toEqual(["preview.mp4", "preview.m3u8"]);
});
