import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { askForIngest } from "./finish-upload.ts";
import type { Recording } from "./recording.ts";
import { lockRecording, markWaiting } from "./recording-queries.ts";

/** Has a recording made ready once more that failed through no fault of the file; any other stays as it is. */
export async function retryRecording(
  tx: Tx,
  { ownerId, recordingId }: { ownerId: string; recordingId: string },
  now: Date,
): Promise<Outcome<Recording, "not_found">> {
  const recording = await lockRecording(tx, recordingId);
  if (recording?.ownerId !== ownerId || recording.state === "removed") return refuse("not_found");
  if (recording.state !== "failed") return accept(recording);
  await markWaiting(tx, recordingId);
  await askForIngest(tx, recordingId, now);
  return accept({ ...recording, state: "waiting" });
}
