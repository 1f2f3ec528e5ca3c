import type { MadeFile } from "@songkeeper/media";
import type { Tx } from "../db/transact.ts";

/** Notes the files of a recording that is ready. */
export async function insertRecordingFiles(tx: Tx, recordingId: string, files: readonly MadeFile[]): Promise<void> {
  const rows = files.map(({ name, bytes, sha256 }) => ({
    recording_id: recordingId,
    name,
    bytes: BigInt(bytes),
    sha256,
  }));
  await tx.insertInto("recording_file").values(rows).execute();
}

/** The file of one name of each of some recordings. */
export async function findRecordingFiles(
  tx: Tx,
  recordingIds: readonly string[],
  name: string,
): Promise<Map<string, MadeFile>> {
  if (recordingIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("recording_file")
    .select(["recording_id", "name", "bytes", "sha256"])
    .where("recording_id", "in", recordingIds)
    .where("name", "=", name)
    .execute();
  return new Map(
    rows.map((row) => [row.recording_id, { name: row.name, bytes: Number(row.bytes), sha256: row.sha256 }]),
  );
}

/** Notes a cover whose pictures are stored; it may be known. */
export async function insertCover(tx: Tx, cover: { id: string; color: string }, now: Date): Promise<void> {
  await tx
    .insertInto("cover")
    .values({ ...cover, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** Whether there is such a cover. */
export async function hasCover(tx: Tx, id: string): Promise<boolean> {
  return (await tx.selectFrom("cover").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
}

/** Of some recordings those that are published songs. */
export async function findPublished(tx: Tx, recordingIds: readonly string[]): Promise<Set<string>> {
  if (recordingIds.length === 0) return new Set();
  const rows = await tx.selectFrom("track").select("recording_id").where("recording_id", "in", recordingIds).execute();
  return new Set(rows.flatMap(({ recording_id }) => recording_id ?? []));
}
