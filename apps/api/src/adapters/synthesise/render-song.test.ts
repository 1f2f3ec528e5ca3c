import { expect, test } from "vitest";
import { readTune } from "./compose/notation.ts";
import { voicingOf } from "./compose/voicing.ts";
import { playSong, renderSong, secondsOf } from "./render-song.ts";
import type { SongRecipe } from "./song-recipe.ts";
import { loudnessOf } from "./sound/loudness.ts";
import { RATE } from "./sound/waves.ts";
import { renderSongInWorker } from "./synthesise-in-worker.ts";

/** A short song with one of everything: a tune, a pad, a figure, a bass, drums that fill, and a slow ending. */
const SHORT: SongRecipe = {
  seed: 4,
  tempo: 120,
  beats: 4,
  key: 2,
  sections: {
    verse: { chords: "C | Am7 | F | G7", tune: ["3 -5 6 1' | 6 5 3 0", "4 46 1' 6 | 5 - - 0"] },
    end: { chords: "C", tune: ["1 - - -"] },
  },
  band: {
    lead: { plays: "tune", voice: "ooh", gain: 0.4, graces: 0.4 },
    second: { plays: "harmony", voice: "erhu", gain: 0.2 },
    pick: { plays: "figure", voice: "steel", pattern: "r.2.1.3.", gain: 0.3, pan: -0.4, ring: true },
    keys: { plays: "figure", voice: "piano", pattern: "x-..x-..", gain: 0.2, pan: 0.4 },
    pad: { plays: "pad", voice: "warm", gain: 0.15 },
    bass: { plays: "bass", voice: "upright", pattern: "r---5-a-", gain: 0.4 },
    beat: { plays: "drums", gain: 0.6, patterns: { kick: "X.x.", snare: ".X.X", hat: "xxxxxxxx" } },
  },
  form: [
    { section: "verse", players: "lead pick bass", energy: 0.5, sung: true },
    {
      section: "verse",
      players: "lead second pick keys pad bass beat",
      energy: 0.9,
      fill: true,
      vary: 0.5,
      sung: true,
    },
    { section: "end", players: "lead pick pad bass beat", energy: 0.6 },
  ],
};

const sound = playSong(SHORT);

/** The highest point of a wave, also at three places between every two samples. */
function truePeak(samples: Float32Array): number {
  let peak = 0;
  for (let at = 16; at < samples.length - 16; at++)
    for (const part of [0, 0.25, 0.5, 0.75]) {
      if (part > 0 && Math.abs(samples[at] ?? 0) < 0.5) continue;
      let value = part === 0 ? (samples[at] ?? 0) : 0;
      for (let tap = -15; part > 0 && tap <= 16; tap++) {
        const away = tap - part;
        const weight = (Math.sin(Math.PI * away) / (Math.PI * away)) * Math.cos((Math.PI * away) / 34) ** 2;
        value += weight * (samples[at + tap] ?? 0);
      }
      peak = Math.max(peak, Math.abs(value));
    }
  return peak;
}

const level = (samples: Float32Array) =>
  10 * Math.log10(samples.reduce((sum, one) => sum + one * one, 1e-9) / samples.length);

test("a song is as loud as its recipe says, and rises nowhere above -1 dB", () => {
  expect(loudnessOf(sound)).toBeCloseTo(-15, 0);
  expect(loudnessOf(playSong({ ...SHORT, loudnessLufs: -18 }))).toBeCloseTo(-18, 0);
  for (const channel of [sound.left, sound.right]) expect(truePeak(channel)).toBeLessThan(10 ** (-1 / 20));
});

test("loudness is measured as the standard says: a full sine of 997 hertz on both sides is 0 LUFS", () => {
  const sine = Float32Array.from({ length: RATE * 2 }, (_, at) => Math.sin((2 * Math.PI * 997 * at) / RATE));
  expect(loudnessOf({ left: sine, right: sine })).toBeCloseTo(0, 1);
});

test("a song is as long as it says, is fuller where it should be, and fades to nothing", () => {
  expect(sound.left.length).toBe(Math.round(secondsOf(SHORT) * RATE));
  const [first, second] = [sound.left.subarray(0, 8 * RATE), sound.left.subarray(8.2 * RATE, 16 * RATE)];
  expect(level(second) - level(first)).toBeGreaterThan(2);
  expect(level(sound.left.subarray(-RATE / 4))).toBeLessThan(-55);
  expect(Math.abs(sound.left[0] ?? 1)).toBeLessThan(0.001);
});

test("a song is wide, and is whole when both sides are heard as one", () => {
  const side = sound.left.map((value, at) => (value - (sound.right[at] ?? 0)) / 2);
  const middle = sound.left.map((value, at) => (value + (sound.right[at] ?? 0)) / 2);
  expect(level(side) - level(middle)).toBeGreaterThan(-25);
  expect(level(side) - level(middle)).toBeLessThan(-3);
});

test("a recipe always gives the same file, on a thread of its own too, and another seed another", async () => {
  const bytes = Buffer.from(renderSong(SHORT));
  expect(bytes.equals((await renderSongInWorker(SHORT)).bytes)).toBe(true);
  expect(bytes.equals(renderSong({ ...SHORT, seed: 5 }))).toBe(false);
});

test.each([
  { bits: 16, frame: 4 },
  { bits: 24, frame: 6 },
] as const)("a file of $bits bits says so, and is labelled as synthesised", ({ bits, frame }) => {
  const bytes = Buffer.from(renderSong({ ...SHORT, bits }));
  expect(bytes.subarray(0, 4).toString("latin1")).toBe("RIFF");
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  expect([bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)]).toEqual([2, RATE, bits]);
  const data = bytes.indexOf("data", 0, "latin1");
  expect(bytes.readUInt32LE(data + 4)).toBe(sound.left.length * frame);
  expect(bytes.subarray(0, data).toString("latin1")).toContain("Songkeeper synthesiser\0");
});

test("numbered notation is read as written", () => {
  expect(readTune(["1 -#4' 0 5,5"], 4)).toEqual([
    { beat: 0, length: 1.5, pitch: 60, phrase: 0 },
    { beat: 1.5, length: 0.5, pitch: 78, phrase: 0 },
    { beat: 3, length: 0.5, pitch: 55, phrase: 0 },
    { beat: 3.5, length: 0.5, pitch: 67, phrase: 0 },
  ]);
  expect(() => readTune(["1 2 3"], 4)).toThrow("has not 4 beats");
});

test("chords lead to one another by small steps", () => {
  const before = voicingOf([0, 4, 7], { before: undefined, center: 62 });
  const after = voicingOf([5, 9, 0], { before, center: 62 });
  const moved = after.map((tone) => Math.min(...before.map((old) => Math.abs(old - tone))));
  expect(Math.max(...moved)).toBeLessThanOrEqual(2);
});

test.each([
  ["a player", { form: [{ section: "verse", players: "nobody", energy: 1 }] }, "nobody"],
  ["a section", { form: [{ section: "middle", players: "lead", energy: 1 }] }, "middle"],
  ["a chord", { sections: { verse: { chords: "H7" } } }, "H7"],
  ["as many bars", { sections: { verse: { chords: "C | C", tune: ["1 2 3 4"] } } }, "2 bars"],
])("a recipe that names %s that it has not is refused", (_, wrong, words) => {
  expect(() => playSong({ ...SHORT, form: SHORT.form.slice(0, 1), ...wrong })).toThrow(words);
});
