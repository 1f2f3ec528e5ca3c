import { compose } from "./compose.ts";
import { master } from "./master.ts";
import { mix } from "./mix.ts";
import { wavFile } from "./wav-file.ts";

/** What fixes a synthesised song: the same seed and length give the same bytes. */
export interface SongRecipe {
  readonly seed: number;
  readonly durationMs: number;
}

/** A song out of a seed, composed and played by rule, as a labelled WAV file of exactly that length (to a sample). */
export function synthesiseSong({ seed, durationMs }: SongRecipe): Uint8Array<ArrayBuffer> {
  const sound = mix(compose(seed, durationMs / 1_000), seed);
  master(sound);
  return wavFile(sound);
}
