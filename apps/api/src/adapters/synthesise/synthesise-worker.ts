import { createHash } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import type { SynthesisedFile } from "./synthesise-in-worker.ts";
import { synthesiseSong } from "./synthesise-song.ts";

const bytes = synthesiseSong(workerData);
const file: SynthesisedFile = { bytes, sha256: createHash("sha256").update(bytes).digest("hex") };
parentPort?.postMessage(file, [bytes.buffer]);
