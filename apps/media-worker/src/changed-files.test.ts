import { expect, test } from "vitest";
import { MEDIA_REFUSALS } from "@songkeeper/media";
import { encodeFile } from "./testing/encode-file.ts";
import { runOn, verdict } from "./testing/run-ingest.ts";
import { music, seeded } from "./testing/sounds.ts";
import { waveFile } from "./testing/wave-file.ts";

const SONG = music({ samples: 50_000 });
const CHANGED_FILES = 8;

/** A file with a few bytes changed, mostly where its headers are. */
function changed(file: Buffer, seed: number): Buffer {
  const dice = seeded(seed * 7919);
  const below = (limit: number) => Math.floor(((dice() + 1) / 2) * limit);
  const bytes = Buffer.from(file);
  for (let change = -1; change < seed % 5; change++) {
    const reach = [300, 3000, file.length][seed % 3] ?? file.length;
    const at = below(Math.min(reach, file.length));
    // The index of an M4A file stands at its end.
    bytes[seed % 2 === 0 ? at : file.length - 1 - at] = below(256);
  }
  return bytes;
}

test.each([
  ["WAV", () => waveFile(SONG)],
  ["FLAC", () => encodeFile("flac16", SONG)],
  ["MP3", () => encodeFile("mp3", SONG)],
  ["AAC", () => encodeFile("aac", SONG)],
  ["ALAC", () => encodeFile("alac", SONG)],
] as const)("a %s file with some bytes changed is taken or refused, and nothing worse", async (_, make) => {
  const file = make();
  for (let seed = 1; seed <= CHANGED_FILES; seed++) {
    expect(["done", ...MEDIA_REFUSALS]).toContain(verdict(await runOn("ingest", changed(file, seed))));
  }
});
