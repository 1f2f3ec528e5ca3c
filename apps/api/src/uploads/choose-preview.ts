import type { Tx } from "../db/transact.ts";
import { enqueue } from "../jobs/queries.ts";
import { lockRecording } from "./recording-queries.ts";
import { updatePreviewWish } from "./preview-queries.ts";

/** The queue of recordings whose preview is to begin elsewhere. */
export const PREVIEW = "preview";

/**
 * Notes where a recording's preview is to begin, and asks for it to be made once the recording is ready. Wishes that come
 * while one is being made are made together after it: only the last of them counts.
 */
export async function choosePreview(
  tx: Tx,
  { recordingId, startMs }: { readonly recordingId: string; readonly startMs: number | null },
  now: Date,
): Promise<void> {
  const recording = await lockRecording(tx, recordingId);
  if (!recording || recording.preview.wishedMs === startMs) return;
  await updatePreviewWish(tx, recordingId, startMs);
  if (recording.state === "ready") await askForPreview(tx, recordingId, now);
}

/** Asks for a recording's preview to be made as its musician wishes, in the transaction by which it can be. */
export async function askForPreview(tx: Tx, recordingId: string, now: Date): Promise<void> {
  await enqueue(tx, { queue: PREVIEW, payload: { recordingId }, dedupe: recordingId, runAt: now });
}
