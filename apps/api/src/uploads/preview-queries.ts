import type { Tx } from "../db/transact.ts";
import type { ChosenPreview } from "./preview-choice.ts";

/** Where the previews of a draft's recordings are to begin. */
export async function findPreviewWishes(tx: Tx, draftId: string): Promise<Map<string, number | null>> {
  const rows = await tx
    .selectFrom("recording")
    .select(["id", "preview_start_ms"])
    .where("draft_id", "=", draftId)
    .where("state", "<>", "removed")
    .execute();
  return new Map(rows.map((row) => [row.id, row.preview_start_ms === null ? null : Number(row.preview_start_ms)]));
}

/** Notes where a recording's preview is to begin; null for the loudest part. */
export async function updatePreviewWish(tx: Tx, recordingId: string, startMs: number | null): Promise<void> {
  await tx
    .updateTable("recording")
    .set({ preview_start_ms: startMs === null ? null : BigInt(startMs) })
    .where("id", "=", recordingId)
    .execute();
}

/** Notes a preview that is stored; null for none but the one that was made with the recording. */
export async function updateMadePreview(tx: Tx, recordingId: string, made: ChosenPreview | null): Promise<void> {
  await tx
    .updateTable("recording")
    .set({ preview: made && JSON.stringify(made) })
    .where("id", "=", recordingId)
    .execute();
}
