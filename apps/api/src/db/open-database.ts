import { join } from "node:path";
import { type Dialect, Kysely, sql } from "kysely";
import { Migrator } from "kysely/migration";
import type { Config } from "../config.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { postgresDialect } from "./postgres.ts";
import type { Tables } from "./schema.ts";
import { sqliteDialect } from "./sqlite.ts";

/** What stands between the platform and its database: nothing, unless a test counts statements there. */
export type WrapDialect = (dialect: Dialect) => Dialect;

/** The database that the configuration names, not yet migrated. ":memory:" as data directory is SQLite in memory. */
export function openDatabase(
  { databaseUrl, dataDir }: Pick<Config, "databaseUrl" | "dataDir">,
  wrap: WrapDialect = (dialect) => dialect,
): Kysely<Tables> {
  if (databaseUrl) return new Kysely<Tables>({ dialect: wrap(postgresDialect(databaseUrl)) });
  const file = dataDir === ":memory:" ? dataDir : join(dataDir, "songkeeper.sqlite");
  return new Kysely<Tables>({ dialect: wrap(sqliteDialect(file)) });
}

/** Asks the PostgreSQL server for one answer; what it or the network says instead is said together with what was wrong. */
export async function reach(db: Kysely<Tables>): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (cause) {
    const [first = cause] = cause instanceof AggregateError ? cause.errors : [];
    const why = first instanceof Error ? first.message : String(first);
    throw new Error(`DATABASE_URL names a database that gives no answer: ${why}`, { cause });
  }
}

/** Brings the schema up to date; throws the first failure, which is rolled back whole. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error("the database could not be brought up to date", { cause: error });
}
