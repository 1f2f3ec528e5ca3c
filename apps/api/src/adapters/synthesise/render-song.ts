import { composeSong } from "./compose/compose-song.ts";
import type { SongRecipe } from "./song-recipe.ts";
import { masterSong } from "./sound/master.ts";
import { mixSong, type Stereo } from "./sound/mix.ts";
import { wavBytes } from "./sound/wav-bytes.ts";

const LOUDNESS_LUFS = -15;

/** A recipe's song as a labelled WAV file, composed and played by rule: the same recipe gives the same bytes. */
export function renderSong(recipe: SongRecipe): Uint8Array<ArrayBuffer> {
  return wavBytes(playSong(recipe), recipe.bits ?? 16);
}

/** A recipe's song as sound. */
export function playSong(recipe: SongRecipe): Stereo {
  const sound = mixSong(composeSong(recipe), recipe);
  masterSong(sound, recipe.loudnessLufs ?? LOUDNESS_LUFS);
  return sound;
}

/** How long a recipe's song is, to the sample's rounding. */
export function secondsOf(recipe: SongRecipe): number {
  return composeSong(recipe).seconds;
}
