import { enqueue } from "../jobs/queries.ts";
import type { Tx } from "../db/transact.ts";
import { lockRecording, markUploaded } from "./recording-queries.ts";

/** The queue of recordings that are to be made ready. */
export const INGEST = "ingest";

/**
 * Notes that a file is all there and durable, and asks for it to be made ready; said again it changes nothing. False
 * where the recording is not waiting for its file.
 */
export async function finishUpload(tx: Tx, recordingId: string, now: Date): Promise<boolean> {
  const recording = await lockRecording(tx, recordingId);
  if (recording?.state !== "uploading") return false;
  await markUploaded(tx, recordingId, now);
  await askForIngest(tx, recordingId, now);
  return true;
}

/** Asks for a recording to be made ready, in the transaction that lets it wait for that. */
export async function askForIngest(tx: Tx, recordingId: string, now: Date): Promise<void> {
  await enqueue(tx, { queue: INGEST, payload: { recordingId }, dedupe: recordingId, runAt: now });
}
