import { randomUUID } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { PreviewResult } from "@songkeeper/media";
import type { Tx } from "../db/transact.ts";
import { enqueue } from "../jobs/queries.ts";
import type { Services } from "../services.ts";
import type { ChosenPreview } from "./preview-choice.ts";
import { isLoudest } from "./preview-choice.ts";
import { updateMadePreview } from "./preview-queries.ts";
import { type Recording, recordingObjects } from "./recording.ts";
import { findRecording, lockRecording } from "./recording-queries.ts";
import { workFolder } from "./tidy-recording.ts";

/** The queue of previews that nobody hears any more, or that a death may have left without a row that knows them. */
export const TIDY_PREVIEW = "tidy-preview";

/** Decoding three hours up to the wished place takes a minute. */
const PREVIEW_MS_MAX = 10 * 60_000;
/** Far longer than it takes to note a preview after it was stored. */
const NOTED_MS_MAX = 3_600_000;

/**
 * Makes a recording's preview as its musician wished last. It may be begun again after any death: every making has
 * objects of its own, one transaction puts them in force, and those that are not are tidied away.
 */
export async function remakePreview(services: Services, recordingId: string, ending: AbortSignal): Promise<void> {
  const { transact, now } = services;
  const recording = await transact((tx) => findRecording(tx, recordingId));
  if (recording?.state !== "ready" || !recording.result) return;
  const { wishedMs, made } = recording.preview;
  if (wishedMs === null || isLoudest(recording.result, recording.preview)) {
    await transact((tx) => putInForce(tx, { recordingId, wishedMs, made: null }, now()));
  } else if (made?.wishedMs !== wishedMs) {
    const chosen = await make(services, { recordingId, wishedMs, ending });
    await transact((tx) => putInForce(tx, { recordingId, wishedMs, made: chosen }, now()));
  }
  services.wakeJobs();
}

interface Making {
  readonly recordingId: string;
  readonly wishedMs: number;
  readonly ending: AbortSignal;
}

async function make(services: Services, { recordingId, wishedMs, ending }: Making): Promise<ChosenPreview> {
  const { media, objects, transact, now, config } = services;
  const making = randomUUID();
  const folder = workFolder(config, making);
  const [input, output] = [join(folder, "original"), join(folder, "made")];
  try {
    await mkdir(output, { recursive: true });
    await objects.getFile(recordingObjects.original(recordingId), input);
    const job = { task: "preview" as const, input, output, startMs: wishedMs };
    const done = await media.runMediaJob(job, { signal: ending, timeoutMs: PREVIEW_MS_MAX });
    if (!done.ok) throw new Error(`a file that was accepted was refused for its preview: ${done.reason}`);
    const later = new Date(now().getTime() + NOTED_MS_MAX);
    await transact((tx) => askToTidyPreview(tx, { recordingId, making }, later));
    await objects.moveIn(recordingObjects.preview(recordingId, making), await onlyFiles(folder, output, done.value));
    const { preview, files } = done.value;
    return { wishedMs, making, preview, files };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A folder with the files that the result names, and nothing else. */
async function onlyFiles(folder: string, output: string, { files }: PreviewResult): Promise<string> {
  const named = join(folder, "files");
  await mkdir(named);
  for (const { name } of files) await rename(join(output, name), join(named, name));
  return named;
}

interface PutInForce {
  readonly recordingId: string;
  readonly wishedMs: number | null;
  readonly made: ChosenPreview | null;
}

/** Whoever wished something else meanwhile asked for this job again: what was made for the old wish is not heard. */
async function putInForce(tx: Tx, { recordingId, wishedMs, made }: PutInForce, now: Date): Promise<void> {
  const recording = await lockRecording(tx, recordingId);
  const isWanted = recording?.state === "ready" && recording.preview.wishedMs === wishedMs;
  const unheard = isWanted ? recording.preview.made : made;
  if (isWanted) await updateMadePreview(tx, recordingId, made);
  if (unheard) await askToTidyPreview(tx, { recordingId, making: unheard.making }, now);
}

interface OneMaking {
  readonly recordingId: string;
  readonly making: string;
}

async function askToTidyPreview(tx: Tx, { recordingId, making }: OneMaking, runAt: Date): Promise<void> {
  await enqueue(tx, { queue: TIDY_PREVIEW, payload: { recordingId, making }, dedupe: making, runAt });
}

/** Removes the objects of a preview that is not in force. */
export async function tidyPreview({ transact, objects }: Services, { recordingId, making }: OneMaking): Promise<void> {
  const recording = await transact((tx) => findRecording(tx, recordingId));
  if (isInForce(recording, making)) return;
  await objects.removeAll(recordingObjects.preview(recordingId, making));
}

function isInForce(recording: Recording | undefined, making: string): boolean {
  return recording?.state === "ready" && recording.preview.made?.making === making;
}
