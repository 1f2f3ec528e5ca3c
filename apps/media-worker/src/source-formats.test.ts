import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { decodeFile } from "./testing/decode-file.ts";
import { aiffFile } from "./testing/aiff-file.ts";
import { encodeFile } from "./testing/encode-file.ts";
import { ingest, runOn, verdict } from "./testing/run-ingest.ts";
import { music, pcmBytes, type Sound, type SoundPlan } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

const SECONDS_3 = { samples: 3 * 44_100 + 1 };
const FINE = { ...SECONDS_3, bits: 24 } as const;

test.each<[string, SoundPlan, (sound: Sound) => Buffer, { container: string; codec: string; bitDepth: number }]>([
  [
    "a WAV of 32 bits",
    FINE,
    (sound) => waveFile(sound, { samples: "int32" }),
    { container: "wav", codec: "pcm_s32le", bitDepth: 32 },
  ],
  [
    "a WAV of 32-bit floats",
    FINE,
    (sound) => waveFile(sound, { samples: "float32" }),
    { container: "wav", codec: "pcm_f32le", bitDepth: 32 },
  ],
  [
    "a WAV of 64-bit floats",
    FINE,
    (sound) => waveFile(sound, { samples: "float64" }),
    { container: "wav", codec: "pcm_f64le", bitDepth: 64 },
  ],
  [
    "an extensible WAV",
    FINE,
    (sound) => waveFile(sound, { extensible: true }),
    { container: "wav", codec: "pcm_s24le", bitDepth: 24 },
  ],
  [
    "an RF64",
    FINE,
    (sound) => waveFile(sound, { large: "RF64" }),
    { container: "wav", codec: "pcm_s24le", bitDepth: 24 },
  ],
  [
    "a BW64 of floats",
    FINE,
    (sound) => waveFile(sound, { large: "BW64", samples: "float32", extensible: true }),
    { container: "wav", codec: "pcm_f32le", bitDepth: 32 },
  ],
  [
    "an AIFF of 16 bits",
    SECONDS_3,
    (sound) => aiffFile(sound),
    { container: "aiff", codec: "pcm_s16be", bitDepth: 16 },
  ],
  [
    "an AIFF of 24 bits at 192 kHz",
    { ...FINE, samples: 200_001, sampleRate: 192_000 },
    (sound) => aiffFile(sound),
    { container: "aiff", codec: "pcm_s24be", bitDepth: 24 },
  ],
  [
    "a mono AIFF-C with its bytes turned",
    { ...SECONDS_3, channels: 1 },
    (sound) => aiffFile(sound, "sowt"),
    { container: "aiff", codec: "pcm_s16le", bitDepth: 16 },
  ],
  [
    "an AIFF-C of 24 bits",
    FINE,
    (sound) => aiffFile(sound, "in24"),
    { container: "aiff", codec: "pcm_s24be", bitDepth: 24 },
  ],
  [
    "an AIFF-C of 32-bit floats",
    FINE,
    (sound) => aiffFile(sound, "fl32"),
    { container: "aiff", codec: "pcm_f32be", bitDepth: 32 },
  ],
  [
    "an AIFF-C of 64-bit floats",
    FINE,
    (sound) => aiffFile(sound, "fl64"),
    { container: "aiff", codec: "pcm_f64be", bitDepth: 64 },
  ],
  [
    "Apple Lossless of 24 bits at 88.2 kHz",
    { ...FINE, sampleRate: 88_200 },
    (sound) => encodeFile("alac24", sound),
    { container: "mp4", codec: "alac", bitDepth: 24 },
  ],
  ["FLAC in Ogg", FINE, (sound) => encodeFile("oggflac", sound), { container: "ogg", codec: "flac", bitDepth: 24 }],
  ["two songs of FLAC in Ogg, chained", FINE, chained("oggflac"), { container: "ogg", codec: "flac", bitDepth: 24 }],
])("of %s every sample is kept", async (_, plan, make, facts) => {
  const sound = music(plan);
  const { result, path } = await ingest(make(sound));
  const times = _.startsWith("two") ? 2 : 1;
  const pcm = Buffer.concat(Array.from({ length: times }, () => pcmBytes(sound)));
  expect(result.source).toMatchObject({
    ...facts,
    lossless: true,
    samples: times * plan.samples,
    channels: sound.channels,
  });
  expect(result.pcmSha256).toBe(createHash("sha256").update(pcm).digest("hex"));
  const heard = await decodeFile(path("flac.mp4"));
  expect(heard.bitsPerSample).toBe(sound.bits);
  expect(Buffer.from(Int32Array.from(heard.samples).buffer).equals(pcm)).toBe(true);
});

function chained(kind: "oggflac" | "vorbis" | "opus") {
  return (sound: Sound) => Buffer.concat([encodeFile(kind, sound), encodeFile(kind, sound)]);
}

const AT_48 = { samples: 3 * 48_000 + 1, sampleRate: 48_000 };

test.each<[string, SoundPlan, (sound: Sound) => Buffer, { container: string; codec: string }, number]>([
  ["Ogg Vorbis", SECONDS_3, (sound) => encodeFile("vorbis", sound), { container: "ogg", codec: "vorbis" }, 1],
  ["two songs of Ogg Vorbis, chained", SECONDS_3, chained("vorbis"), { container: "ogg", codec: "vorbis" }, 2],
  ["Ogg Opus", AT_48, (sound) => encodeFile("opus", sound), { container: "ogg", codec: "opus" }, 1],
  ["two songs of Ogg Opus, chained", AT_48, chained("opus"), { container: "ogg", codec: "opus" }, 2],
  [
    "MP3 with its encoder's delay told",
    SECONDS_3,
    (sound) => encodeFile("mp3", sound),
    { container: "mp3", codec: "mp3" },
    1,
  ],
  ["AAC in MP4", SECONDS_3, (sound) => encodeFile("aac", sound), { container: "mp4", codec: "aac" }, 1],
])("%s is exactly as long as it was made, and is not called lossless", async (_, plan, make, facts, times) => {
  const { result, path } = await ingest(make(music(plan)));
  expect(result.source).toMatchObject({ ...facts, lossless: false, bitDepth: null, samples: times * plan.samples });
  expect(result.renditions.map(({ name }) => name)).not.toContain("flac");
  expect((await decodeFile(path("aac128.mp4"))).endPts).toBe(times * plan.samples);
});

test("bare AAC, which says nothing of its length, is as long as its frames", async () => {
  const { result } = await ingest(encodeFile("adts", music(SECONDS_3)));
  const frames = Math.ceil(SECONDS_3.samples / 1024) + 1;
  expect(result.source).toMatchObject({ container: "aac", codec: "aac", lossless: false, samples: frames * 1024 });
});

test.each<[string, string, () => Buffer]>([
  ["an Ogg file that is cut off", "damaged", () => encodeFile("opus", music(AT_48)).subarray(0, 30_000)],
  ["an AIFF file that is cut off", "cut_off", () => aiffFile(music(SECONDS_3)).subarray(0, 300_000)],
  ["a FLAC in Ogg that is cut off", "damaged", () => encodeFile("oggflac", music(FINE)).subarray(0, 200_000)],
  [
    "a FLAC in Ogg with a wrong bit, and so without a page",
    "cut_off",
    () => oneBitTurned(encodeFile("oggflac", music(FINE)), 200_000),
  ],
  ["an RF64 that is cut off", "cut_off", () => waveFile(music(FINE), { large: "RF64" }).subarray(0, 300_000)],
  ["an AIFF of 22 kHz", "sample_rate_not_supported", () => aiffFile(music({ samples: 50_000, sampleRate: 22_050 }))],
  [
    "an Opus file of 8 kHz speech is 48 kHz to a decoder",
    "too_short",
    () => encodeFile("opus", music({ ...AT_48, samples: 40_000 })),
  ],
])("%s is refused: %s", async (_, reason, make) => {
  expect(verdict(await runOn("ingest", make()))).toBe(reason);
});

function oneBitTurned(file: Buffer, at: number): Buffer {
  file[at] = (file[at] ?? 0) ^ 1;
  return file;
}
