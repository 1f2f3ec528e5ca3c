import { afterEach, expect, test, vi } from "vitest";
import { checkHls } from "@songkeeper/media";
import { encodeFile, type FileFormat } from "../../apps/media-worker/src/testing/encode-file.ts";
import { music, type SoundPlan } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";
import { makeSong, readFrom } from "./support/made-song.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const SECONDS_10 = 441_000;
/** Where the third segment ends at 44.1 kHz. */
const CUT = 311_296;

test.each<[string, FileFormat | "wav", SoundPlan, string?]>([
  ["a stereo WAV of 16 bits", "wav", { samples: SECONDS_10 }],
  ["the same by the other AAC encoder", "wav", { samples: SECONDS_10 }, "aac"],
  ["24 bits at 48 kHz", "wav", { samples: 480_001, sampleRate: 48_000, bits: 24 }],
  ["24 bits at 96 kHz", "flac24", { samples: 960_001, sampleRate: 96_000, bits: 24 }],
  ["88.2 kHz", "wav", { samples: 800_003, sampleRate: 88_200, bits: 24 }],
  ["192 kHz", "wav", { samples: 768_001, sampleRate: 192_000, bits: 24 }],
  ["one channel", "wav", { samples: SECONDS_10, channels: 1 }],
  ["one channel by the other AAC encoder", "wav", { samples: SECONDS_10, channels: 1 }, "aac"],
  ["an MP3", "mp3", { samples: SECONDS_10 }],
  ["an M4A", "aac", { samples: SECONDS_10 }],
  ["one second", "wav", { samples: 44_100 }],
  ["a song that ends at a cut", "wav", { samples: CUT }],
  ["a song that ends a sample after a cut", "wav", { samples: CUT + 1 }],
  ["a song that ends a sample before a cut", "wav", { samples: CUT - 1 }],
  ["96 kHz that ends a sample after a cut", "wav", { samples: 147_456 * 2 + 1, sampleRate: 96_000, bits: 24 }],
])("no fault is found in what is made of %s", async (_, kind, plan, encoder) => {
  if (encoder) vi.stubEnv("AAC_ENCODER", encoder);
  const sound = music(plan);
  const song = await makeSong(kind === "wav" ? waveFile(sound) : encodeFile(kind, sound));
  const rungs = new TextDecoder().decode(song["master.m3u8"]).match(/#EXT-X-STREAM-INF/gu);
  expect(rungs?.length).toBeGreaterThanOrEqual(kind === "mp3" || kind === "aac" ? 3 : 4);
  for (const uri of ["master.m3u8", "preview.m3u8"]) {
    for (const depth of ["structure", "full"] as const) {
      expect(await checkHls(readFrom(song), uri, { http: false, depth })).toEqual([]);
    }
  }
});
