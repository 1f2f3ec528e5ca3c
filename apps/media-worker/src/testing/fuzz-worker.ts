import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { JailLayer, MediaJob } from "@songkeeper/media";
import { ownLayers } from "../jail/own-layers.ts";
import { runJob } from "../task/run-job.ts";
import { mutate } from "./mutate.ts";

// Stands where the worker stands, in the same jail, and does what it does to one broken file after the other: a process
// for each of many thousands would take hours.

/** What it is to do: the file in base64, and which of its mutations. */
export interface FuzzOrder {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** What came of one mutation: a verdict's reason, `done`, or what was thrown. */
export interface FuzzWord {
  readonly number: number;
  readonly verdict: string;
  readonly ms: number;
  readonly thrown: boolean;
}

async function tryOne(file: Uint8Array, number: number, output: string): Promise<FuzzWord> {
  const input = join(output, "mutated");
  writeFileSync(input, mutate(file, number));
  const begun = performance.now();
  const end = (verdict: string, thrown = false) => ({ number, verdict, ms: performance.now() - begun, thrown });
  try {
    const last = await runJob({ task: "ingest", input, output }, () => undefined);
    return end(last.kind === "refused" ? last.reason : last.kind);
  } catch (error) {
    return end(error instanceof Error ? (error.stack ?? error.message) : String(error), true);
  } finally {
    for (const name of readdirSync(output)) rmSync(join(output, name));
  }
}

async function main({ input, output }: MediaJob): Promise<void> {
  const { file, from, to }: FuzzOrder = JSON.parse(readFileSync(input, "utf8"));
  const bytes = Buffer.from(file, "base64");
  for (let number = from; number < to; number++) {
    process.send?.({ kind: "begun", number });
    process.send?.(await tryOne(bytes, number, output));
  }
  process.disconnect?.();
}

process.once("message", (job: MediaJob) => void main(job));
const fromKernel: JailLayer[] = JSON.parse(process.argv[2] ?? "[]");
process.send?.({ kind: "ready", layers: [...ownLayers(), ...fromKernel] });
