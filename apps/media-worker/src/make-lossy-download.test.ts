import { expect, test } from "vitest";
import { correlation, download, hearDownload, probeDownload } from "./testing/run-download.ts";
import { music, type SoundPlan } from "./testing/sounds.ts";

const SAMPLES = 200_001;

test.each([
  { format: "mp3", plan: { sampleRate: 44_100 }, rate: 44_100, samples: SAMPLES },
  { format: "mp3", plan: { sampleRate: 48_000, channels: 1 }, rate: 48_000, samples: SAMPLES },
  { format: "mp3", plan: { sampleRate: 96_000, bits: 24 }, rate: 48_000, samples: 100_001 },
  { format: "opus", plan: { sampleRate: 48_000 }, rate: 48_000, samples: SAMPLES },
  { format: "opus", plan: { sampleRate: 48_000, channels: 1, bits: 24 }, rate: 48_000, samples: SAMPLES },
  { format: "opus", plan: { sampleRate: 44_100 }, rate: 48_000, samples: 217_689 },
] satisfies { format: "mp3" | "opus"; plan: Partial<SoundPlan>; rate: number; samples: number }[])(
  "$format of $plan.sampleRate Hz has exactly the song's samples: no silence before it, nothing behind it",
  async ({ format, plan, rate, samples }) => {
    const { path } = await download(format, music({ samples: SAMPLES, ...plan }));
    const heard = await hearDownload(format, path);
    expect([heard.samples, heard.sampleRate, heard.errors]).toEqual([samples, rate, 0]);
  },
);

test.each(["mp3", "opus"] as const)("%s is the song from its first sample to its last", async (format) => {
  const sound = music({ samples: SAMPLES, sampleRate: 48_000 });
  const { path, bytes } = await download(format, sound);
  const { pcm } = await hearDownload(format, path);
  expect(correlation(pcm, sound.pcm)).toBeGreaterThan(0.99);
  // A song that is cut off before and behind goes on into the next one: where it is cut, nothing is faded or moved.
  const [head, tail] = [4096, sound.pcm.length - 4096];
  expect(correlation(pcm, sound.pcm, 0, head)).toBeGreaterThan(0.98);
  expect(correlation(pcm, sound.pcm, tail)).toBeGreaterThan(0.98);
  const bitsPerSecond = (bytes.length * 8 * 48_000) / SAMPLES;
  expect(bitsPerSecond).toBeGreaterThan(120_000);
  expect(bitsPerSecond).toBeLessThan(330_000);
});

test("two parts of one sound, kept as MP3 or Opus, follow each other without a gap", async () => {
  const whole = music({ samples: 160_000, sampleRate: 48_000 });
  const cut = 2 * 80_000;
  const parts = [whole.pcm.subarray(0, cut), whole.pcm.subarray(cut)];
  for (const format of ["mp3", "opus"] as const) {
    const heard = new Int32Array(whole.pcm.length);
    let at = 0;
    for (const pcm of parts) {
      const { path } = await download(format, { ...whole, pcm: Int32Array.from(pcm) });
      const part = (await hearDownload(format, path)).pcm;
      expect(part.length).toBe(pcm.length);
      heard.set(part, at);
      at += part.length;
    }
    const around = correlation(heard, whole.pcm, cut - 2048, cut + 2048);
    expect(around).toBeGreaterThan(0.98);
  }
});

test("an MP3 says in its first frame that LAME made it, and how many samples to leave out", async () => {
  const { bytes } = await download("mp3", music({ samples: SAMPLES }));
  const lame = bytes.indexOf("LAME3.100");
  expect(bytes.subarray(0, lame).includes("Xing")).toBe(true);
  const [delay, padding] = [bytes.readUIntBE(lame + 21, 3) >> 12, bytes.readUIntBE(lame + 21, 3) & 4095];
  const frames = bytes.readUInt32BE(bytes.indexOf("Xing") + 8);
  expect(delay + SAMPLES + padding).toBe(frames * 1152);
});

test("an Opus file has R128 gains and none of ReplayGain's, and its stream ends on the last sample", async () => {
  const { path, bytes } = await download("opus", music({ samples: SAMPLES, sampleRate: 48_000 }));
  const { tags } = await probeDownload("opus", path);
  expect([tags["R128_TRACK_GAIN"], tags["R128_ALBUM_GAIN"]]).toEqual(["-3328", "-2688"]);
  expect(Object.keys(tags).filter((name) => name.startsWith("REPLAYGAIN"))).toEqual([]);
  const last = bytes.lastIndexOf("OggS");
  expect(bytes.readUInt8(last + 5)).toBe(4);
  const preSkip = bytes.readUInt16LE(bytes.indexOf("OpusHead") + 10);
  expect(bytes.readBigUInt64LE(last + 6)).toBe(BigInt(SAMPLES + preSkip));
});

test("the same song makes the same file", async () => {
  for (const format of ["wav", "mp3", "opus"] as const) {
    const files = await Promise.all([1, 2].map(() => download(format, music({ samples: 50_000 }))));
    expect(new Set(files.map(({ file }) => file.sha256)).size).toBe(1);
  }
});
