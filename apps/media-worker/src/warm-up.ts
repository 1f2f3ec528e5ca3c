import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { runJob } from "./task/run-job.ts";

/**
 * Makes everything ready that the first sound of a song waits for: the modules, the WebAssembly and the encoders, by
 * making a song of a second's noise. Once a job has come, what it can do without is left out.
 */
export async function warmUp(folder: string, isWanted: () => boolean): Promise<void> {
  await import("./task/ingest-song.ts");
  await setImmediate();
  if (isWanted()) return;
  const input = join(folder, "noise.wav");
  writeFileSync(input, noise());
  try {
    await runJob({ task: "ingest", input, output: folder }, () => undefined);
  } finally {
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  }
}

const RATE = 44_100;
const SAMPLES = RATE * 1.5;

/** A WAV file of 16-bit noise, the same each time. */
function noise(): Uint8Array {
  const file = Buffer.alloc(44 + 4 * SAMPLES);
  file.write("RIFF", 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(2, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 4, 28);
  file.writeUInt16LE(4, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36);
  file.writeUInt32LE(4 * SAMPLES, 40);
  let state = 1;
  for (let at = 44; at < file.length; at += 2) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    file.writeInt16LE(state >> 18, at);
  }
  return file;
}
