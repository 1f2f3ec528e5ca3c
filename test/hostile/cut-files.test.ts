import { expect, test } from "vitest";
import { encodeFile } from "../../apps/media-worker/src/testing/encode-file.ts";
import { runOn, verdict } from "../../apps/media-worker/src/testing/run-ingest.ts";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";

const SONG = music({ samples: 50_000, channels: 1 });
/** Less than a tenth of a second may be missing (see accept-source.ts); FLAC counts its samples, MP4 has its index at its end. */
const UNNOTICED = { wav: 9, lossy: 3, none: 0 };

test.each([
  ["WAV", () => waveFile(SONG), UNNOTICED.wav],
  ["FLAC", () => encodeFile("flac16", SONG), UNNOTICED.none],
  ["M4A", () => encodeFile("aac", SONG), UNNOTICED.none],
  ["MP3", () => encodeFile("mp3", SONG), UNNOTICED.lossy],
  ["Ogg", () => encodeFile("vorbis", SONG), UNNOTICED.lossy],
] as const)(
  "a %s that ends after any KiB is refused for a reason",
  { timeout: 240_000 },
  async (_, make, unnoticed) => {
    const whole = make();
    const said: string[] = [];
    for (let at = 1024; at < whole.length; at += 1024) said.push(verdict(await runOn("ingest", whole.subarray(0, at))));
    expect(said.slice(0, said.length - unnoticed).filter((word) => word === "done")).toEqual([]);
    expect(said.length).toBeGreaterThan(10);
  },
);
