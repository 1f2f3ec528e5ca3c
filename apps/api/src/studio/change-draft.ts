import { randomUUID } from "node:crypto";
import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { DraftBody } from "@songkeeper/contracts";
import type { Tx } from "../db/transact.ts";
import { choosePreview } from "../uploads/choose-preview.ts";
import { findPreviewWishes } from "../uploads/preview-queries.ts";
import { type Draft, insertDraft, listOpenDrafts, lockOwnDraft, updateDraft } from "./draft-queries.ts";

/** How many drafts one person may have open. */
export const DRAFTS_MAX = 100;
/** Sixty songs with long words: all of a person's drafts are read at once, by whoever lists them or opens an invitation. */
const CHARACTERS_MAX = 500_000;

const EMPTY: DraftBody = { title: "", artist: "", coverId: null, tracks: [], declared: false };

/** Whose draft is meant. */
export interface OwnDraft {
  readonly ownerId: string;
  readonly draftId: string;
}

/** Begins an empty draft. */
export async function addDraft(tx: Tx, ownerId: string, now: Date): Promise<Outcome<Draft, "quota_used">> {
  const open = await listOpenDrafts(tx, ownerId, DRAFTS_MAX);
  if (open.length >= DRAFTS_MAX) return refuse("quota_used", { facts: { drafts: open.length, draftsMax: DRAFTS_MAX } });
  const fresh = {
    id: randomUUID(),
    ownerId,
    revision: 0,
    body: EMPTY,
    updatedAt: now,
    removedAt: null,
    releaseId: null,
  };
  await insertDraft(tx, fresh);
  return accept(fresh);
}

/** Saves a draft as it was typed. Who changed another revision than the present one would overwrite somebody's work. */
export async function saveDraft(
  tx: Tx,
  own: OwnDraft,
  change: { readonly revision: number; readonly body: DraftBody },
  now: Date,
): Promise<Outcome<Draft, "not_found" | "already_published" | "draft_changed" | "too_large">> {
  if (JSON.stringify(change.body).length > CHARACTERS_MAX)
    return refuse("too_large", { facts: { charactersMax: CHARACTERS_MAX } });
  const draft = await lockOpenDraft(tx, own);
  if (!draft.ok) return draft;
  const { revision, body } = draft.value;
  const isSame = JSON.stringify(body) === JSON.stringify(change.body);
  // The answer to the first try was lost: this is the same change, not another one.
  if (isSame && change.revision === revision - 1) return draft;
  if (change.revision !== revision) return refuse("draft_changed", { facts: { revision } });
  const saved = { ...draft.value, body: change.body, revision: revision + 1, updatedAt: now };
  await updateDraft(tx, saved);
  await choosePreviews(tx, saved, now);
  return accept(saved);
}

/** Begins to make previews from elsewhere as soon as they are wished for, so that they are there when they are published. */
async function choosePreviews(tx: Tx, { id, body }: Draft, now: Date): Promise<void> {
  const wishes = await findPreviewWishes(tx, id);
  for (const { recordingId, previewStartMs: startMs } of body.tracks) {
    const wished = wishes.get(recordingId);
    if (wished !== undefined && wished !== startMs) await choosePreview(tx, { recordingId, startMs }, now);
  }
}

/** Takes a draft away; for a while it can be brought back. */
export async function removeDraft(
  tx: Tx,
  own: OwnDraft,
  now: Date,
): Promise<Outcome<undefined, "not_found" | "already_published">> {
  const draft = await lockOpenDraft(tx, own);
  if (!draft.ok) return draft;
  await updateDraft(tx, { ...draft.value, removedAt: now });
  return accept(undefined);
}

/** Brings a draft back that was taken away; one that is there stays. */
export async function restoreDraft(tx: Tx, { ownerId, draftId }: OwnDraft): Promise<Outcome<undefined, "not_found">> {
  const draft = await lockOwnDraft(tx, ownerId, draftId);
  if (!draft) return refuse("not_found");
  await updateDraft(tx, { ...draft, removedAt: null });
  return accept(undefined);
}

async function lockOpenDraft(
  tx: Tx,
  { ownerId, draftId }: OwnDraft,
): Promise<Outcome<Draft, "not_found" | "already_published">> {
  const draft = await lockOwnDraft(tx, ownerId, draftId);
  if (!draft || draft.removedAt) return refuse("not_found");
  return draft.releaseId === null ? accept(draft) : refuse("already_published");
}
