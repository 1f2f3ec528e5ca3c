import { seededRandom } from "../seeded-random.ts";
import type { Player, SongRecipe } from "../song-recipe.ts";
import { playBass, playFigure, playPad } from "./accompany.ts";
import { playDrums } from "./beat.ts";
import type { Note, Part, Score } from "./score.ts";
import { timelineOf } from "./timeline.ts";
import { playTune, type Turn } from "./tune.ts";

/** How long the room sounds on after the last bar. */
const TAIL_SECONDS = 2.2;

/** Writes down every tone of a recipe's song. Throws where the recipe names what it has not. */
export function composeSong(recipe: SongRecipe): Score {
  const timeline = timelineOf(recipe);
  const names = Object.keys(recipe.band);
  for (const name of recipe.form.flatMap(({ players }) => playersOf(players)))
    if (!names.includes(name)) throw new RangeError(`the recipe has no player "${name}"`);
  const turnsOf = (name: string, place: number): Turn[] =>
    recipe.form.flatMap((passage, at) => {
      if (!playersOf(passage.players).includes(name)) return [];
      const random = seededRandom(recipe.seed * 1_009 + place * 101 + at);
      return [{ recipe, timeline, passage, at, begin: timeline.begins[at] ?? 0, random }];
    });
  const band = Object.entries(recipe.band).map(([name, player], place) => ({ player, turns: turnsOf(name, place) }));
  return {
    seconds: timeline.at(timeline.beats) + TAIL_SECONDS + (recipe.room ?? 2) * 0.4,
    beatSeconds: 60 / recipe.tempo,
    parts: band.flatMap(({ player, turns }): Part[] =>
      player.plays === "drums"
        ? []
        : [{ voice: player.voice, place: player, notes: turns.flatMap((turn) => played(player, turn)) }],
    ),
    drums: band.flatMap(({ player, turns }) =>
      player.plays === "drums" ? [{ place: player, hits: turns.flatMap((turn) => playDrums(player, turn)) }] : [],
    ),
  };
}

function playersOf(players: string): string[] {
  return players.split(/\s+/).filter(Boolean);
}

function played(player: Exclude<Player, { plays: "drums" }>, turn: Turn): Note[] {
  switch (player.plays) {
    case "pad":
      return playPad(player, turn);
    case "figure":
      return playFigure(player, turn);
    case "bass":
      return playBass(player, turn);
    default:
      return playTune(player, turn);
  }
}
