import type { ControlledTransaction, Kysely } from "kysely";
import type { Tables } from "./schema.ts";

type Tx = ControlledTransaction<Tables, []>;

/** Work that waits for the database's one connection, and the promise that its caller holds. */
interface Waiting {
  readonly work: (tx: Tx) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** More together would make the first wait too long for the last. */
const TOGETHER_MAX = 32;

/**
 * Runs work one after the other on a database with one connection, and lets what waited meanwhile share a commit, and so
 * one sync of the disk: each behind a savepoint of its own, and each answered only once the commit is durable. Work that
 * throws leaves nothing behind; a commit that fails fails everything in it.
 */
export function groupCommits(db: Kysely<Tables>): <T>(work: (tx: Tx) => Promise<T>) => Promise<T> {
  const waiting: Waiting[] = [];
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) await commitTogether(db, waiting.splice(0, TOGETHER_MAX));
    isRunning = false;
  }
  return <T>(work: (tx: Tx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      if (!isRunning) void run();
    });
}

/** Does some work in one transaction and answers each piece of it; never throws. */
async function commitTogether(db: Kysely<Tables>, batch: readonly Waiting[]): Promise<void> {
  const answers: (() => void)[] = [];
  try {
    const tx = await db.startTransaction().execute();
    try {
      for (const one of batch) answers.push(await (batch.length > 1 ? behindSavepoint(tx, one) : alone(tx, one)));
      await tx.commit().execute();
    } catch (error) {
      // Where the database has rolled back by itself there is nothing left to roll back.
      if (!tx.isRolledBack)
        await tx
          .rollback()
          .execute()
          .catch(() => undefined);
      throw error;
    }
  } catch (error) {
    for (const { reject } of batch) reject(error);
    return;
  }
  for (const answer of answers) answer();
}

/** Work that has a transaction to itself: what it throws ends that. */
async function alone(tx: Tx, { work, resolve }: Waiting): Promise<() => void> {
  const value = await work(tx);
  return () => resolve(value);
}

/** Work among others: what it throws is undone to the savepoint, and the others go on. */
async function behindSavepoint(tx: Tx, { work, resolve, reject }: Waiting): Promise<() => void> {
  const inside = await tx.savepoint("work").execute();
  try {
    const value = await work(inside as unknown as Tx);
    await inside.releaseSavepoint("work").execute();
    return () => resolve(value);
  } catch (error) {
    try {
      await inside.rollbackToSavepoint("work").execute();
      await inside.releaseSavepoint("work").execute();
    } catch {
      // The database rolled everything back by itself, and why is in the error, not in the savepoint that is gone.
      throw error;
    }
    return () => reject(error);
  }
}
