import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { decodePcm } from "./decode/decode-pcm.ts";
import { BLOCK_SAMPLES } from "./encode/engine.ts";
import { openInput } from "./task/input-file.ts";
import { decodeFile } from "./testing/decode-file.ts";
import { ingest } from "./testing/run-ingest.ts";
import { music, pcmBytes, type SoundPlan } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const RUNGS = ["aac64", "aac128", "aac256", "flac"] as const;

const AAC_FRAME = 1024;

/** All that is decoded of a rendition, by another FFmpeg than the one that made it; edit lists are not kept here. */
async function decodeAll(
  path: string,
  codec: "aac" | "flac",
  sampleRate: number,
  channels: 1 | 2,
): Promise<Int32Array> {
  const pieces: Buffer[] = [];
  const { errors } = await decodePcm({
    input: openInput(path),
    source: { container: "mp4", codec, sampleRate, channels, declaredSamples: undefined },
    limit: Number.MAX_SAFE_INTEGER,
    blockSamples: BLOCK_SAMPLES,
    onBlock: (pcm) => pieces.push(Buffer.from(pcm)),
  });
  expect(errors).toBe(0);
  const bytes = Buffer.concat(pieces);
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

test.each<[number, 16 | 24, string, number]>([
  [44_100, 16, "libfdk_aac", 220_501],
  [44_100, 24, "aac", 180_224],
  [48_000, 16, "aac", 240_001],
  [48_000, 24, "libfdk_aac", 196_607],
  [88_200, 24, "libfdk_aac", 441_001],
  [96_000, 16, "libfdk_aac", 480_003],
  [96_000, 24, "aac", 393_216],
])("of %i Hz and %i bits each rung by %s has every sample, and FLAC has them as they were", async (...row) => {
  const [sampleRate, bits, encoder, samples] = row;
  vi.stubEnv("AAC_ENCODER", encoder);
  const plan: SoundPlan = { samples, sampleRate, bits };
  const sound = music(plan);
  const { path, result } = await ingest(waveFile(sound));

  const rates = Object.fromEntries(result.renditions.map((rendition) => [rendition.name, rendition.sampleRate]));
  const aacRate = sampleRate % 44_100 === 0 ? 44_100 : 48_000;
  expect(rates).toEqual({ aac64: aacRate, aac128: aacRate, aac256: aacRate, flac: sampleRate, preview: aacRate });
  for (const name of RUNGS) {
    const [codec, rate] = name === "flac" ? (["flac", sampleRate] as const) : (["aac", aacRate] as const);
    const decoded = await decodeAll(path(`${name}.mp4`), codec, rate, 2);
    const { firstPts, endPts } = await decodeFile(path(`${name}.mp4`));
    const delay = -firstPts;
    expect({ name, samples: endPts }).toEqual({ name, samples: Math.ceil((samples * rate) / sampleRate) });
    // What the encoder began with and what it ended with is not heard: the edit list and the last length say so.
    if (name !== "flac") {
      expect(delay).toBe(encoder === "aac" ? AAC_FRAME : 2 * AAC_FRAME);
      expect(decoded.length / 2).toBe(Math.ceil((delay + endPts) / AAC_FRAME) * AAC_FRAME);
    } else {
      expect(Buffer.from(decoded.buffer, decoded.byteOffset, decoded.byteLength).equals(pcmBytes(sound))).toBe(true);
    }
  }
});

test("each rung of AAC is as large as its name says", async () => {
  const { result, path } = await ingest(waveFile(music({ samples: 20 * 44_100 })));
  for (const [name, kilobits] of [
    ["aac64", 64],
    ["aac128", 128],
    ["aac256", 256],
  ] as const) {
    const rendition = result.renditions.find((made) => made.name === name);
    expect(Math.abs((rendition?.averageBandwidth ?? 0) / (1000 * kilobits) - 1)).toBeLessThan(0.06);
    expect(readFileSync(path(`${name}.mp4`)).length).toBeGreaterThan(20 * 125 * kilobits * 0.94);
  }
});
