import { mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { MadeCover } from "@songkeeper/media";
import type { Tx } from "../db/transact.ts";
import { enqueue } from "../jobs/queries.ts";
import type { Services } from "../services.ts";
import { hasCover } from "./file-queries.ts";
import { recordingObjects } from "./recording.ts";

/** The queue of covers of which a death may have left pictures that no row knows. */
export const TIDY_COVER = "tidy-cover";

/** Far longer than it takes to note a cover after its pictures were stored. */
const NOTED_MS_MAX = 3_600_000;

/** A media worker's file of each of a cover's objects. */
const FILES = { "1400.jpg": "cover-1400.jpg", "300.jpg": "cover-300.jpg" };

/**
 * Stores a cover's pictures out of a worker's folder. Who stores them notes the cover in the database afterwards; a job
 * asked for before makes sure that nothing stays if that never happens. The id is the content: known pictures are the same.
 */
export async function storeCover(
  { transact, objects, now }: Services,
  { output, cover }: { output: string; cover: MadeCover },
): Promise<void> {
  const prefix = recordingObjects.cover(cover.coverId);
  await transact((tx) => askToTidyCover(tx, cover.coverId, now()));
  if ((await objects.size(`${prefix}/1400.jpg`)) !== undefined) return;
  const folder = join(output, "cover");
  await mkdir(folder);
  for (const [object, file] of Object.entries(FILES)) await rename(join(output, file), join(folder, object));
  await objects.moveIn(prefix, folder);
}

async function askToTidyCover(tx: Tx, coverId: string, now: Date): Promise<void> {
  if (await hasCover(tx, coverId)) return;
  const runAt = new Date(now.getTime() + NOTED_MS_MAX);
  await enqueue(tx, { queue: TIDY_COVER, payload: { coverId }, dedupe: coverId, runAt });
}

/** Removes the pictures of a cover that was never noted. */
export async function tidyCover({ transact, objects }: Services, coverId: string): Promise<void> {
  if (await transact((tx) => hasCover(tx, coverId))) return;
  await objects.removeAll(recordingObjects.cover(coverId));
}
