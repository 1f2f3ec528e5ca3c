import { month as monthOf, type Month, monthOf as monthOfInstant, nextMonth } from "@songkeeper/base";
import { CLOSE_STEPS } from "@songkeeper/contracts";
import type { SignedCheckpoint } from "@songkeeper/ledger";
import { sql } from "kysely";
import { isSqlite } from "../db/column-types.ts";
import type { Tx } from "../db/transact.ts";
import { findFirstSaleMonth } from "./sale-queries.ts";
import type { ClosingMonth, CloseStep, StepFacts, StepResult } from "./closing-month.ts";

/** A close as it stands. */
export interface StoredClose extends ClosingMonth {
  readonly state: "closing" | "failed" | "sealed";
  readonly root: string | null;
  readonly failure: string | null;
}

/** A step of a close that was begun. */
export interface StoredStep {
  readonly step: CloseStep;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
  readonly inputHash: string | null;
  readonly outputHash: string | null;
  readonly facts: StepFacts;
}

/** A month's close, if its input was frozen. */
export async function findClose(tx: Tx, month: Month): Promise<StoredClose | undefined> {
  const row = await tx
    .selectFrom("month_close")
    .select(["month", "state", "frozen_at", "tree_size", "checkpoint", "root", "failure"])
    .where("month", "=", month)
    .executeTakeFirst();
  return row && { ...toClosing(row), state: row.state, root: row.root, failure: row.failure };
}

/** The last month before this one that was frozen, sealed or not. */
export async function findPreviousClose(tx: Tx, month: Month): Promise<StoredClose | undefined> {
  const row = await tx
    .selectFrom("month_close")
    .select("month")
    .where("month", "<", month)
    .orderBy("month", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && findClose(tx, monthOf(row.month));
}

/** The months that were frozen, the latest first. */
export async function listClosedMonths(tx: Tx): Promise<Month[]> {
  const rows = await tx.selectFrom("month_close").select("month").orderBy("month", "desc").execute();
  return rows.map((row) => monthOf(row.month));
}

/** The first month in which a play or a sale was accounted, if any was. */
export async function findFirstMonth(tx: Tx): Promise<Month | undefined> {
  const row = await tx
    .selectFrom("payee_rollup")
    .select("accounting_month")
    .orderBy("accounting_month")
    .limit(1)
    .executeTakeFirst();
  const months = [row?.accounting_month, await findFirstSaleMonth(tx)].filter((month) => month !== undefined);
  const [first] = months.toSorted();
  return first === undefined ? undefined : monthOf(first);
}

/** Stores that a month's input is frozen. */
export async function insertClose(tx: Tx, { month, frozenAt, treeSize, checkpoint }: ClosingMonth): Promise<void> {
  await tx
    .insertInto("month_close")
    .values({
      month,
      state: "closing",
      frozen_at: frozenAt.toISOString(),
      tree_size: BigInt(treeSize),
      checkpoint: JSON.stringify(checkpoint),
      root: null,
      sealed_at: null,
      failure: null,
    })
    .execute();
}

/** A close goes on, after a failure too. */
export async function markClosing(tx: Tx, month: Month): Promise<void> {
  await tx
    .updateTable("month_close")
    .set({ state: "closing", failure: null })
    .where("month", "=", month)
    .where("state", "=", "failed")
    .execute();
}

/** A close stopped: why, in words. */
export async function markCloseFailed(tx: Tx, month: Month, failure: string): Promise<void> {
  await tx.updateTable("month_close").set({ state: "failed", failure }).where("month", "=", month).execute();
}

/** A close is done: nothing in it changes any more. */
export async function markSealed(tx: Tx, month: Month, root: string, now: Date): Promise<void> {
  await tx
    .updateTable("month_close")
    .set({ state: "sealed", root, sealed_at: now.toISOString(), failure: null })
    .where("month", "=", month)
    .where("state", "<>", "sealed")
    .execute();
}

/** Notes that a step began; begun again after a stop, it keeps its first instant. */
export async function insertStep(tx: Tx, month: Month, step: CloseStep, now: Date): Promise<void> {
  await tx
    .insertInto("close_step")
    .values({
      month,
      step,
      started_at: now.toISOString(),
      finished_at: null,
      input_hash: null,
      output_hash: null,
      facts: "{}",
    })
    .onConflict((conflict) => conflict.columns(["month", "step"]).doNothing())
    .execute();
}

/** Notes how a step ended; one that is finished stays as it is. */
export async function markStep(
  tx: Tx,
  month: Month,
  { step, result }: { step: CloseStep; result: StepResult },
  now: Date,
): Promise<void> {
  await tx
    .updateTable("close_step")
    .set({
      facts: JSON.stringify(result.facts),
      ...(result.ok && {
        finished_at: now.toISOString(),
        input_hash: result.inputHash,
        output_hash: result.outputHash,
      }),
    })
    .where("month", "=", month)
    .where("step", "=", step)
    .where("finished_at", "is", null)
    .execute();
}

/** The steps of a close that were begun, in their order. */
export async function listSteps(tx: Tx, month: Month): Promise<StoredStep[]> {
  const rows = await tx
    .selectFrom("close_step")
    .select(["step", "started_at", "finished_at", "input_hash", "output_hash", "facts"])
    .where("month", "=", month)
    .execute();
  return CLOSE_STEPS.flatMap((step) => {
    const row = rows.find((candidate) => candidate.step === step);
    if (!row) return [];
    return {
      step,
      startedAt: new Date(row.started_at),
      finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
      inputHash: row.input_hash,
      outputHash: row.output_hash,
      facts: JSON.parse(row.facts) as StepFacts,
    };
  });
}

/**
 * Tells PostgreSQL what a table holds now. It plans by old statistics otherwise, and reads a table that a close has just
 * filled whole for each page; SQLite plans by the indexes alone.
 */
export async function refreshStatistics(tx: Tx, table: "close_input" | "close_party" | "posting"): Promise<void> {
  if (!isSqlite(tx)) await sql`analyze ${sql.table(table)}`.execute(tx);
}

/** The month to which what is booked now belongs: the first that is not frozen; before any close, the calendar's. */
export async function getOpenMonth(tx: Tx, now: Date, timeZone: string): Promise<Month> {
  const [last] = await listClosedMonths(tx);
  return last === undefined ? monthOfInstant(now, timeZone) : nextMonth(last);
}

interface CloseRow {
  month: string;
  frozen_at: string;
  tree_size: bigint;
  checkpoint: string;
}

function toClosing(row: CloseRow): ClosingMonth {
  return {
    month: monthOf(row.month),
    frozenAt: new Date(row.frozen_at),
    treeSize: Number(row.tree_size),
    checkpoint: JSON.parse(row.checkpoint) as SignedCheckpoint,
  };
}
