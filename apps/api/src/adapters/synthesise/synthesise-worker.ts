import { createHash } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { drawCover } from "./cover/draw-cover.ts";
import { renderSong } from "./render-song.ts";
import type { SynthesisedFile, SynthesisJob } from "./synthesise-in-worker.ts";

const bytes = make(workerData);
const file: SynthesisedFile = { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
parentPort?.postMessage(file, [bytes.buffer]);

function make(job: SynthesisJob): Uint8Array<ArrayBuffer> {
  return "song" in job ? renderSong(job.song) : drawCover(job.cover);
}
