import { expect, test } from "vitest";
import { encodeFile } from "../../apps/media-worker/src/testing/encode-file.ts";
import { runOn, verdict } from "../../apps/media-worker/src/testing/run-ingest.ts";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";

const SONG = music({ samples: 50_000, channels: 1 });
/** What is missing of a sound in a lossy file may be too little to be noticed: less than a tenth of a second. */
const UNNOTICED_MAX = 3;

test.each([
  ["WAV", () => waveFile(SONG), 4],
  ["FLAC", () => encodeFile("flac16", SONG), 0],
  ["M4A", () => encodeFile("aac", SONG), 0],
  ["MP3", () => encodeFile("mp3", SONG), UNNOTICED_MAX],
  ["Ogg", () => encodeFile("vorbis", SONG), UNNOTICED_MAX],
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
