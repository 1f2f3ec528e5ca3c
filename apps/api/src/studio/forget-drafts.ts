import type { Services } from "../services.ts";
import { listRecordingsOfDraft } from "../uploads/recording-queries.ts";
import { removeRecording } from "../uploads/remove-recording.ts";
import { listLongRemoved } from "./draft-queries.ts";

/** So long a removed draft can be brought back with its files. */
const KEPT_MS = 7 * 86_400_000;
const BATCH = 20;

/** Removes the files of drafts that were removed a week ago. */
export async function forgetDrafts(services: Services): Promise<void> {
  const { transact, now } = services;
  const before = new Date(now().getTime() - KEPT_MS);
  for (;;) {
    const draftIds = await transact((tx) => listLongRemoved(tx, before, BATCH));
    if (draftIds.length === 0) return;
    for (const draftId of draftIds)
      for (const { ownerId, id } of await transact((tx) => listRecordingsOfDraft(tx, draftId)))
        await removeRecording(services, ownerId, id);
  }
}
