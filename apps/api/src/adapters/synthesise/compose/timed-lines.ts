import type { SongRecipe } from "../song-recipe.ts";
import { timelineOf } from "./timeline.ts";
import { tuneOf } from "./tune.ts";

/** The seconds at which the phrases begin that words are sung to, in the song's order. */
export function sungSecondsOf(recipe: SongRecipe): number[] {
  const timeline = timelineOf(recipe);
  return recipe.form.flatMap((passage, at) => {
    if (!passage.sung) return [];
    const begin = timeline.begins[at] ?? 0;
    const plain = { ...passage, vary: 0 };
    const tune = tuneOf({ recipe, passage: plain, begin });
    const phrases = [...new Set(tune.map(({ phrase }) => phrase))];
    return phrases.map((phrase) => timeline.at(tune.find((note) => note.phrase === phrase)?.beat ?? begin));
  });
}

/** Words as LRC: each line at the second at which its phrase begins. Throws a RangeError if there are not as many. */
export function timedLines(recipe: SongRecipe, lines: readonly string[]): string {
  const seconds = sungSecondsOf(recipe);
  if (seconds.length !== lines.length)
    throw new RangeError(`${lines.length} lines for ${seconds.length} phrases that are sung`);
  return lines.map((line, at) => `[${stampOf(seconds[at] ?? 0)}]${line}`).join("\n");
}

function stampOf(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(hundredths / 6_000))}:${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}
