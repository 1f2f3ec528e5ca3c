import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { loudnessOf } from "./loudness.ts";
import { synthesiseInWorker } from "./synthesise-in-worker.ts";
import { type SongRecipe, synthesiseSong } from "./synthesise-song.ts";

/** A WAV file read by the standard's rules, chunk after chunk. */
function readWav(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  expect([word(0), view.getUint32(4, true), word(8)]).toEqual(["RIFF", bytes.length - 8, "WAVE"]);
  const chunks = new Map<string, { at: number; length: number }>();
  for (let at = 12; at < bytes.length;) {
    const length = view.getUint32(at + 4, true);
    chunks.set(word(at), { at: at + 8, length });
    at += 8 + length + (length % 2);
  }
  const format = chunks.get("fmt ")?.at ?? 0;
  const info = chunks.get("LIST") ?? { at: 0, length: 0 };
  const data = chunks.get("data") ?? { at: 0, length: 0 };
  const channel = (offset: number) =>
    Float32Array.from({ length: data.length / 4 }, (_, at) => view.getInt16(data.at + at * 4 + offset, true) / 32_768);
  return {
    kind: [view.getUint16(format, true), view.getUint16(format + 2, true), view.getUint16(format + 14, true)],
    rate: view.getUint32(format + 4, true),
    labels: new TextDecoder("latin1").decode(bytes.subarray(info.at, info.at + info.length)),
    left: channel(0),
    right: channel(2),
  };
}

function measure(recipe: SongRecipe) {
  const { left, right, rate } = readWav(synthesiseSong(recipe));
  const peak = Math.max(
    ...[left, right].map((channel) => channel.reduce((most, value) => Math.max(most, Math.abs(value)), 0)),
  );
  const mean = left.reduce((sum, value) => sum + value, 0) / left.length;
  return {
    peak,
    mean,
    loudness: loudnessOf({ left, right }),
    quietest: quietestSeconds(left, rate),
    frames: left.length,
  };
}

/** The root mean square of the quietest second of a channel, in decibels; the end, where it fades, apart. */
function quietestSeconds(samples: Float32Array, rate: number): number {
  const seconds = Math.floor(samples.length / rate) - 2;
  const powers = Array.from({ length: Math.max(0, seconds) }, (_, at) =>
    samples.subarray(at * rate, (at + 1) * rate).reduce((sum, value) => sum + value * value, 0),
  );
  return 10 * Math.log10(Math.min(...powers) / rate);
}

test("a synthesised song is 16-bit stereo and says in its file what it is", () => {
  const wav = readWav(synthesiseSong({ seed: 1, durationMs: 1_000 }));
  expect(wav.kind).toEqual([1, 2, 16]);
  expect(wav.rate).toBe(22_050);
  expect(wav.labels).toContain("ISFT");
  expect(wav.labels).toContain("Songkeeper synthesiser\0");
  expect(wav.labels).toContain("synthesised sample\0");
});

test.each([0, 1, 2, 3, 4, 4_711, 2 ** 53 - 1])(
  "the song of seed %i is as loud as any other, never clips, never falls silent",
  (seed) => {
    const { peak, mean, loudness, quietest, frames } = measure({ seed, durationMs: 15_000 });
    expect(frames).toBe(15 * 22_050);
    expect(peak).toBeLessThan(10 ** (-1 / 20));
    expect(Math.abs(mean)).toBeLessThan(1e-4);
    expect(loudness).toBeCloseTo(-16, 0);
    expect(quietest).toBeGreaterThan(-40);
  },
);

test.each([1_000, 1_001, 2_500, 12_237])("a song of %i ms is that long, to the sample", (durationMs) => {
  const { frames, peak, loudness } = measure({ seed: 12, durationMs });
  expect(frames).toBe(Math.round((durationMs / 1_000) * 22_050));
  expect(peak).toBeLessThan(10 ** (-1 / 20));
  expect(loudness).toBeCloseTo(-16, 0);
});

test("a song begins and ends without a click", () => {
  const { left, right } = readWav(synthesiseSong({ seed: 7, durationMs: 5_000 }));
  for (const channel of [left, right])
    expect([Math.abs(channel[0] ?? 1), Math.abs(channel.at(-1) ?? 1)].every((value) => value < 0.001)).toBe(true);
});

test("a seed always gives the same song, and another seed another", async () => {
  const recipe = { seed: 5, durationMs: 1_500 };
  const made = await synthesiseInWorker(recipe);
  expect(Buffer.from(synthesiseSong(recipe)).equals(made.bytes)).toBe(true);
  expect(made.sha256).toBe(createHash("sha256").update(made.bytes).digest("hex"));
  const others = [6, 10, 5 + 2 ** 32].map((seed) => Buffer.from(synthesiseSong({ ...recipe, seed })));
  expect(others.some((other) => other.equals(made.bytes))).toBe(false);
});

test("songs that are asked for at once are all made, while the server goes on", async () => {
  let turns = 0;
  const timer = setInterval(() => turns++, 5);
  const made = await Promise.all([1, 2, 3].map((seed) => synthesiseInWorker({ seed, durationMs: 2_000 })));
  clearInterval(timer);
  expect(new Set(made.map(({ sha256 }) => sha256)).size).toBe(3);
  expect(turns).toBeGreaterThan(3);
});
