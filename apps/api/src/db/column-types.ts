import { type Kysely, type RawBuilder, SqliteAdapter, sql } from "kysely";

/** Whether a database is SQLite; the rest is PostgreSQL. */
export function isSqlite(db: Pick<Kysely<unknown>, "getExecutor">): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}

/** The type of a 64-bit integer column: STRICT tables know only `integer`, PostgreSQL wants `bigint`. Read as bigint. */
export function int8(db: Kysely<unknown>): RawBuilder<unknown> {
  return isSqlite(db) ? sql`integer` : sql`bigint`;
}

/** The end of a `create table`: SQLite checks column types only in STRICT tables. */
export function strict(db: Kysely<unknown>): RawBuilder<unknown> {
  return isSqlite(db) ? sql`strict` : sql``;
}
