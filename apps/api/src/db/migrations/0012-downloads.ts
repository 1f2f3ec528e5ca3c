import { type Kysely, sql } from "kysely";
import { int8, strict } from "../column-types.ts";

/**
 * Files to keep in more formats, with the checksum that an archive of them tells: the table is built anew, as SQLite
 * cannot change what a column may hold. What was made before had neither that checksum nor the loudness of its release,
 * so it is made again when it is asked for again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable("download").execute();
  await db.schema
    .createTable("download")
    .addColumn("order_id", "text", (col) => col.notNull())
    .addColumn("line", int8(db), (col) => col.notNull())
    .addColumn("format", "text", (col) =>
      col.notNull().check(sql`format in ('flac', 'aac', 'wav', 'mp3', 'opus', 'original')`),
    )
    .addColumn("state", "text", (col) => col.notNull().check(sql`state in ('making', 'ready', 'failed')`))
    .addColumn("bytes", int8(db))
    .addColumn("sha256", "text")
    .addColumn("crc32", int8(db))
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("made_at", "text")
    .addPrimaryKeyConstraint("download_of_line_pk", ["order_id", "line", "format"])
    .addForeignKeyConstraint("download_of_line", ["order_id", "line"], "song_order_line", ["order_id", "line"])
    .addCheckConstraint(
      "download_ready_is_whole",
      sql`state <> 'ready' or (bytes is not null and sha256 is not null and crc32 is not null)`,
    )
    .modifyEnd(strict(db))
    .execute();
}
