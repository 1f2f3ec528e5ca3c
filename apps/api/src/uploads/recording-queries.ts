import { RECORDING_STATES } from "@songkeeper/contracts";
import { MEDIA_REFUSALS, MEDIA_STEPS, type MediaStep } from "@songkeeper/media";
import { type RawBuilder, type Selectable, sql } from "kysely";
import { z } from "zod";
import { ingestResult } from "../adapters/media-report.ts";
import { forUpdate } from "../db/for-update.ts";
import type { Tables } from "../db/schema.ts";
import type { Tx } from "../db/transact.ts";
import { previewChoice } from "./preview-choice.ts";
import type { Recording } from "./recording.ts";

const COLUMNS = [
  "recording.id",
  "recording.owner_id",
  "recording.draft_id",
  "recording.file_name",
  "recording.bytes",
  "recording.state",
  "recording.step",
  "recording.refusal",
  "recording.refusal_facts",
  "recording.result",
  "recording.duration_ms",
  "recording.cover_id",
  "recording.preview_start_ms",
  "recording.preview",
  "recording.created_at",
] as const;

/** Word for word what the index of unfinished recordings says, or SQLite would not use it. */
const UNFINISHED: RawBuilder<boolean> = sql<boolean>`state in ('uploading', 'waiting', 'working')`;

/** A recording of anybody's. */
export async function findRecording(tx: Tx, id: string): Promise<Recording | undefined> {
  const row = await tx.selectFrom("recording").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row && toRecording(row);
}

/** A recording, locked until the transaction ends. */
export async function lockRecording(tx: Tx, id: string): Promise<Recording | undefined> {
  const row = await tx
    .selectFrom("recording")
    .select(COLUMNS)
    .where("id", "=", id)
    .$call(forUpdate(tx))
    .executeTakeFirst();
  return row && toRecording(row);
}

/** A draft's recordings that were not removed, the oldest first. */
export async function listRecordingsOfDraft(tx: Tx, draftId: string): Promise<Recording[]> {
  const rows = await tx
    .selectFrom("recording")
    .select(COLUMNS)
    .where("draft_id", "=", draftId)
    .where("state", "<>", "removed")
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map(toRecording);
}

/** One page of the recordings whose file is still coming, in the order of their beginning. */
export async function listUploading(
  tx: Tx,
  after: Pick<Recording, "createdAt" | "id"> | undefined,
  limit: number,
): Promise<Recording[]> {
  const rows = await tx
    .selectFrom("recording")
    .select(COLUMNS)
    .where(UNFINISHED)
    .where("state", "=", "uploading")
    .$if(after !== undefined, (query) =>
      query.where((eb) =>
        eb(eb.refTuple("created_at", "id"), ">", eb.tuple(after?.createdAt.toISOString() ?? "", after?.id ?? "")),
      ),
    )
    .orderBy("created_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toRecording);
}

/** The states of some recordings; what is not among them does not exist. */
export async function findRecordingStates(tx: Tx, ids: readonly string[]): Promise<Map<string, Recording["state"]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom("recording").select(["id", "state"]).where("id", "in", ids).execute();
  return new Map(rows.map(({ id, state }) => [id, stateOf(state)]));
}

/** How many files, and how many bytes, somebody has uploaded or is uploading that are in no published song. */
export async function sumUnpublished(tx: Tx, ownerId: string): Promise<{ recordings: number; bytes: number }> {
  const row = await tx
    .selectFrom("recording")
    .leftJoin("track", "track.recording_id", "recording.id")
    .select(({ fn }) => [fn.countAll().as("recordings"), fn.sum("recording.bytes").as("bytes")])
    .where("recording.owner_id", "=", ownerId)
    .where("recording.state", "not in", ["removed", "refused"])
    .where("track.id", "is", null)
    .executeTakeFirstOrThrow();
  return { recordings: Number(row.recordings), bytes: Number(row.bytes ?? 0) };
}

/** Adds a recording whose file is about to come. */
export async function insertRecording(
  tx: Tx,
  of: Pick<Recording, "id" | "ownerId" | "draftId" | "fileName" | "bytes">,
  now: Date,
): Promise<void> {
  await tx
    .insertInto("recording")
    .values({
      id: of.id,
      owner_id: of.ownerId,
      draft_id: of.draftId,
      file_name: of.fileName,
      bytes: BigInt(of.bytes),
      state: "uploading",
      step: null,
      refusal: null,
      refusal_facts: null,
      result: null,
      duration_ms: null,
      cover_id: null,
      created_at: now.toISOString(),
      uploaded_at: null,
      ready_at: null,
    })
    .execute();
}

/** Forgets a recording of which no byte was ever stored. */
export async function deleteRecording(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom("recording").where("id", "=", id).where("state", "=", "uploading").execute();
}

/** The file is all there, and waits to be made ready. */
export async function markUploaded(tx: Tx, id: string, now: Date): Promise<void> {
  const uploaded = { state: "waiting", uploaded_at: now.toISOString() };
  await tx.updateTable("recording").set(uploaded).where("id", "=", id).execute();
}

/** Waits once more, after it failed. */
export async function markWaiting(tx: Tx, id: string): Promise<void> {
  await tx.updateTable("recording").set({ state: "waiting", step: null }).where("id", "=", id).execute();
}

/** Is worked on; without a step until the worker names one. */
export async function markWorking(tx: Tx, id: string, step: MediaStep | null): Promise<void> {
  await tx
    .updateTable("recording")
    .set({ state: "working", step })
    .where("id", "=", id)
    .where("state", "in", ["waiting", "working"])
    .execute();
}

/** Whole, and can be heard. */
export async function markReady(tx: Tx, recording: Recording, now: Date): Promise<void> {
  await tx
    .updateTable("recording")
    .set({
      state: "ready",
      step: null,
      result: JSON.stringify(recording.result),
      duration_ms: BigInt(recording.durationMs ?? 0),
      cover_id: recording.coverId,
      ready_at: now.toISOString(),
    })
    .where("id", "=", recording.id)
    .execute();
}

/** Cannot be used, and why. */
export async function markRefused(
  tx: Tx,
  id: string,
  { refusal, facts }: { refusal: string; facts: Recording["refusalFacts"] },
): Promise<void> {
  await tx
    .updateTable("recording")
    .set({ state: "refused", step: null, refusal, refusal_facts: JSON.stringify(facts) })
    .where("id", "=", id)
    .execute();
}

/** Every try to make it ready failed, through no fault of the file. */
export async function markFailed(tx: Tx, id: string): Promise<void> {
  await tx
    .updateTable("recording")
    .set({ state: "failed", step: null })
    .where("id", "=", id)
    .where("state", "in", ["waiting", "working"])
    .execute();
}

/** Not wanted any more. */
export async function markRemoved(tx: Tx, id: string): Promise<void> {
  await tx.updateTable("recording").set({ state: "removed", step: null }).where("id", "=", id).execute();
}

/** What is stored was checked when it came; what later versions add to it is passed over. */
const storedResult = z.object(ingestResult.shape);
const facts = z.record(z.string(), z.union([z.string(), z.number()]));

type Row = Pick<
  Selectable<Tables["recording"]>,
  | "id"
  | "owner_id"
  | "draft_id"
  | "file_name"
  | "bytes"
  | "state"
  | "step"
  | "refusal"
  | "refusal_facts"
  | "result"
  | "duration_ms"
  | "cover_id"
  | "preview_start_ms"
  | "preview"
  | "created_at"
>;

function toRecording(row: Row): Recording {
  return {
    id: row.id,
    ownerId: row.owner_id,
    draftId: row.draft_id,
    fileName: row.file_name,
    bytes: Number(row.bytes),
    state: stateOf(row.state),
    step: MEDIA_STEPS.find((step) => step === row.step) ?? null,
    refusal: MEDIA_REFUSALS.find((refusal) => refusal === row.refusal) ?? null,
    refusalFacts: row.refusal_facts === null ? {} : facts.parse(JSON.parse(row.refusal_facts)),
    result: row.result === null ? null : storedResult.parse(JSON.parse(row.result)),
    durationMs: row.duration_ms === null ? null : Number(row.duration_ms),
    coverId: row.cover_id,
    preview: previewChoice(row),
    createdAt: new Date(row.created_at),
  };
}

function stateOf(text: string): Recording["state"] {
  const known = RECORDING_STATES.find((state) => state === text);
  if (!known) throw new Error(`not a state of a recording: ${text}`);
  return known;
}
