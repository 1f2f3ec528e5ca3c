import { randomUUID } from "node:crypto";
import { type RawBuilder, type Selectable, sql } from "kysely";
import { forUpdate } from "../db/for-update.ts";
import type { Tables } from "../db/schema.ts";
import type { Tx } from "../db/transact.ts";
import { MATCH_STATES, type Match, type MatchDecision, type NewMatch } from "./match.ts";

const COLUMNS = [
  "recording_match.id",
  "recording_match.recording_id",
  "recording_match.other_id",
  "recording_match.kind",
  "recording_match.state",
  "recording_match.at_ms",
  "recording_match.other_at_ms",
  "recording_match.length_ms",
  "recording_match.bit_error_per_mille",
  "recording_match.explanation",
  "recording_match.note",
  "recording_match.found_at",
  "recording_match.decided_at",
] as const;

/** Word for word what the indexes say, or SQLite would not use them. */
const OPEN: RawBuilder<boolean> = sql<boolean>`kind = 'held' and state = 'open'`;
const DECIDED: RawBuilder<boolean> = sql<boolean>`decided_at is not null`;

/** Where a page of matches begins: after this one. */
export interface MatchPlace {
  readonly at: string;
  readonly id: string;
}

/** Notes that another recording's sound was found in one; noted again, it stays as it is. True for what was not known. */
export async function insertMatch(tx: Tx, match: NewMatch, now: Date): Promise<boolean> {
  const row = await tx
    .insertInto("recording_match")
    .values({
      id: randomUUID(),
      recording_id: match.recordingId,
      other_id: match.otherId,
      kind: match.kind,
      state: match.kind === "held" ? "open" : "released",
      at_ms: BigInt(match.atMs),
      other_at_ms: BigInt(match.otherAtMs),
      length_ms: BigInt(match.lengthMs),
      bit_error_per_mille: BigInt(Math.round(1_000 * match.bitError)),
      explanation: null,
      note: null,
      found_at: now.toISOString(),
      decided_at: null,
    })
    .onConflict((conflict) => conflict.columns(["recording_id", "other_id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** The matches of some recordings, the longest first. */
export async function listMatchesOf(tx: Tx, recordingIds: readonly string[]): Promise<Match[]> {
  if (recordingIds.length === 0) return [];
  const rows = await tx
    .selectFrom("recording_match")
    .select(COLUMNS)
    .where("recording_id", "in", recordingIds)
    .orderBy("length_ms", "desc")
    .orderBy("id")
    .execute();
  return rows.map(toMatch);
}

/** Which of some recordings may not be published: a match of theirs waits for a decision, or was upheld. */
export async function findHeld(tx: Tx, recordingIds: readonly string[]): Promise<Set<string>> {
  if (recordingIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("recording_match")
    .select("recording_id")
    .where("recording_id", "in", recordingIds)
    .where("kind", "=", "held")
    .where("state", "in", ["open", "upheld"])
    .execute();
  return new Set(rows.map(({ recording_id }) => recording_id));
}

/** One page of the matches that wait for a decision, the oldest first. */
export async function listOpenMatches(tx: Tx, after: MatchPlace | undefined, limit: number): Promise<Match[]> {
  const rows = await tx
    .selectFrom("recording_match")
    .select(COLUMNS)
    .where(OPEN)
    .$if(after !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple("found_at", "id"), ">", eb.tuple(after?.at ?? "", after?.id ?? ""))),
    )
    .orderBy("found_at")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(toMatch);
}

/** One page of the matches that were decided, the last decision first. */
export async function listDecidedMatches(tx: Tx, after: MatchPlace | undefined, limit: number): Promise<Match[]> {
  const rows = await tx
    .selectFrom("recording_match")
    .select(COLUMNS)
    .where(DECIDED)
    .$if(after !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple("decided_at", "id"), "<", eb.tuple(after?.at ?? "", after?.id ?? ""))),
    )
    .orderBy("decided_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toMatch);
}

/** A match, locked until the transaction ends. */
export async function lockMatch(tx: Tx, id: string): Promise<Match | undefined> {
  const row = await tx
    .selectFrom("recording_match")
    .select(COLUMNS)
    .where("id", "=", id)
    .$call(forUpdate(tx))
    .executeTakeFirst();
  return row && toMatch(row);
}

/** Writes a decision down after those before it, and lets it hold. */
export async function insertDecision(
  tx: Tx,
  matchId: string,
  { state, note, by }: Omit<MatchDecision, "at">,
  now: Date,
): Promise<void> {
  const at = now.toISOString();
  const { decisions } = await tx
    .selectFrom("match_decision")
    .select(({ fn }) => fn.countAll<bigint>().as("decisions"))
    .where("match_id", "=", matchId)
    .executeTakeFirstOrThrow();
  const number = BigInt(decisions) + 1n;
  await tx
    .insertInto("match_decision")
    .values({ match_id: matchId, number, state, note, decided_by: by, decided_at: at })
    .execute();
  await tx.updateTable("recording_match").set({ state, note, decided_at: at }).where("id", "=", matchId).execute();
}

/** The decisions on some matches, in their order. */
export async function listDecisions(tx: Tx, matchIds: readonly string[]): Promise<Map<string, MatchDecision[]>> {
  if (matchIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("match_decision")
    .select(["match_id", "state", "note", "decided_by", "decided_at"])
    .where("match_id", "in", matchIds)
    .orderBy("match_id")
    .orderBy("number")
    .execute();
  const decisions = rows.map((row) => ({
    matchId: row.match_id,
    state: row.state === "upheld" ? ("upheld" as const) : ("released" as const),
    note: row.note,
    by: row.decided_by,
    at: new Date(row.decided_at),
  }));
  return Map.groupBy(decisions, ({ matchId }) => matchId);
}

/** Keeps what a musician says to who decides. */
export async function markExplained(tx: Tx, id: string, explanation: string): Promise<void> {
  await tx.updateTable("recording_match").set({ explanation }).where("id", "=", id).execute();
}

/** Forgets the matches of a recording that is gone, on both sides, but those that a person decided. */
export async function deleteUndecided(tx: Tx, recordingId: string): Promise<void> {
  for (const side of ["recording_id", "other_id"] as const)
    await tx.deleteFrom("recording_match").where(side, "=", recordingId).where("decided_at", "is", null).execute();
}

/** Whether somebody decides for the platform about matches, and a recording stands in one: then they may hear it. */
export async function isReviewedBy(tx: Tx, recordingId: string, userId: string): Promise<boolean> {
  const person = await tx.selectFrom("user").select("role").where("id", "=", userId).executeTakeFirst();
  if (person?.role !== "operator") return false;
  for (const side of ["recording_id", "other_id"] as const) {
    const row = await tx
      .selectFrom("recording_match")
      .select("id")
      .where(side, "=", recordingId)
      .where("kind", "=", "held")
      .executeTakeFirst();
    if (row) return true;
  }
  return false;
}

type Row = Pick<
  Selectable<Tables["recording_match"]>,
  | "id"
  | "recording_id"
  | "other_id"
  | "kind"
  | "state"
  | "at_ms"
  | "other_at_ms"
  | "length_ms"
  | "bit_error_per_mille"
  | "explanation"
  | "note"
  | "found_at"
  | "decided_at"
>;

function toMatch(row: Row): Match {
  const state = MATCH_STATES.find((known) => known === row.state);
  if (!state) throw new Error(`not a state of a match: ${row.state}`);
  return {
    id: row.id,
    recordingId: row.recording_id,
    otherId: row.other_id,
    kind: row.kind === "held" ? "held" : "own",
    state,
    atMs: Number(row.at_ms),
    otherAtMs: Number(row.other_at_ms),
    lengthMs: Number(row.length_ms),
    bitError: Number(row.bit_error_per_mille) / 1_000,
    explanation: row.explanation,
    note: row.note,
    foundAt: new Date(row.found_at),
    decidedAt: row.decided_at === null ? null : new Date(row.decided_at),
  };
}
