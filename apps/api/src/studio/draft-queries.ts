import { type DraftBody, draftBody, draftTrack } from "@songkeeper/contracts";
import { forUpdate } from "../db/for-update.ts";
import { z } from "zod";
import type { Tx } from "../db/transact.ts";

/** What a musician is preparing: it keeps whatever was typed. */
export interface Draft {
  readonly id: string;
  readonly ownerId: string;
  /** Counts its changes: who changes it says which one was changed. */
  readonly revision: number;
  readonly body: DraftBody;
  readonly updatedAt: Date;
  readonly removedAt: Date | null;
  /** What it became, once it is published. */
  readonly releaseId: string | null;
}

const COLUMNS = ["id", "owner_id", "revision", "body", "updated_at", "removed_at", "release_id"] as const;

/** Somebody's draft that was not removed. */
export async function findOwnDraft(tx: Tx, ownerId: string, draftId: string): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom("draft")
    .select(COLUMNS)
    .where("id", "=", draftId)
    .where("owner_id", "=", ownerId)
    .where("removed_at", "is", null)
    .executeTakeFirst();
  return row && toDraft(row);
}

/** Somebody's draft, removed or not, locked until the transaction ends. */
export async function lockOwnDraft(tx: Tx, ownerId: string, draftId: string): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom("draft")
    .select(COLUMNS)
    .where("id", "=", draftId)
    .where("owner_id", "=", ownerId)
    .$call(forUpdate(tx))
    .executeTakeFirst();
  return row && toDraft(row);
}

/** Somebody's drafts that are neither published nor removed, the one changed last first. */
export async function listOpenDrafts(tx: Tx, ownerId: string, limit: number): Promise<Draft[]> {
  const rows = await tx
    .selectFrom("draft")
    .select(COLUMNS)
    .where("owner_id", "=", ownerId)
    .where("removed_at", "is", null)
    .where("release_id", "is", null)
    .orderBy("updated_at", "desc")
    .limit(limit)
    .execute();
  return rows.map(toDraft);
}

/** Adds a draft. */
export async function insertDraft(tx: Tx, draft: Draft): Promise<void> {
  await tx
    .insertInto("draft")
    .values({
      id: draft.id,
      owner_id: draft.ownerId,
      revision: BigInt(draft.revision),
      body: JSON.stringify(draft.body),
      created_at: draft.updatedAt.toISOString(),
      updated_at: draft.updatedAt.toISOString(),
      removed_at: null,
      release_id: null,
    })
    .execute();
}

/** Puts a draft in the place of what it was. */
export async function updateDraft(tx: Tx, draft: Draft): Promise<void> {
  await tx
    .updateTable("draft")
    .set({
      revision: BigInt(draft.revision),
      body: JSON.stringify(draft.body),
      updated_at: draft.updatedAt.toISOString(),
      removed_at: draft.removedAt?.toISOString() ?? null,
      release_id: draft.releaseId,
    })
    .where("id", "=", draft.id)
    .execute();
}

/** Some drafts that were removed before an instant and have recordings still. */
export async function listLongRemoved(tx: Tx, before: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("draft")
    .select("id")
    .where("removed_at", "<", before.toISOString())
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("recording")
          .select("recording.id")
          .whereRef("recording.draft_id", "=", "draft.id")
          .where("recording.state", "<>", "removed"),
      ),
    )
    .orderBy("removed_at")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Drafts from before songs had them say nothing of a preview, a tempo or an energy. */
const storedBody = draftBody.extend({
  tracks: z.array(
    draftTrack.extend({
      previewStartMs: draftTrack.shape.previewStartMs.default(null),
      tempoBpm: draftTrack.shape.tempoBpm.default(""),
      energy: draftTrack.shape.energy.default(null),
    }),
  ),
});

function toDraft(row: {
  id: string;
  owner_id: string;
  revision: bigint;
  body: string;
  updated_at: string;
  removed_at: string | null;
  release_id: string | null;
}): Draft {
  return {
    id: row.id,
    ownerId: row.owner_id,
    revision: Number(row.revision),
    body: storedBody.parse(JSON.parse(row.body)),
    updatedAt: new Date(row.updated_at),
    removedAt: row.removed_at === null ? null : new Date(row.removed_at),
    releaseId: row.release_id,
  };
}
