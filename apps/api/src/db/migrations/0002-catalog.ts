import { type Kysely, sql } from "kysely";
import { int8, strict } from "../column-types.ts";

/** Songs, the versions of what is said about them, who has which part, and prices that are only ever added to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTracks(db);
  await createSplits(db);
  await createPrices(db);
}

async function createTracks(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("track")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("owner_id", "text", (col) => col.notNull())
    .addColumn("version", int8(db), (col) => col.notNull())
    .addColumn("duration_ms", int8(db), (col) => col.notNull().check(sql`duration_ms > 0`))
    .addColumn("audio_object", "text", (col) => col.notNull())
    .addColumn("audio_sha256", "text", (col) => col.notNull())
    .addColumn("audio_bytes", int8(db), (col) => col.notNull())
    .addColumn("synthesised", int8(db), (col) => col.notNull().check(sql`synthesised in (0, 1)`))
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("withdrawn_at", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("track_owner").on("track").columns(["owner_id", "id"]).execute();
}

async function createSplits(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("track_version")
    .addColumn("track_id", "text", (col) => col.notNull().references("track.id"))
    .addColumn("version", int8(db), (col) => col.notNull())
    .addColumn("title", "text", (col) => col.notNull())
    .addColumn("artist", "text", (col) => col.notNull())
    .addColumn("isrc", "text")
    .addColumn("created_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("track_version_pk", ["track_id", "version"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("credit")
    .addColumn("track_id", "text", (col) => col.notNull())
    .addColumn("version", int8(db), (col) => col.notNull())
    .addColumn("role", "text", (col) => col.notNull().check(sql`role in ('lyricist', 'composer', 'recording')`))
    .addColumn("position", int8(db), (col) => col.notNull().check(sql`position >= 0`))
    .addColumn("party_id", "text", (col) => col.notNull().references("party.id"))
    .addColumn("name", "text", (col) => col.notNull())
    .addColumn("per_mille", int8(db), (col) => col.notNull().check(sql`per_mille between 1 and 1000`))
    .addPrimaryKeyConstraint("credit_pk", ["track_id", "version", "role", "position"])
    .addForeignKeyConstraint("credit_version", ["track_id", "version"], "track_version", ["track_id", "version"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("credit_party").on("credit").columns(["party_id", "track_id"]).execute();
}

async function createPrices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("price")
    .addColumn("track_id", "text", (col) => col.notNull().references("track.id"))
    .addColumn("use", "text", (col) => col.notNull())
    .addColumn("version", int8(db), (col) => col.notNull().check(sql`version > 0`))
    .addColumn("fee_micro", int8(db), (col) =>
      col.notNull().check(sql`fee_micro between 0 and 1000000 and fee_micro % 100 = 0`),
    )
    .addColumn("effective_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("price_pk", ["track_id", "use", "version"])
    .modifyEnd(strict(db))
    .execute();
}
