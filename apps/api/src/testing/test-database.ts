import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import pg from "pg";
import { inject } from "vitest";
import { migrateAuth } from "../accounts/auth.ts";
import { migrate, openDatabase } from "../db/open-database.ts";
import type { Tables } from "../db/schema.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
  }
}

const TEMPLATE = "songkeeper_template";

/** A database of the engine under test (`ENGINE`), with its address where it has one. */
export interface TestDatabase {
  readonly db: Kysely<Tables>;
  readonly databaseUrl: string | undefined;
  /** Closes it, and drops it where it is on a server. */
  readonly remove: () => Promise<void>;
}

/** A fresh, migrated database: SQLite in memory, or one of its own on the run's PostgreSQL server. */
export async function openTestDatabase(): Promise<TestDatabase> {
  if (process.env["ENGINE"] === "postgres") return openOnPostgres();
  const db = openDatabase({ databaseUrl: undefined, dataDir: ":memory:" });
  await migrateAll(db);
  return { db, databaseUrl: undefined, remove: () => db.destroy() };
}

/** A fresh database on the run's PostgreSQL server, copied from a migrated template that the first caller makes. */
async function openOnPostgres(): Promise<TestDatabase> {
  const server = inject("postgresUrl") ?? process.env["TEST_POSTGRES_URL"];
  if (!server) throw new Error("no PostgreSQL server was started for this test project");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const urlOf = (database: string) => Object.assign(new URL(server), { pathname: `/${database}` }).href;
  await withAdmin(server, async (admin) => {
    await admin.query("select pg_advisory_lock(4100)");
    const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [TEMPLATE]);
    if (!rowCount) await makeTemplate(admin, urlOf);
    await admin.query(`create database ${name} template ${TEMPLATE}`);
  });
  const databaseUrl = urlOf(name);
  const db = openDatabase({ databaseUrl, dataDir: "" });
  return {
    db,
    databaseUrl,
    async remove() {
      await db.destroy();
      await withAdmin(server, async (admin) => {
        await admin.query(`drop database if exists ${name} with (force)`);
      });
    },
  };
}

async function makeTemplate(admin: pg.Client, urlOf: (database: string) => string): Promise<void> {
  const draft = `${TEMPLATE}_draft`;
  await admin.query(`drop database if exists ${draft} with (force)`);
  await admin.query(`create database ${draft}`);
  const db = openDatabase({ databaseUrl: urlOf(draft), dataDir: "" });
  await migrateAll(db);
  await db.destroy();
  await admin.query(`alter database ${draft} rename to ${TEMPLATE}`);
}

async function withAdmin(server: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}

async function migrateAll(db: Kysely<Tables>): Promise<void> {
  await migrateAuth(db);
  await migrate(db);
}

/** Every row of a table, for tests that compare what two ways left behind. */
export async function rowsOf(db: Kysely<Tables>, table: keyof Tables): Promise<unknown[]> {
  const { rows } = await sql`select * from ${sql.table(table)}`.execute(db);
  return rows;
}
