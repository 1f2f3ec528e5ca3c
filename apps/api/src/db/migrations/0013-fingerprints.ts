import { type Kysely, sql } from "kysely";
import { blob, int8, strict, strictByKey } from "../column-types.ts";

/** The acoustic fingerprints of recordings, an index of them by content, and which recordings hold the same sound. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createFingerprints(db);
  await createMatches(db);
}

async function createFingerprints(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("fingerprint")
    .addColumn("number", int8(db), (col) => col.primaryKey().notNull())
    .addColumn("recording_id", "text", (col) => col.notNull().unique().references("recording.id"))
    .addColumn("items", blob(db), (col) => col.notNull())
    .addColumn("place", int8(db), (col) => col.unique())
    .modifyEnd(strict(db))
    .execute();
  // A foreign key to the number would need a second index, as large as this table: a fingerprint's keys follow from its items.
  await db.schema
    .createTable("fingerprint_key")
    .addColumn("key", int8(db), (col) => col.notNull())
    .addColumn("number", int8(db), (col) => col.notNull())
    .addColumn("position", int8(db), (col) => col.notNull())
    .addPrimaryKeyConstraint("fingerprint_key_pk", ["key", "number", "position"])
    .modifyEnd(strictByKey(db))
    .execute();
  await db.schema
    .createTable("fingerprint_common")
    .addColumn("key", int8(db), (col) => col.primaryKey().notNull())
    .modifyEnd(strict(db))
    .execute();
}

async function createMatches(db: Kysely<unknown>): Promise<void> {
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
    .addColumn("bit_error_per_mille", int8(db), (col) => col.notNull())
    .addColumn("explanation", "text")
    .addColumn("note", "text")
    .addColumn("found_at", "text", (col) => col.notNull())
    .addColumn("decided_at", "text")
    .addUniqueConstraint("recording_match_once", ["recording_id", "other_id"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("recording_match_other").on("recording_match").column("other_id").execute();
  await db.schema
    .createIndex("recording_match_open")
    .on("recording_match")
    .columns(["found_at", "id"])
    .where(sql<boolean>`kind = 'held' and state = 'open'`)
    .execute();
  await db.schema
    .createIndex("recording_match_decided")
    .on("recording_match")
    .columns(["decided_at", "id"])
    .where(sql<boolean>`decided_at is not null`)
    .execute();
  await db.schema
    .createTable("match_decision")
    .addColumn("match_id", "text", (col) => col.notNull().references("recording_match.id"))
    .addColumn("number", int8(db), (col) => col.notNull().check(sql`number > 0`))
    .addColumn("state", "text", (col) => col.notNull().check(sql`state in ('released', 'upheld')`))
    .addColumn("note", "text", (col) => col.notNull())
    .addColumn("decided_by", "text", (col) => col.notNull())
    .addColumn("decided_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("match_decision_pk", ["match_id", "number"])
    .modifyEnd(strict(db))
    .execute();
}
