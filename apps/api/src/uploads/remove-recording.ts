import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { Services } from "../services.ts";
import { findPublished } from "./file-queries.ts";
import { lockRecording, markRemoved } from "./recording-queries.ts";
import { askToTidy } from "./tidy-recording.ts";

/** Removes somebody's recording, wherever it stands on its way, and then its files. What is published stays. */
export async function removeRecording(
  { transact, now, ingests, wakeJobs }: Services,
  ownerId: string,
  recordingId: string,
): Promise<Outcome<undefined, "not_found" | "already_published">> {
  const removed = await transact(async (tx) => {
    const recording = await lockRecording(tx, recordingId);
    if (recording?.ownerId !== ownerId) return refuse("not_found");
    if (recording.state === "removed") return accept(undefined);
    if ((await findPublished(tx, [recordingId])).size > 0) return refuse("already_published");
    await markRemoved(tx, recordingId);
    await askToTidy(tx, recordingId, now());
    return accept(undefined);
  });
  if (!removed.ok) return removed;
  ingests.callOff(recordingId);
  wakeJobs();
  return removed;
}
