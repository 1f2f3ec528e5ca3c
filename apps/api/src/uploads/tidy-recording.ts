import { join } from "node:path";
import type { Config } from "../config.ts";
import type { Tx } from "../db/transact.ts";
import { enqueue } from "../jobs/queries.ts";
import { forgetMatches } from "../matches/match-recording.ts";
import type { Services } from "../services.ts";
import { recordingObjects, type RecordingState } from "./recording.ts";
import { findRecordingStates } from "./recording-queries.ts";

/** The queue of recordings of which files may be left that nobody needs. */
export const TIDY_RECORDING = "tidy-recording";

/** What a recording's files are needed for, by its state: those that come, and those that were made. */
const KEPT: Readonly<Record<RecordingState, { upload: boolean; objects: boolean }>> = {
  uploading: { upload: true, objects: true },
  waiting: { upload: true, objects: true },
  working: { upload: true, objects: true },
  // It can be tried again, from the file as it came.
  failed: { upload: true, objects: false },
  ready: { upload: false, objects: true },
  refused: { upload: false, objects: false },
  removed: { upload: false, objects: false },
};

/** Asks for what is left of a recording to be removed, in the transaction after which it is of no use any more. */
export async function askToTidy(tx: Tx, recordingId: string, now: Date): Promise<void> {
  await enqueue(tx, { queue: TIDY_RECORDING, payload: { recordingId }, dedupe: recordingId, runAt: now });
}

/** Removes the files of a recording that its state has no use for; done twice, it does no harm. */
export async function tidyRecording(services: Services, recordingId: string): Promise<void> {
  const { transact, objects, uploads } = services;
  const states = await transact((tx) => findRecordingStates(tx, [recordingId]));
  const state = states.get(recordingId) ?? "removed";
  const kept = KEPT[state];
  if (!kept.upload) await uploads.forget(recordingId);
  if (!kept.objects) {
    await objects.removeAll(recordingObjects.media(recordingId));
    await objects.removeAll(recordingObjects.previews(recordingId));
    await objects.remove(recordingObjects.original(recordingId));
  }
  if (state === "removed") await forgetMatches(services, recordingId);
}

/** Whether the file of an upload is still of use in this state; of what is not known at all it is not. */
export function needsUpload(state: RecordingState | undefined): boolean {
  return KEPT[state ?? "removed"].upload;
}

/** Where a media worker writes. */
export function workFolder({ dataDir }: Pick<Config, "dataDir">, name: string): string {
  return join(dataDir, "work", name);
}
