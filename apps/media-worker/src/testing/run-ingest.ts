import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { IngestResult, MediaJob, MediaReport } from "@songkeeper/media";
import { runJob } from "../task/run-job.ts";

/** A finished job with the directory of its files. */
export interface FinishedJob {
  readonly last: MediaReport;
  readonly steps: readonly MediaReport[];
  readonly output: string;
}

/** Runs a job on a file of these bytes, in a directory that goes with the test. */
export async function runOn(task: "ingest" | "cover", file: Uint8Array): Promise<FinishedJob> {
  const { folder, output } = jobFolder();
  const input = join(folder, "upload");
  writeFileSync(input, file);
  return finish({ task, input, output });
}

/** Runs any job; its files stay in its own output directory. */
export async function finish(job: MediaJob): Promise<FinishedJob> {
  const steps: MediaReport[] = [];
  const last = await runJob(job, (report) => steps.push(report));
  return { last, steps, output: job.output };
}

/** A new directory with an empty one for output in it, removed after the test. */
export function jobFolder(): { folder: string; output: string } {
  const folder = mkdtempSync(join(tmpdir(), "songkeeper-media-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const output = join(folder, "out");
  mkdirSync(output);
  return { folder, output };
}

/** Ingests a file that must be good. */
export async function ingest(file: Uint8Array) {
  const job = await runOn("ingest", file);
  if (job.last.kind !== "done" || job.last.result.task !== "ingest") throw new Error(verdict(job));
  const result: IngestResult = job.last.result;
  return {
    ...job,
    result,
    read: (name: string) => readFileSync(join(job.output, name)),
    path: (name: string) => join(job.output, name),
  };
}

/** What a job came to, in a word. */
export function verdict({ last }: FinishedJob): string {
  return last.kind === "refused" ? last.reason : last.kind;
}
