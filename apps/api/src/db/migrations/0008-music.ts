import { type Kysely, sql } from "kysely";
import { int8, strict } from "../column-types.ts";

/** Uploads and what is made of them, drafts, releases, prices to buyers, lyrics, and invitations to claim a credit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDrafts(db);
  await createRecordings(db);
  await createReleases(db);
  await extendTracks(db);
  await createInvitations(db);
}

async function createDrafts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("cover")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("color", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("draft")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("owner_id", "text", (col) => col.notNull())
    .addColumn("revision", int8(db), (col) => col.notNull())
    .addColumn("body", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("updated_at", "text", (col) => col.notNull())
    .addColumn("removed_at", "text")
    .addColumn("release_id", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("draft_owner").on("draft").columns(["owner_id", "updated_at"]).execute();
  await db.schema
    .createIndex("draft_removed")
    .on("draft")
    .column("removed_at")
    .where(sql<boolean>`removed_at is not null`)
    .execute();
}

async function createRecordings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("recording")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("owner_id", "text", (col) => col.notNull())
    .addColumn("draft_id", "text", (col) => col.notNull().references("draft.id"))
    .addColumn("file_name", "text", (col) => col.notNull())
    .addColumn("bytes", int8(db), (col) => col.notNull().check(sql`bytes > 0`))
    .addColumn("state", "text", (col) =>
      col.notNull().check(sql`state in ('uploading', 'waiting', 'working', 'ready', 'refused', 'failed', 'removed')`),
    )
    .addColumn("step", "text")
    .addColumn("refusal", "text")
    .addColumn("refusal_facts", "text")
    .addColumn("result", "text")
    .addColumn("duration_ms", int8(db), (col) => col.check(sql`duration_ms > 0`))
    .addColumn("cover_id", "text", (col) => col.references("cover.id"))
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("uploaded_at", "text")
    .addColumn("ready_at", "text")
    .addCheckConstraint("recording_ready_is_whole", sql`state <> 'ready' or (result is not null and duration_ms > 0)`)
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("recording_owner").on("recording").columns(["owner_id", "created_at"]).execute();
  await db.schema.createIndex("recording_draft").on("recording").columns(["draft_id", "created_at"]).execute();
  await db.schema
    .createIndex("recording_unfinished")
    .on("recording")
    .columns(["state", "created_at"])
    .where(sql<boolean>`state in ('uploading', 'waiting', 'working')`)
    .execute();
  await db.schema
    .createTable("recording_file")
    .addColumn("recording_id", "text", (col) => col.notNull().references("recording.id"))
    .addColumn("name", "text", (col) => col.notNull())
    .addColumn("bytes", int8(db), (col) => col.notNull().check(sql`bytes > 0`))
    .addColumn("sha256", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("recording_file_pk", ["recording_id", "name"])
    .modifyEnd(strict(db))
    .execute();
}

async function createReleases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("artist")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("owner_id", "text", (col) => col.notNull())
    .addColumn("name", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addUniqueConstraint("artist_of_owner", ["owner_id", "name"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("release")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("owner_id", "text", (col) => col.notNull())
    .addColumn("artist_id", "text", (col) => col.notNull().references("artist.id"))
    .addColumn("title", "text", (col) => col.notNull())
    .addColumn("cover_id", "text", (col) => col.references("cover.id"))
    .addColumn("created_at", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("release_by_time").on("release").columns(["created_at", "id"]).execute();
  await db.schema.createIndex("release_owner").on("release").columns(["owner_id", "id"]).execute();
  await db.schema.createIndex("release_artist").on("release").columns(["artist_id", "created_at"]).execute();
}

/** Songs from before uploads have no recording and no release: shops play on what they licensed, nobody else hears them. */
async function extendTracks(db: Kysely<unknown>): Promise<void> {
  const addText = (name: string) => db.schema.alterTable("track").addColumn(name, "text").execute();
  for (const name of ["recording_id", "release_id", "work_title", "work_writers", "cleared_at"]) await addText(name);
  await db.schema.alterTable("track").addColumn("track_number", int8(db)).execute();
  await db.schema
    .alterTable("track")
    .addColumn("listening", "text", (col) => col.notNull().defaultTo("full"))
    .execute();
  await db.schema
    .alterTable("track")
    .addColumn("origin", "text", (col) => col.notNull().defaultTo("original"))
    .execute();
  await db.schema
    .alterTable("track")
    .addColumn("ai", "text", (col) => col.notNull().defaultTo("none"))
    .execute();
  await sql`update track set cleared_at = created_at`.execute(db);
  await sql`update track set ai = 'generated' where synthesised = 1`.execute(db);
  await db.schema.alterTable("track").dropColumn("synthesised").execute();
  await db.schema.createIndex("track_release").on("track").columns(["release_id", "track_number"]).execute();
  await db.schema.createIndex("track_recording").unique().on("track").column("recording_id").execute();
  await db.schema
    .alterTable("credit")
    .addColumn("society", "text", (col) => col.notNull().defaultTo("unknown"))
    .execute();
  await db.schema
    .createTable("lyrics")
    .addColumn("track_id", "text", (col) => col.primaryKey().notNull().references("track.id"))
    .addColumn("plain", "text")
    .addColumn("timed", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("sale_price")
    .addColumn("track_id", "text", (col) => col.notNull().references("track.id"))
    .addColumn("version", int8(db), (col) => col.notNull().check(sql`version > 0`))
    .addColumn("mode", "text", (col) => col.notNull().check(sql`mode in ('fixed', 'at_least')`))
    .addColumn("amount_micro", int8(db), (col) =>
      col.notNull().check(sql`amount_micro between 0 and 50000000 and amount_micro % 10000 = 0`),
    )
    .addColumn("effective_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("sale_price_pk", ["track_id", "version"])
    .modifyEnd(strict(db))
    .execute();
}

async function createInvitations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("consent")
    .addColumn("track_id", "text", (col) => col.notNull().references("track.id"))
    .addColumn("party_id", "text", (col) => col.notNull().references("party.id"))
    .addColumn("given_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("consent_pk", ["track_id", "party_id"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("claim_link")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("party_id", "text", (col) => col.notNull().references("party.id"))
    .addColumn("invited_by", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("expires_at", "text", (col) => col.notNull())
    .addColumn("claimed_at", "text")
    .addColumn("claimed_by", "text")
    .addColumn("declined_at", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("claim_link_party").on("claim_link").columns(["party_id", "created_at"]).execute();
  await db.schema.createIndex("claim_link_inviter").on("claim_link").columns(["invited_by", "created_at"]).execute();
}
