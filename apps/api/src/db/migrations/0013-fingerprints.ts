import { type Kysely, sql } from "kysely";
import { int8, strict } from "../column-types.ts";

/** The acoustic fingerprints of recordings, an index of them by content, and which recordings hold the same sound. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("fingerprint")
    .addColumn("number", int8(db), (col) => col.primaryKey().notNull())
    .addColumn("recording_id", "text", (col) => col.notNull().unique().references("recording.id"))
    .addColumn("items", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("fingerprint_key")
    .addColumn("key", int8(db), (col) => col.notNull())
    .addColumn("number", int8(db), (col) => col.notNull().references("fingerprint.number"))
    .addColumn("position", int8(db), (col) => col.notNull())
    .addPrimaryKeyConstraint("fingerprint_key_pk", ["key", "number", "position"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("recording_match")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("recording_id", "text", (col) => col.notNull().references("recording.id"))
    .addColumn("other_id", "text", (col) => col.notNull().references("recording.id"))
    .addColumn("kind", "text", (col) => col.notNull().check(sql`kind in ('own', 'held')`))
    .addColumn("state", "text", (col) => col.notNull().check(sql`state in ('open', 'released', 'upheld')`))
    .addColumn("at_ms", int8(db), (col) => col.notNull())
    .addColumn("other_at_ms", int8(db), (col) => col.notNull())
    .addColumn("length_ms", int8(db), (col) => col.notNull())
    .addColumn("note", "text")
    .addColumn("found_at", "text", (col) => col.notNull())
    .addColumn("decided_at", "text")
    .addColumn("decided_by", "text")
    .addUniqueConstraint("recording_match_once", ["recording_id", "other_id"])
    .modifyEnd(strict(db))
    .execute();
}
