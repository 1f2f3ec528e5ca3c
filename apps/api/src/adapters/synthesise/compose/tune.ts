import type { Passage, Player, SongRecipe } from "../song-recipe.ts";
import { between, pick, type SeededRandom, seededRandom } from "../seeded-random.ts";
import { readTune, type WrittenNote } from "./notation.ts";
import type { Harmony, Note } from "./score.ts";
import { sectionOf, type Timeline } from "./timeline.ts";

type TunePlayer = Extract<Player, { plays: "tune" | "harmony" | "answer" }>;
const PENTATONIC = [0, 2, 4, 7, 9];

/** What a player is told of the passage that it plays. */
export interface Turn {
  readonly recipe: SongRecipe;
  readonly timeline: Timeline;
  readonly passage: Passage;
  /** The passage's place in the form, and the beat on which it begins. */
  readonly at: number;
  readonly begin: number;
  readonly random: SeededRandom;
}

/** A passage's tune as written, varied as the passage allows, at the song's beats and pitches. */
export function tuneOf({ recipe, passage, begin }: Omit<Turn, "random" | "timeline" | "at">): WrittenNote[] {
  const section = sectionOf(recipe, passage);
  const up = recipe.key + (passage.raised ?? 0);
  const written = readTune(section.tune ?? [], recipe.beats).map((note) => ({
    ...note,
    beat: note.beat + begin,
    pitch: note.pitch + up,
  }));
  const vary = passage.vary ?? 0;
  if (vary === 0) return written;
  const scale = (recipe.scale ?? PENTATONIC).map((tone) => (tone + up + 24) % 12);
  // Of the passage alone: whoever plays the tune or goes along with it varies it alike.
  const random = seededRandom(recipe.seed * 31 + begin);
  return written.flatMap((note, at) => varied(note, { next: written[at + 1], vary, scale, random }));
}

interface Variation {
  readonly next: WrittenNote | undefined;
  readonly vary: number;
  readonly scale: readonly number[];
  readonly random: SeededRandom;
}

/** A tone said again with a step between it and the next, a neighbour on its way, or a little before its time. */
function varied(note: WrittenNote, { next, vary, scale, random }: Variation): WrittenNote[] {
  if (random() > vary || note.length < 1 || !next || next.phrase !== note.phrase) return [note];
  const half = note.length / 2;
  const gap = next.pitch - note.pitch;
  const passing = stepFrom(note.pitch, gap >= 0 ? 1 : -1, scale);
  if (Math.abs(gap) > 2 && note.length <= 2)
    return [
      { ...note, length: half },
      { ...note, beat: note.beat + half, length: half, pitch: passing },
    ];
  if (note.length > 2) return [note];
  const neighbour = stepFrom(note.pitch, pick(random, [1, -1]), scale);
  const quarter = Math.min(0.5, half / 2);
  return [
    { ...note, length: half },
    { ...note, beat: note.beat + half, length: quarter, pitch: neighbour },
    { ...note, beat: note.beat + half + quarter, length: half - quarter },
  ];
}

/** The next tone of a scale above or below a pitch. */
function stepFrom(pitch: number, direction: 1 | -1, scale: readonly number[]): number {
  for (let away = 1; away < 12; away++)
    if (scale.includes((pitch + direction * away + 120) % 12)) return pitch + direction * away;
  return pitch;
}

/** What a player that has the tune, a voice below it, or answers to it, plays in a passage. */
export function playTune(player: TunePlayer, turn: Turn): Note[] {
  const tune = tuneOf(turn);
  if (player.plays === "tune") return performed(tune, player, turn);
  const written = player.plays === "harmony" ? below(tune, turn.timeline.harmonies) : answers(tune, turn);
  return performed(written, { ...player, graces: 0 }, turn);
}

/** Notes as a person plays them: phrases that swell and sink, strong beats, and never quite on time. */
function performed(notes: readonly WrittenNote[], player: TunePlayer, turn: Turn): Note[] {
  const { timeline, passage, random, recipe } = turn;
  const octave = 12 * (player.octave ?? 0);
  return notes.flatMap((note, at) => {
    const phrase = notes.filter((one) => one.phrase === note.phrase);
    const place = phrase.indexOf(note) / Math.max(1, phrase.length - 1);
    const strong = note.beat % recipe.beats === 0 ? 0.07 : note.beat % 1 === 0 ? 0.02 : -0.04;
    const swell = 0.1 * Math.sin(Math.PI * Math.min(1, place * 1.1));
    const velocity = 0.52 + 0.3 * passage.energy + swell + strong + between(random, -0.04, 0.04);
    const start = timeline.at(note.beat) + between(random, -0.006, 0.014);
    const seconds = timeline.at(note.beat + note.length) - timeline.at(note.beat);
    const before = notes[at - 1];
    const main: Note = { start, seconds, pitch: note.pitch + octave, velocity: Math.min(1, velocity) };
    return graced(main, { before: before && before.pitch + octave, graces: player.graces ?? 0, random });
  });
}

/** Long tones are slid into, shaken, or begun by a short neighbour, now and then. */
function graced(
  note: Note,
  { before, graces, random }: { before: number | undefined; graces: number; random: SeededRandom },
): Note[] {
  const chance = random();
  if (chance > graces || note.seconds < 0.3) return [note];
  const from = before === undefined || before === note.pitch ? -2 : Math.sign(before - note.pitch) * 2;
  if (note.seconds > 0.7 && chance < graces * 0.4) return [{ ...note, shaken: true }];
  if (chance < graces * 0.75) return [{ ...note, slide: from, shaken: note.seconds > 0.9 }];
  const short = {
    ...note,
    start: note.start - 0.05,
    seconds: 0.09,
    pitch: note.pitch + 2,
    velocity: note.velocity * 0.55,
  };
  return [{ ...short, start: Math.max(0, short.start) }, note];
}

/** A voice below the tune, in tones of the chord, at least a third away. */
function below(tune: readonly WrittenNote[], harmonies: readonly Harmony[]): WrittenNote[] {
  return tune.map((note) => {
    const harmony = harmonyAt(harmonies, note.beat);
    let pitch = note.pitch - 3;
    while (harmony && !harmony.classes.includes((pitch + 120) % 12) && pitch > note.pitch - 12) pitch -= 1;
    return { ...note, pitch };
  });
}

/** Short runs up or down the chord where the tune rests or holds. */
function answers(tune: readonly WrittenNote[], { timeline, recipe, begin, passage, random }: Turn): WrittenNote[] {
  const up = recipe.key + (passage.raised ?? 0);
  const scale = (recipe.scale ?? PENTATONIC).map((tone) => (tone + up + 24) % 12);
  return tune.flatMap((note, at) => {
    const end = tune[at + 1]?.beat ?? note.beat + note.length;
    const gap = end - note.beat;
    if (gap < 2 || note.beat - begin < 2) return [];
    const [count, direction] = [Math.min(Math.floor((gap - 1) * 2), 4), pick(random, [1, -1] as const)];
    const harmony = harmonyAt(timeline.harmonies, note.beat + 1);
    let pitch = note.pitch + 12;
    while (harmony && !harmony.classes.includes((pitch + 120) % 12)) pitch -= 1;
    return Array.from({ length: count }, (_, step) => {
      const written = {
        beat: note.beat + 1 + step * 0.5,
        length: step === count - 1 ? 1 : 0.5,
        pitch,
        phrase: note.phrase,
      };
      pitch = stepFrom(pitch, step === 0 ? direction : pick(random, [direction, direction, 1, -1]), scale);
      return written;
    });
  });
}

/** The chord that sounds at a beat. */
export function harmonyAt(harmonies: readonly Harmony[], beat: number): Harmony | undefined {
  return harmonies.find(({ from, to }) => beat >= from - 1e-6 && beat < to - 1e-6);
}
