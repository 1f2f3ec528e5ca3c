import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { releaseLoudness } from "@songkeeper/media";
import { BLOCK_SAMPLES } from "./encode/engine.ts";
import { nativeEngine } from "./encode/native-engine.ts";
import { ingest, jobFolder } from "./testing/run-ingest.ts";
import { music, pcmBytes, seeded, soundOf, tone, type Sound } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

async function measure(sound: Sound) {
  const { folder } = jobFolder();
  const output = join(folder, "it's [a] folder; with: all, signs\\");
  mkdirSync(output);
  const fingerprint = join(output, "fingerprint.bin");
  const measuring = nativeEngine.measure({ format: sound, fingerprint });
  const bytes = Buffer.from(pcmBytes(sound));
  const step = BLOCK_SAMPLES * 4 * sound.channels;
  for (let at = 0; at < bytes.length; at += step) measuring.push(bytes.subarray(at, at + step));
  const measures = await measuring.finish();
  expect(readdirSync(output)).toEqual(["fingerprint.bin"]);
  expect(measures.shortTermLufs.length).toBe(Math.floor(sound.pcm.length / sound.channels / sound.sampleRate));
  return measures;
}

/** Noise that is now quiet and now loud. */
function waves(seconds: number, levels: readonly number[]): Sound {
  const dice = seeded(seconds);
  return soundOf({ samples: seconds * 44_100 }, (sample) => {
    const level = levels[Math.floor(sample / (2 * 44_100)) % levels.length] ?? 0;
    return dice() * 10 ** (level / 20);
  });
}

function oneAfterTheOther(sounds: readonly Sound[]): Sound {
  const pcm = new Int32Array(sounds.reduce((sum, sound) => sum + sound.pcm.length, 0));
  let at = 0;
  for (const sound of sounds) {
    pcm.set(sound.pcm, at);
    at += sound.pcm.length;
  }
  return { sampleRate: 44_100, channels: 2, bits: 16, pcm };
}

test("the loudness of a release is that of its songs measured as one sound", async () => {
  const songs = [waves(40, [-12, -18, -30]), waves(30, [-25, -28]), waves(24, [-6, -45])];
  const measured = await Promise.all(songs.map(measure));
  const whole = await measure(oneAfterTheOther(songs));
  const release = releaseLoudness(measured);
  expect(Math.abs((release?.integratedLufs ?? 0) - whole.loudness.integratedLufs)).toBeLessThan(0.1);
  expect(release?.truePeakDbtp).toBeCloseTo(whole.loudness.truePeakDbtp, 1);
  for (const one of measured) {
    const alone = releaseLoudness([one])?.integratedLufs ?? 0;
    expect(Math.abs(alone - one.loudness.integratedLufs)).toBeLessThan(0.1);
  }
});

test.each([44_100, 48_000, 96_000])(
  "a tone of 997 Hz at -23 dBFS is as loud at %i Hz as EBU R 128 says",
  async (rate) => {
    const { loudness, loudnessBlocks } = await measure(
      tone({ samples: 10 * rate, sampleRate: rate, bits: 24 }, 997, -23),
    );
    expect(loudness.integratedLufs).toBeCloseTo(-23, 1);
    expect(loudness.truePeakDbtp).toBeCloseTo(-23, 1);
    const levels = loudnessBlocks.filter(([, count]) => count > 2).map(([tenths]) => tenths);
    expect(levels).toEqual([-230]);
  },
);

const hasFfmpeg = spawnSync("ffmpeg", ["-hide_banner", "-muxers"]).stdout?.includes("chromaprint") ?? false;

test.each<[string, Parameters<typeof music>[0]]>([
  ["in stereo", { samples: 30 * 44_100 }],
  ["in mono at 48 kHz", { samples: 30 * 48_000, sampleRate: 48_000, channels: 1 }],
  ["of 24 bits at 96 kHz", { samples: 20 * 96_000, sampleRate: 96_000, bits: 24 }],
])("the fingerprint of a song %s is the one that ffmpeg takes", async (_, plan) => {
  const sound = music(plan);
  const { read, result } = await ingest(waveFile(sound));
  const fingerprint = read("fingerprint.bin");
  expect(result.files.find(({ name }) => name === "fingerprint.bin")?.bytes).toBe(fingerprint.length);
  // One item about every 0.124 s, after the first 2.6 s that one is made of.
  const seconds = sound.pcm.length / sound.channels / sound.sampleRate;
  expect(Math.abs(fingerprint.length / 4 - (seconds - 2.6) / 0.1238)).toBeLessThan(2);
  if (!hasFfmpeg) return console.warn("ffmpeg with Chromaprint is not installed: fingerprints are not compared");
  const { folder } = jobFolder();
  const [from, to] = [join(folder, "song.wav"), join(folder, "fingerprint")];
  writeFileSync(from, waveFile(sound));
  execFileSync("ffmpeg", ["-v", "error", "-i", from, "-f", "chromaprint", "-fp_format", "raw", to]);
  expect(readFileSync(to).equals(fingerprint)).toBe(true);
});
