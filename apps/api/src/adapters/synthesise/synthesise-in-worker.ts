import { Worker } from "node:worker_threads";
import type { CoverRecipe } from "./cover/draw-cover.ts";
import type { SongRecipe } from "./song-recipe.ts";

/** A synthesised file with the SHA-256 of its content, in hex. */
export interface SynthesisedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** What the thread is told to make: a song or a cover. */
export type SynthesisJob = { readonly song: SongRecipe } | { readonly cover: CoverRecipe };

/** What is being made, if anything: the next one waits for it, so that one thread at most is busy. */
let busy: Promise<unknown> = Promise.resolve();

/**
 * Plays a written song as a WAV file on a thread of its own: a minute of it is more than a second's work, and the server
 * must go on answering.
 */
export function renderSongInWorker(recipe: SongRecipe): Promise<SynthesisedFile> {
  return inWorker({ song: recipe });
}

/** Draws a cover as a PNG file on a thread of its own. */
export function drawCoverInWorker(recipe: CoverRecipe): Promise<SynthesisedFile> {
  return inWorker({ cover: recipe });
}

function inWorker(job: SynthesisJob): Promise<SynthesisedFile> {
  const made = busy.then(() => runWorker(job));
  busy = made.catch(() => undefined);
  return made;
}

function runWorker(job: SynthesisJob): Promise<SynthesisedFile> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("synthesise-worker.ts", import.meta.url), { workerData: job });
    worker.once("message", resolve);
    worker.once("error", reject);
    // After a message this changes nothing: a promise is settled once.
    worker.once("exit", (code) => reject(new Error(`the synthesiser ended with ${code} and no file`)));
  });
}
