import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { IngestResult, MadeCover, MediaReport, MediaStep } from "@songkeeper/media";
import type { Tx } from "../db/transact.ts";
import { matchRecording } from "../matches/match-recording.ts";
import type { Services } from "../services.ts";
import { askForPreview } from "./choose-preview.ts";
import { insertCover, insertRecordingFiles } from "./file-queries.ts";
import { recordingObjects } from "./recording.ts";
import { findRecording, lockRecording, markFailed, markReady, markRefused, markWorking } from "./recording-queries.ts";
import { storeCover } from "./store-cover.ts";
import { askToTidy, tidyRecording, workFolder } from "./tidy-recording.ts";

/** Three hours of music take some minutes; what takes longer has lost its way. */
const INGEST_MS_MAX = 30 * 60_000;

/**
 * Makes an uploaded file ready to be heard, or says why it cannot be. It may be begun again after any death: what is
 * stored is replaced until one transaction makes the recording ready, and what is not needed is tidied after it.
 */
export async function ingestRecording(services: Services, recordingId: string, ending: AbortSignal): Promise<void> {
  const { transact, ingests } = services;
  const isWanted = await transact((tx) => beginIngest(tx, recordingId));
  if (!isWanted) return tidyRecording(services, recordingId);
  const signal = ingests.begin(recordingId, ending);
  // A folder of this try's own: the worker of a server that was killed may write a while yet.
  const output = workFolder(services.config, randomUUID());
  try {
    await mkdir(output, { recursive: true });
    const made = await runIngest(services, { recordingId, output, signal });
    if (made.ok) {
      await store(services, { recordingId, output, result: made.value });
      await matchRecording(services, recordingId);
    }
    await transact((tx) => endIngest(tx, recordingId, { made, now: services.now() }));
  } catch (error) {
    // A recording that was removed while it was worked on needs no second try.
    if (await isStillWanted(services, recordingId)) throw error;
    await tidyRecording(services, recordingId);
  } finally {
    ingests.end(recordingId);
    await rm(output, { recursive: true, force: true });
  }
  services.wakeJobs();
}

/** Says in the transaction that gives the job up that every try failed. */
export async function failIngest(tx: Tx, recordingId: string, now: Date): Promise<void> {
  await markFailed(tx, recordingId);
  await askToTidy(tx, recordingId, now);
}

async function beginIngest(tx: Tx, recordingId: string): Promise<boolean> {
  const recording = await lockRecording(tx, recordingId);
  if (recording?.state !== "waiting" && recording?.state !== "working") return false;
  await markWorking(tx, recordingId, null);
  return true;
}

interface Run {
  readonly recordingId: string;
  readonly output: string;
  readonly signal: AbortSignal;
}

type Made = Outcome<IngestResult>;

async function runIngest(services: Services, { recordingId, output, signal }: Run): Promise<Made> {
  const { media, ingests, uploads } = services;
  const steps = stepWriter(services, recordingId);
  const onReport = (report: MediaReport, folder: string) => {
    if (report.kind === "grown") ingests.grow(recordingId, report, folder);
    if (report.kind !== "step") return;
    ingests.report(recordingId, report);
    steps.write(report.step);
  };
  const job = { task: "ingest" as const, input: uploads.pathOf(recordingId), output };
  const done = await media.runMediaJob(job, { onReport, signal, timeoutMs: INGEST_MS_MAX });
  if (done.ok) {
    ingests.report(recordingId, { kind: "step", step: "store", share: null });
    steps.write("store");
  }
  await steps.written();
  if (!done.ok) return refuse(done.reason, { facts: done.facts ?? {} });
  const { task: _, ...result } = done.value;
  return accept(result);
}

/** Writes each new step to the database, in their order, while the worker goes on. */
function stepWriter({ transact }: Services, recordingId: string) {
  let last: MediaStep | undefined;
  let written: Promise<void> = Promise.resolve();
  return {
    write(step: MediaStep) {
      if (step === last) return;
      last = step;
      written = written.then(() => transact((tx) => markWorking(tx, recordingId, step)));
      // Whoever waits for `written` hears of a failure; until then nobody does.
      written.catch(() => undefined);
    },
    written: () => written,
  };
}

/** The objects come before the row: until that says "ready" nobody asks for them. */
async function store(
  services: Services,
  { recordingId, output, result }: { recordingId: string; output: string; result: IngestResult },
): Promise<void> {
  const { objects, uploads } = services;
  if (result.cover) await storeCover(services, { output, cover: result.cover });
  await objects.putFile(recordingObjects.original(recordingId), uploads.pathOf(recordingId));
  await objects.moveIn(recordingObjects.media(recordingId), await onlyFiles(output, result));
}

/** A folder with the files that the result names, and nothing else. */
async function onlyFiles(output: string, { files }: IngestResult): Promise<string> {
  const folder = join(output, "files");
  await mkdir(folder);
  for (const { name } of files) await rename(join(output, name), join(folder, name));
  return folder;
}

async function endIngest(tx: Tx, recordingId: string, { made, now }: { made: Made; now: Date }): Promise<void> {
  const recording = await lockRecording(tx, recordingId);
  await askToTidy(tx, recordingId, now);
  if (recording?.state !== "working") return;
  if (!made.ok) {
    await markRefused(tx, recordingId, { refusal: made.reason, facts: made.facts ?? {} });
    return;
  }
  const { cover, files, source } = made.value;
  await noteCover(tx, cover, now);
  await insertRecordingFiles(tx, recordingId, files);
  const ready = { ...recording, result: made.value, durationMs: source.durationMs, coverId: cover?.coverId ?? null };
  await markReady(tx, ready, now);
  if (recording.preview.wishedMs !== null) await askForPreview(tx, recordingId, now);
}

async function noteCover(tx: Tx, cover: MadeCover | null, now: Date): Promise<void> {
  if (cover) await insertCover(tx, { id: cover.coverId, color: cover.color }, now);
}

async function isStillWanted({ transact }: Services, recordingId: string): Promise<boolean> {
  const recording = await transact((tx) => findRecording(tx, recordingId));
  return recording?.state === "working";
}
