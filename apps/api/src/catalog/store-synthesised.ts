import { synthesiseInWorker } from "../adapters/synthesise/synthesise-in-worker.ts";
import type { SongRecipe } from "../adapters/synthesise/synthesise-song.ts";
import type { Services } from "../services.ts";

/** A song's file in the object store. */
export interface StoredAudio {
  readonly object: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly durationMs: number;
}

/**
 * Makes a song's audio and stores it under the hash of its content, before any transaction: a file whose song is then
 * refused harms nobody, and the same song made again is the same file.
 */
export async function storeSynthesised(
  { objects }: Pick<Services, "objects">,
  recipe: SongRecipe,
): Promise<StoredAudio> {
  const { bytes, sha256 } = await synthesiseInWorker(recipe);
  const object = `audio/${sha256}.wav`;
  if ((await objects.size(object)) !== bytes.length) await objects.put(object, bytes);
  return { object, sha256, bytes: bytes.length, durationMs: recipe.durationMs };
}
