import { Worker } from "node:worker_threads";
import type { SongRecipe } from "./synthesise-song.ts";

/** A synthesised file with the SHA-256 of its content, in hex. */
export interface SynthesisedFile {
  readonly bytes: Uint8Array;
  readonly sha256: string;
}

/** The song that is being made, if any: the next one waits for it, so that one thread at most is busy with music. */
let busy: Promise<unknown> = Promise.resolve();

/** Synthesises a song on a thread of its own: a minute of music is half a second in which the server must go on answering. */
export function synthesiseInWorker(recipe: SongRecipe): Promise<SynthesisedFile> {
  const made = busy.then(() => runWorker(recipe));
  busy = made.catch(() => undefined);
  return made;
}

function runWorker(recipe: SongRecipe): Promise<SynthesisedFile> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("synthesise-worker.ts", import.meta.url), { workerData: recipe });
    worker.once("message", resolve);
    worker.once("error", reject);
    // After a message this changes nothing: a promise is settled once.
    worker.once("exit", (code) => reject(new Error(`the synthesiser ended with ${code} and no song`)));
  });
}
