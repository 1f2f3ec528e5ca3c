import { type Kysely, type RawBuilder, SqliteAdapter, sql } from "kysely";

/** Whether a database is SQLite; the rest is PostgreSQL. */
export function isSqlite(db: Pick<Kysely<unknown>, "getExecutor">): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter;
}

/** The type of a 64-bit integer column: STRICT tables know only `integer`, PostgreSQL wants `bigint`. Read as bigint. */
export function int8(db: Kysely<unknown>): RawBuilder<unknown> {
  return isSqlite(db) ? sql`integer` : sql`bigint`;
}

/** The type of a column of bytes. */
export function blob(db: Kysely<unknown>): RawBuilder<unknown> {
  return isSqlite(db) ? sql`blob` : sql`bytea`;
}

/** The end of a `create table`: SQLite checks column types only in STRICT tables. */
export function strict(db: Kysely<unknown>): RawBuilder<unknown> {
  return isSqlite(db) ? sql`strict` : sql``;
}

/** The same for a table whose rows are no more than their key: SQLite keeps them in the key's own tree, and once. */
export function strictByKey(db: Kysely<unknown>): RawBuilder<unknown> {
  return isSqlite(db) ? sql`strict, without rowid` : sql``;
}
