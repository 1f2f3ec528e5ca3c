import type { Services } from "../services.ts";
import { finishUpload } from "./finish-upload.ts";
import type { Recording } from "./recording.ts";
import {
  deleteRecording,
  findRecordingStates,
  listUploading,
  lockRecording,
  markRemoved,
} from "./recording-queries.ts";
import { askToTidy, needsUpload } from "./tidy-recording.ts";

const PAGE = 100;
/** So long after the last byte an upload is given up. */
const IDLE_MS_MAX = 7 * 86_400_000;
/** An upload has a moment to be begun: first its row, then its file, then the note by which more can come. */
const BEGINNING_MS_MAX = 60_000;

/**
 * Looks after the files that are coming: one that is complete, but whose end was never heard because the process died
 * then, is finished; one that got no byte for a week is given up; one that was begun by half is forgotten.
 */
export async function settleUploads(services: Services): Promise<void> {
  let after: Recording | undefined;
  do {
    const from = after;
    const page: Recording[] = await services.transact((tx) => listUploading(tx, from, PAGE));
    for (const recording of page) await settleUpload(services, recording);
    after = page.length === PAGE ? page.at(-1) : undefined;
  } while (after);
}

async function settleUpload(services: Services, { id, bytes, createdAt }: Recording): Promise<void> {
  const { transact, uploads, now, wakeJobs } = services;
  const file = await uploads.find(id);
  const since = (moment: Date) => now().getTime() - moment.getTime();
  if (file?.bytes === bytes) {
    await uploads.sync(id);
    await transact((tx) => finishUpload(tx, id, now()));
    wakeJobs();
  } else if (!file?.canGoOn && since(createdAt) > BEGINNING_MS_MAX) {
    await transact((tx) => deleteRecording(tx, id));
    await uploads.forget(id);
  } else if (file && since(file.changedAt) > IDLE_MS_MAX) {
    await giveUp(services, id);
  }
}

async function giveUp({ transact, now }: Services, id: string): Promise<void> {
  await transact(async (tx) => {
    if ((await lockRecording(tx, id))?.state !== "uploading") return;
    await markRemoved(tx, id);
    await askToTidy(tx, id, now());
  });
}

/** Removes the files of uploads that no recording needs any more. */
export async function sweepUploads({ transact, uploads }: Services): Promise<void> {
  const ids = await uploads.listIds();
  for (let at = 0; at < ids.length; at += PAGE) {
    const some = ids.slice(at, at + PAGE);
    const states = await transact((tx) => findRecordingStates(tx, some));
    for (const id of some) if (!needsUpload(states.get(id))) await uploads.forget(id);
  }
}
