import { type Kysely, sql } from "kysely";
import { isSqlite, strict } from "../column-types.ts";

/**
 * What listeners search in: a document for each song, release and artist, and the words of each by field. They come
 * ready-made (searchWords), so both engines are told to take them as they are: FTS5 splits at spaces only, and an
 * array becomes a tsvector without a parser.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const onSqlite = isSqlite(db);
  await db.schema
    .createTable("search_document")
    .addColumn("id", onSqlite ? "integer" : "bigint", (col) =>
      onSqlite ? col.primaryKey() : col.primaryKey().generatedAlwaysAsIdentity(),
    )
    .addColumn("kind", "text", (col) => col.notNull().check(sql`kind in ('song', 'release', 'artist')`))
    .addColumn("ref", "text", (col) => col.notNull())
    .addUniqueConstraint("search_document_of", ["kind", "ref"])
    .modifyEnd(strict(db))
    .execute();
  await (onSqlite ? createFts5(db) : createVectors(db));
  // What sounds in shops now is read from the players that were heard of last.
  await db.schema.createIndex("device_seen").on("device").column("last_seen_at").execute();
}

/** The index keeps no second copy of the words; rows are found by their document's id. */
async function createFts5(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table search_index using fts5(
    head, body, lyrics, content='', contentless_delete=1, detail=column,
    tokenize="ascii tokenchars '=#'", prefix='1 2 3')`.execute(db);
}

async function createVectors(db: Kysely<unknown>): Promise<void> {
  for (const column of ["head", "body", "lyrics"]) {
    await sql`alter table search_document add column ${sql.ref(column)} tsvector`.execute(db);
    await sql`create index ${sql.ref(`search_document_${column}`)} on search_document using gin (${sql.ref(column)})`.execute(
      db,
    );
  }
}
