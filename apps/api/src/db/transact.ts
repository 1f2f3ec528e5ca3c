import { setTimeout as sleep } from "node:timers/promises";
import { type Kysely, sql, type Transaction } from "kysely";
import { isSqlite } from "./column-types.ts";
import { groupCommits } from "./group-commit.ts";
import type { Tables } from "./schema.ts";

/** An open transaction: the only thing through which use cases and queries reach the database. */
export type Tx = Transaction<Tables>;

/** A named lock, taken before the transaction begins and released after its end. */
export interface Lock {
  readonly name: string;
  readonly mode: "exclusive" | "shared";
}

/** Runs work in one transaction: serializable, begun anew where PostgreSQL asks for it, so work must be repeatable. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>, locks?: readonly Lock[]) => Promise<T>;

const ATTEMPTS = 30;
const RETRIED = new Set(["40001", "40P01"]);

/** The lock that deliveries take shared and a month's freeze takes exclusively. */
export const INGEST = "ingest";
/** The lock of whatever moves or holds a shop's money: balances are shared rows, and waiting beats beginning anew. */
export const POSTING = "posting";

/** One at a time for what has this name. */
export function exclusive(name: string): Lock {
  return { name, mode: "exclusive" };
}

/** Together with others who share it, never beside an exclusive holder. */
export function shared(name: string): Lock {
  return { name, mode: "shared" };
}

/**
 * The way into a database. On SQLite the one connection is the lock: begin is immediate, transactions run one after the
 * other, and those that wait share a commit. On PostgreSQL locks are advisory and taken on the transaction's own connection before `begin`, since a
 * serializable snapshot that was taken while waiting for a lock would be a stale one.
 */
export function transactOn(db: Kysely<Tables>): Transact {
  if (isSqlite(db)) return groupCommits(db);
  const queued = queue();
  return (work, locks = []) => {
    const taken = locks.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    return queued(taken, () => db.connection().execute((connection) => underLocks(connection, taken, work)));
  };
}

/** Runs work after whatever waits for the same exclusive locks here, so that waiting takes up no connections. */
function queue() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(locks: readonly Lock[], work: () => Promise<T>): Promise<T> => {
    const names = locks.filter(({ mode }) => mode === "exclusive").map(({ name }) => name);
    const before = Promise.allSettled(names.map((name) => last.get(name) ?? Promise.resolve()));
    const done = before.then(work);
    for (const name of names) last.set(name, done);
    try {
      return await done;
    } finally {
      for (const name of names) if (last.get(name) === done) last.delete(name);
    }
  };
}

async function underLocks<T>(db: Kysely<Tables>, locks: readonly Lock[], work: (tx: Tx) => Promise<T>): Promise<T> {
  for (const lock of locks) await hold(db, lock, "lock");
  try {
    return await repeated(db, work);
  } finally {
    for (const lock of locks.toReversed()) await hold(db, lock, "unlock");
  }
}

async function repeated<T>(db: Kysely<Tables>, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().setIsolationLevel("serializable").execute(work);
    } catch (error) {
      if (attempt === ATTEMPTS || !RETRIED.has(codeOf(error))) throw error;
      await sleep(Math.random() * Math.min(200, 2 ** attempt));
    }
  }
}

async function hold(db: Kysely<Tables>, { name, mode }: Lock, what: "lock" | "unlock"): Promise<void> {
  const suffix = mode === "shared" ? "_shared" : "";
  await sql`select ${sql.raw(`pg_advisory_${what}${suffix}`)}(hashtextextended(${name}, 0))`.execute(db);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
