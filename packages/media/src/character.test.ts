import { expect, test } from "vitest";
import { estimateEnergy } from "./estimate-energy.ts";
import { estimateTempo } from "./estimate-tempo.ts";
import { RhythmMeter, type Rhythm } from "./rhythm-meter.ts";

const RATE = 44_100;
const SECONDS = 40;

/** What the meter finds of a mono sound, given block by block as a decoder does. */
function rhythmOf(valueAt: (sample: number) => number, sampleRate = RATE, seconds = SECONDS): Rhythm {
  const meter = new RhythmMeter(sampleRate, 1);
  const block = new Int32Array(4096);
  for (let from = 0; from < seconds * sampleRate; from += block.length) {
    block.forEach((_, at) => (block[at] = Math.round(valueAt(from + at) * 2 ** 31)));
    meter.add(block);
  }
  return meter.finish();
}

/** Numbers between -1 and 1 that look like chance and are the same each time. */
function noise(sample: number): number {
  let state = Math.imul(sample + 1, 2_654_435_761);
  state = Math.imul(state ^ (state >>> 15), 2_246_822_519);
  return ((state ^ (state >>> 13)) | 0) / 2 ** 31;
}

const click = (sinceBeat: number) => Math.exp(-sinceBeat * 300) * Math.sin(sinceBeat * 2 * Math.PI * 1000);
const kick = (since: number) =>
  0.7 * Math.exp(-since * 18) * Math.sin(2 * Math.PI * (50 + 90 * Math.exp(-since * 30)) * since);
const snare = (since: number, sample: number) => 0.35 * Math.exp(-since * 22) * noise(sample);
const hat = (since: number, sample: number) => 0.12 * Math.exp(-since * 90) * (noise(sample) - noise(sample - 1));

function clicks(bpm: number, rate = RATE) {
  const beat = 60 / bpm;
  return (sample: number) => 0.8 * click((sample / rate) % beat);
}

/** Kick on one and three, snare on two and four, hats on eighths, a bass that changes with the bar, and some noise. */
function drums(bpm: number) {
  const beat = 60 / bpm;
  return (sample: number) => {
    const time = sample / RATE;
    const pad = 0.05 * Math.sin(2 * Math.PI * (Math.floor(time / (4 * beat)) % 2 === 0 ? 110 : 98) * time);
    const hits = kick(time % (2 * beat)) + snare((time + beat) % (2 * beat), sample) + hat(time % (beat / 2), sample);
    return hits + pad + 0.01 * noise(sample + 7);
  };
}

/** A chord that swells and changes slowly and at no steady pace. */
function pad(sample: number): number {
  const time = sample / RATE;
  const swell = 0.5 + 0.3 * Math.sin(time * 0.37) + 0.15 * Math.sin(time * 0.83 + 1);
  return 0.2 * swell * [220, 277.2, 329.6, 441].reduce((sum, hz) => sum + Math.sin(2 * Math.PI * hz * time), 0);
}

test.each([70, 90, 120, 128])("of clicks at %i beats a minute the tempo is found", (bpm) => {
  expect(Math.abs((estimateTempo(rhythmOf(clicks(bpm))) ?? 0) / bpm - 1)).toBeLessThan(0.02);
});

test.each([70, 90, 100, 120, 128])("of drums at %i beats a minute the tempo is found", (bpm) => {
  expect(Math.abs((estimateTempo(rhythmOf(drums(bpm))) ?? 0) / bpm - 1)).toBeLessThan(0.02);
});

test.each<[string, (bpm: number) => (sample: number) => number]>([
  ["drums", drums],
  ["clicks", clicks],
])("very quick %s are taken for such of half the tempo, which fits them just as well", (_, at) => {
  expect(Math.abs((estimateTempo(rhythmOf(at(174))) ?? 0) / 87 - 1)).toBeLessThan(0.02);
});

test("the tempo of a sound does not hang on its rate", () => {
  const tempo = estimateTempo(rhythmOf(clicks(96, 96_000), 96_000, 20)) ?? 0;
  expect(Math.abs(tempo / 96 - 1)).toBeLessThan(0.02);
});

test.each([
  ["a pad", pad],
  ["noise", (sample: number) => 0.3 * noise(sample)],
  ["silence", () => 0],
  ["one bang", (sample: number) => click(sample / RATE)],
])("%s has no beat", (_, valueAt) => {
  expect(estimateTempo(rhythmOf(valueAt))).toBeNull();
});

test("a sound of a few seconds has no tempo yet", () => {
  expect(estimateTempo(rhythmOf(clicks(120), RATE, 3))).toBeNull();
});

const loudness = (integratedLufs: number) => ({ integratedLufs, rangeLu: 5, truePeakDbtp: -1 });

test("a quiet pad is calm, loud quick drums are lively, and what lies between lies between", () => {
  const quiet = estimateEnergy(rhythmOf(pad), loudness(-24));
  const slow = estimateEnergy(rhythmOf(drums(80)), loudness(-16));
  const quick = estimateEnergy(rhythmOf(drums(174)), loudness(-8));
  expect({ quiet, quick }).toEqual({ quiet: 1, quick: 5 });
  expect(slow).toBeGreaterThan(quiet);
  expect(slow).toBeLessThan(quick);
});

test("the same sound made louder is not calmer", () => {
  const rhythm = rhythmOf(drums(100));
  const levels = [-40, -30, -24, -18, -14, -10, -6, 0].map((lufs) => estimateEnergy(rhythm, loudness(lufs)));
  expect(levels).toEqual(levels.toSorted((one, other) => one - other));
});
