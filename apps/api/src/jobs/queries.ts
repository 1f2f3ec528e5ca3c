import { randomUUID } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { isSqlite } from "../db/column-types.ts";
import { skipLocked } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";

/** Something to do after the commit. Of jobs with one `dedupe` in a queue, one waits at a time. */
export interface NewJob {
  readonly queue: string;
  readonly payload: Readonly<Record<string, string>>;
  readonly dedupe: string;
  readonly runAt: Date;
}

/** A job that one worker holds for a while. */
export interface ClaimedJob {
  readonly id: string;
  readonly queue: string;
  readonly payload: unknown;
  readonly attempts: number;
  readonly asked: bigint;
  readonly worker: string;
}

const OPEN: RawBuilder<boolean> = sql<boolean>`done_at is null and dead_at is null`;

/** Asks for a job, in the transaction of its cause. One that waits already is not doubled; one that runs, runs again. */
export async function enqueue(tx: Tx, { queue, payload, dedupe, runAt }: NewJob): Promise<void> {
  await tx
    .insertInto("job")
    .values({
      id: randomUUID(),
      queue,
      payload: JSON.stringify(payload),
      dedupe,
      run_at: runAt.toISOString(),
      attempts: 0n,
      asked: 1n,
      locked_until: null,
      locked_by: null,
      done_at: null,
      dead_at: null,
      failure: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["queue", "dedupe"])
        .where(OPEN)
        .doUpdateSet({ asked: sql`job.asked + 1` }),
    )
    .execute();
}

/** Whether a job of this name waits or runs. */
export async function hasOpenJob(tx: Tx, queue: string, dedupe: string): Promise<boolean> {
  const row = await tx
    .selectFrom("job")
    .select("id")
    .where("queue", "=", queue)
    .where("dedupe", "=", dedupe)
    .where(OPEN)
    .executeTakeFirst();
  return row !== undefined;
}

/** Takes the longest due job of some queues for one worker, until an instant. */
export async function claimJob(
  tx: Tx,
  queues: readonly string[],
  { now, until }: { now: Date; until: Date },
): Promise<ClaimedJob | undefined> {
  const worker = randomUUID();
  const due = tx
    .selectFrom("job")
    .select("id")
    .where(OPEN)
    .where("run_at", "<=", now.toISOString())
    .where("queue", "in", queues)
    .where((eb) => eb.or([eb("locked_until", "is", null), eb("locked_until", "<=", now.toISOString())]))
    .orderBy("run_at")
    .orderBy("id")
    .limit(1)
    .$call(skipLocked(tx));
  const row = await tx
    .updateTable("job")
    .set((eb) => ({
      locked_until: until.toISOString(),
      locked_by: worker,
      attempts: eb("attempts", "+", 1n),
    }))
    .where("id", "in", due)
    .returning(["id", "queue", "payload", "attempts", "asked"])
    .executeTakeFirst();
  return row && { ...row, payload: JSON.parse(row.payload), attempts: Number(row.attempts), worker };
}

/** Keeps a job for its worker until an instant; false when another worker has taken it over. */
export function renewJob(tx: Tx, job: ClaimedJob, until: Date): Promise<boolean> {
  return change(tx, job, { locked_until: until.toISOString() });
}

/** A job is done, or runs again when it was asked for meanwhile; false when another worker has taken it over. */
export async function markJobDone(tx: Tx, job: ClaimedJob, now: Date): Promise<boolean> {
  const again = await tx.selectFrom("job").select("asked").where("id", "=", job.id).executeTakeFirst();
  const free = { locked_until: null, locked_by: null, failure: null };
  return again?.asked === job.asked
    ? change(tx, job, { ...free, done_at: now.toISOString() })
    : change(tx, job, { ...free, run_at: now.toISOString(), attempts: 0n });
}

/** A try failed: the job waits until `retryAt`, or is given up where there is none. Its failure is kept. */
export function markJobFailed(
  tx: Tx,
  job: ClaimedJob,
  { failure, retryAt, now }: { failure: string; retryAt: Date | undefined; now: Date },
): Promise<boolean> {
  const next = retryAt ? { run_at: retryAt.toISOString() } : { dead_at: now.toISOString() };
  return change(tx, job, { ...next, locked_until: null, locked_by: null, failure });
}

/** Puts a job back that was not finished for no fault of its own: it is as if it had not been tried. */
export async function releaseJob(tx: Tx, { id, worker }: ClaimedJob): Promise<void> {
  await tx
    .updateTable("job")
    .set((eb) => ({ attempts: eb("attempts", "-", 1n), locked_until: null, locked_by: null }))
    .where("id", "=", id)
    .where("locked_by", "=", worker)
    .where(OPEN)
    .execute();
}

/** Frees every job that a process which is gone had taken. On PostgreSQL other processes may live: their time runs out. */
export async function freeOrphanedJobs(tx: Tx): Promise<void> {
  if (!isSqlite(tx)) return;
  await tx.updateTable("job").set({ locked_until: null, locked_by: null }).where(OPEN).execute();
}

/** Forgets jobs that were done before an instant. */
export async function deleteDoneJobs(tx: Tx, before: Date): Promise<void> {
  await tx.deleteFrom("job").where("done_at", "<", before.toISOString()).execute();
}

interface JobChange {
  readonly run_at?: string;
  readonly attempts?: bigint;
  readonly locked_until: string | null;
  readonly locked_by?: null;
  readonly done_at?: string;
  readonly dead_at?: string;
  readonly failure?: string | null;
}

async function change(tx: Tx, { id, worker }: ClaimedJob, to: JobChange): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("job")
    .set(to)
    .where("id", "=", id)
    .where("locked_by", "=", worker)
    .where(OPEN)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
