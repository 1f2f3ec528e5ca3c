import { type Kysely, sql } from "kysely";
import { int8, strict } from "../column-types.ts";

/** Files to keep in more formats: the table is built anew, as SQLite cannot change what a column may hold. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("download").renameTo("download_before").execute();
  await db.schema
    .createTable("download")
    .addColumn("order_id", "text", (col) => col.notNull())
    .addColumn("line", int8(db), (col) => col.notNull())
    .addColumn("format", "text", (col) => col.notNull().check(sql`format in ('flac', 'aac', 'wav', 'mp3', 'opus')`))
    .addColumn("state", "text", (col) => col.notNull().check(sql`state in ('making', 'ready', 'failed')`))
    .addColumn("bytes", int8(db))
    .addColumn("sha256", "text")
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("made_at", "text")
    .addPrimaryKeyConstraint("download_of_line_pk", ["order_id", "line", "format"])
    .addForeignKeyConstraint("download_of_line", ["order_id", "line"], "song_order_line", ["order_id", "line"])
    .modifyEnd(strict(db))
    .execute();
  await sql`
    insert into download (order_id, line, format, state, bytes, sha256, created_at, made_at)
    select order_id, line, format, state, bytes, sha256, created_at, made_at from download_before`.execute(db);
  await db.schema.dropTable("download_before").execute();
}
