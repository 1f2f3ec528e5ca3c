import type { Player } from "../song-recipe.ts";
import { between } from "../seeded-random.ts";
import { readPattern } from "./notation.ts";
import type { Bar, Harmony, Note } from "./score.ts";
import { harmonyAt, type Turn } from "./tune.ts";
import { voicingOf } from "./voicing.ts";

type PadPlayer = Extract<Player, { plays: "pad" }>;
type FigurePlayer = Extract<Player, { plays: "figure" }>;
type BassPlayer = Extract<Player, { plays: "bass" }>;

/** The tones of every chord of the song as one player lays them: near those before. */
export function voicingsOf(harmonies: readonly Harmony[], center: number, open = false): Map<Harmony, number[]> {
  const voicings = new Map<Harmony, number[]>();
  let before: number[] | undefined;
  for (const harmony of harmonies) {
    before = voicingOf(harmony.classes, { before, center, open });
    voicings.set(harmony, before);
  }
  return voicings;
}

/** Held chords, tied where a tone stays. */
export function playPad(player: PadPlayer, turn: Turn): Note[] {
  const { timeline, passage, random } = turn;
  const voicings = voicingsOf(timeline.harmonies, player.center ?? 62, player.open);
  const held = harmoniesOf(turn);
  return held.flatMap((harmony, at) => {
    const [before, tones] = [voicings.get(held[at - 1] ?? harmony) ?? [], voicings.get(harmony) ?? []];
    return tones.flatMap((pitch) => {
      if (at > 0 && before.includes(pitch)) return [];
      const until = tiedUntil(held.slice(at), pitch, voicings);
      const start = timeline.at(harmony.from) + between(random, 0, 0.02);
      const seconds = timeline.at(until) - start + 0.05;
      return [{ start, seconds, pitch, velocity: 0.45 + 0.35 * passage.energy }];
    });
  });
}

function tiedUntil(held: readonly Harmony[], pitch: number, voicings: Map<Harmony, number[]>): number {
  const end = held.findIndex((harmony) => !voicings.get(harmony)?.includes(pitch));
  return (end === -1 ? held.at(-1)?.to : held[end]?.from) ?? 0;
}

function harmoniesOf({ timeline, at, recipe }: Turn): Harmony[] {
  const bars = timeline.bars.filter(({ passage }) => passage === at);
  const [begin, end] = [bars.at(0)?.beat ?? 0, (bars.at(-1)?.beat ?? 0) + recipe.beats];
  return timeline.harmonies.filter(({ from }) => from >= begin - 1e-6 && from < end - 1e-6);
}

/** One step of a pattern that begins a tone: where it is, what it says, and how long it is held. */
interface Stroke {
  readonly beat: number;
  readonly length: number;
  readonly sign: string;
  readonly strong: boolean;
}

function strokesOf(pattern: string, turn: Turn): Stroke[] {
  const read = readPattern(pattern);
  return barsOf(turn).flatMap((bar) => {
    const steps = read[bar.at % read.length] ?? [];
    const step = turn.recipe.beats / steps.length;
    return steps.flatMap((sign, at): Stroke[] => {
      if (sign === "." || sign === "-") return [];
      let length = 1;
      while (steps[at + length] === "-") length += 1;
      const beat = bar.beat + at * step;
      return [{ beat, length: length * step, sign, strong: at === 0 }];
    });
  });
}

function barsOf({ timeline, at }: Turn): Bar[] {
  return timeline.bars.filter(({ passage, isLast }) => passage === at && !isLast);
}

function lastBarOf({ timeline, at }: Turn): Bar | undefined {
  return timeline.bars.find(({ passage, isLast }) => isLast && passage === at);
}

/** The chords' tones in a figure; in the last bar they are spread upwards and held. */
export function playFigure(player: FigurePlayer, turn: Turn): Note[] {
  const { timeline, passage, random } = turn;
  const voicings = voicingsOf(timeline.harmonies, player.center ?? 62);
  const strength = 0.45 + 0.4 * passage.energy;
  const notes = strokesOf(player.pattern, turn).flatMap((stroke): Note[] => {
    const harmony = harmonyAt(timeline.harmonies, stroke.beat);
    if (!harmony) return [];
    const tones = tonesOf(stroke.sign, voicings.get(harmony) ?? [], harmony);
    const start = timeline.at(stroke.beat) + between(random, -0.005, 0.009);
    const until = player.ring ? Math.max(harmony.to, stroke.beat + stroke.length) : stroke.beat + stroke.length;
    const seconds = timeline.at(until) - timeline.at(stroke.beat);
    const accent = "X".includes(stroke.sign) ? 0.12 : "uo".includes(stroke.sign) ? -0.14 : stroke.strong ? 0.06 : 0;
    return tones.map((pitch, at) => ({
      start: start + at * (tones.length > 1 ? (player.strum ?? 0.006) : 0),
      seconds,
      pitch,
      velocity: Math.min(1, strength + accent + between(random, -0.06, 0.06)),
    }));
  });
  return [...notes, ...lastChord(turn, voicings)];
}

function lastChord(turn: Turn, voicings: Map<Harmony, number[]>): Note[] {
  const { timeline, passage } = turn;
  const bar = lastBarOf(turn);
  const harmony = bar && harmonyAt(timeline.harmonies, bar.beat);
  if (!harmony) return [];
  const start = timeline.at(harmony.from);
  const seconds = timeline.at(timeline.beats) - start;
  const [lowest = 60, ...others] = voicings.get(harmony) ?? [];
  return [lowest - 12, lowest, ...others].map((pitch, at) => ({
    start: start + at * 0.06,
    seconds: seconds - at * 0.06,
    pitch,
    velocity: 0.4 + 0.3 * passage.energy,
  }));
}

/** What a figure's sign sounds: a tone by its place from below, the whole chord, the upper ones, or the bass. */
function tonesOf(sign: string, tones: readonly number[], { bass }: Harmony): number[] {
  const place = Number.parseInt(sign, 10);
  if (!Number.isNaN(place)) return [(tones[place % tones.length] ?? 60) + 12 * Math.floor(place / tones.length)];
  const [lowest = 60] = tones;
  const low = lowest - 1 - ((((lowest - 1 - bass) % 12) + 12) % 12);
  if (sign === "r") return [low];
  if (sign === "f") return [low + 7 < lowest + 4 ? low + 7 : low - 5];
  if (sign === "u") return tones.slice(1).toReversed();
  if (sign === "o") return tones.slice(-2);
  return [...tones];
}

/** The bass follows the chords' roots; what it plays before a change leads there. */
export function playBass(player: BassPlayer, turn: Turn): Note[] {
  const { timeline, passage, random } = turn;
  const lowest = 28 + 12 * (player.octave ?? 0);
  const strokes = strokesOf(player.pattern, turn);
  const last = lastBarOf(turn);
  const end = last ? [{ beat: last.beat, length: turn.recipe.beats, sign: "r", strong: true }] : [];
  return [...strokes, ...end].flatMap((stroke): Note[] => {
    const harmony = harmonyAt(timeline.harmonies, stroke.beat);
    if (!harmony) return [];
    const next = harmonyAt(timeline.harmonies, harmony.to) ?? harmony;
    const pitch = bassTone(stroke.sign, { harmony, next, lowest });
    const start = timeline.at(stroke.beat) + between(random, -0.003, 0.008);
    const seconds = (timeline.at(stroke.beat + stroke.length) - timeline.at(stroke.beat)) * 0.94;
    const velocity = 0.55 + 0.3 * passage.energy + (stroke.strong ? 0.08 : 0) + between(random, -0.05, 0.05);
    return [{ start, seconds, pitch, velocity: Math.min(1, velocity) }];
  });
}

function bassTone(sign: string, of: { harmony: Harmony; next: Harmony; lowest: number }): number {
  const { harmony, next, lowest } = of;
  const root = lowest + ((harmony.bass - lowest + 120) % 12);
  const [first = 0, third = 4, fifth = 7] = harmony.classes;
  const above = (tone: number) => root + ((tone - harmony.bass + 24) % 12);
  const target = lowest + ((next.bass - lowest + 120) % 12);
  const steps: Readonly<Record<string, number>> = {
    r: root,
    "8": root + 12,
    "3": above(third),
    "5": root > lowest + 7 ? above(fifth) - 12 : above(fifth),
    "6": above((first + 9) % 12),
    "7": above(harmony.classes[3] ?? (first + 10) % 12),
    a: target + (target > root ? -1 : 1),
    A: target > root ? target - 2 : target + 2,
  };
  return steps[sign] ?? root;
}
