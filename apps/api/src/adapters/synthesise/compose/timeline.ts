import type { Passage, SongRecipe } from "../song-recipe.ts";
import { beatsOfTune, readChords } from "./notation.ts";
import type { Bar, Harmony } from "./score.ts";

/** The song's way through time: its bars and harmonies in beats, and the clock that turns beats into seconds. */
export interface Timeline {
  readonly bars: readonly Bar[];
  readonly harmonies: readonly Harmony[];
  /** The beat on which each passage begins. */
  readonly begins: readonly number[];
  readonly beats: number;
  /** The second at which a beat of the song comes, with its swing and the slowing towards the end. */
  readonly at: (beat: number) => number;
}

/** Before the first tone, so that nothing is cut. */
const LEAD_IN_SECONDS = 0.12;
/** The last beats before the final bar, in which the band slows down, and how much slower the last of them is. */
const SLOWING_BARS = 2;
const SLOWING = 0.3;

/** Lays a recipe's passages one after the other. Throws a SyntaxError where a tune and its chords differ in length. */
export function timelineOf(recipe: SongRecipe): Timeline {
  const bars: Bar[] = [];
  const harmonies: Harmony[] = [];
  const begins: number[] = [];
  for (const [passage, played] of recipe.form.entries()) {
    const chords = chordsOf(recipe, played);
    begins.push(bars.length * recipe.beats);
    for (const [at, names] of chords.entries()) {
      const beat = bars.length * recipe.beats;
      const isLast = passage === recipe.form.length - 1 && at === chords.length - 1;
      bars.push({ index: bars.length, beat, at, of: chords.length, passage, isLast });
      const length = recipe.beats / names.length;
      for (const [place, name] of names.entries()) {
        const from = beat + place * length;
        const up = recipe.key + (played.raised ?? 0);
        const moved = (one: number) => (one + up + 24) % 12;
        harmonies.push({ from, to: from + length, classes: name.classes.map(moved), bass: moved(name.bass) });
      }
    }
  }
  const beats = bars.length * recipe.beats;
  return { bars, harmonies, begins, beats, at: clockOf(recipe, beats) };
}

/** A recipe's section by its name. Throws a RangeError where there is none. */
export function sectionOf(recipe: SongRecipe, { section }: Passage) {
  const found = recipe.sections[section];
  if (!found) throw new RangeError(`the recipe has no section "${section}"`);
  return found;
}

function chordsOf(recipe: SongRecipe, passage: Passage) {
  const { chords, tune } = sectionOf(recipe, passage);
  const read = readChords(chords);
  const beats = tune ? beatsOfTune(tune, recipe.beats) : read.length * recipe.beats;
  if (beats !== read.length * recipe.beats)
    throw new SyntaxError(`"${passage.section}": a tune of ${beats} beats over ${read.length} bars`);
  return read;
}

function clockOf({ tempo, beats, swing, hold = 1.6 }: SongRecipe, total: number): (beat: number) => number {
  const beatSeconds = 60 / tempo;
  const last = total - beats;
  const slowFrom = Math.max(0, last - SLOWING_BARS * beats);
  const slowBeats = Math.max(1, last - slowFrom);
  return (written) => {
    const beat = swung(written, swing);
    const slowed = Math.min(Math.max(0, beat - slowFrom), slowBeats);
    const held = Math.max(0, beat - last) * (hold - 1);
    return LEAD_IN_SECONDS + beatSeconds * (beat + (SLOWING * slowed * slowed) / (2 * slowBeats) + held);
  };
}

/** Where a beat really falls: the middle of what swings comes late, and what lies around it moves along. */
function swung(beat: number, swing: SongRecipe["swing"]): number {
  if (!swing) return beat;
  const span = swing.of === "beat" ? 1 : 0.5;
  const start = Math.floor(beat / span + 1e-9) * span;
  const place = (beat - start) / span;
  const middle = 0.5 + swing.late / 2;
  const moved = place < 0.5 ? place * 2 * middle : middle + (place - 0.5) * 2 * (1 - middle);
  return start + moved * span;
}
