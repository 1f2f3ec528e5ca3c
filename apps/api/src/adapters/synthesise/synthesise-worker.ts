import { createHash } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { drawCover } from "./cover/draw-cover.ts";
import { renderSong } from "./render-song.ts";
import type { SynthesisedFile, SynthesisJob } from "./synthesise-in-worker.ts";
import { synthesiseSong } from "./synthesise-song.ts";

const bytes = make(workerData);
const file: SynthesisedFile = { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
parentPort?.postMessage(file, [bytes.buffer]);

function make(job: SynthesisJob): Uint8Array<ArrayBuffer> {
  if ("song" in job) return renderSong(job.song);
  if ("cover" in job) return drawCover(job.cover);
  return synthesiseSong(job.seeded);
}
