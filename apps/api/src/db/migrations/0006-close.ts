import { type Kysely, type RawBuilder, sql } from "kysely";
import { int8, isSqlite, strict } from "../column-types.ts";

/** A month's close: its frozen input, what each step made of it, and the statements that came out. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createCloses(db);
  await createParties(db);
  await createInput(db);
  await createStatements(db);
}

/** Text whose order reaches a hash: by code unit, whatever the database's own collation is. */
function ordered(db: Kysely<unknown>): RawBuilder<unknown> {
  return isSqlite(db) ? sql`text` : sql`text collate "C"`;
}

async function createCloses(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("month_close")
    .addColumn("month", "text", (col) => col.primaryKey().notNull())
    .addColumn("state", "text", (col) => col.notNull().check(sql`state in ('closing', 'failed', 'sealed')`))
    .addColumn("frozen_at", "text", (col) => col.notNull())
    .addColumn("tree_size", int8(db), (col) => col.notNull())
    .addColumn("checkpoint", "text", (col) => col.notNull())
    .addColumn("root", "text")
    .addColumn("sealed_at", "text")
    .addColumn("failure", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("close_step")
    .addColumn("month", "text", (col) => col.notNull().references("month_close.month"))
    .addColumn("step", "text", (col) => col.notNull())
    .addColumn("started_at", "text", (col) => col.notNull())
    .addColumn("finished_at", "text")
    .addColumn("input_hash", "text")
    .addColumn("output_hash", "text")
    .addColumn("facts", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("close_step_pk", ["month", "step"])
    .modifyEnd(strict(db))
    .execute();
}

async function createParties(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("close_party")
    .addColumn("month", "text", (col) => col.notNull())
    .addColumn("party_id", ordered(db), (col) => col.notNull())
    .addColumn("name", "text", (col) => col.notNull())
    .addColumn("user_id", "text")
    .addColumn("brought_forward_micro", int8(db), (col) => col.notNull())
    .addColumn("paid_micro", int8(db), (col) => col.notNull())
    .addColumn("payable_micro", int8(db), (col) => col.notNull())
    .addColumn("min_payout_micro", int8(db), (col) => col.notNull())
    .addColumn("payout_provider", "text")
    .addColumn("payout_account", "text")
    .addColumn("real_name_confirmed_at", "text")
    .addPrimaryKeyConstraint("close_party_pk", ["month", "party_id"])
    .modifyEnd(strict(db))
    .execute();
}

async function createInput(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("close_input")
    .addColumn("month", "text", (col) => col.notNull())
    .addColumn("key_text", ordered(db), (col) => col.notNull())
    .addColumn("origin_month", "text", (col) => col.notNull())
    .addColumn("track_id", "text", (col) => col.notNull())
    .addColumn("use", "text", (col) => col.notNull())
    .addColumn("price_version", int8(db), (col) => col.notNull())
    .addColumn("covered_roles", "text", (col) => col.notNull())
    .addColumn("split_version", int8(db), (col) => col.notNull())
    .addColumn("fee_micro", int8(db), (col) => col.notNull())
    .addColumn("billed_before", int8(db), (col) => col.notNull())
    .addColumn("billed_now", int8(db), (col) => col.notNull())
    .addColumn("plays", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("close_input_pk", ["month", "key_text"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("close_input_of_key").on("close_input").columns(["key_text", "month"]).execute();
  // The order in which a close reads a month's plays, page by page.
  await db.schema
    .createIndex("play_to_close")
    .on("play")
    .columns(["accounting_month", "track_id", "device_id", "seq"])
    .execute();
  await db.schema
    .createTable("posting")
    .addColumn("month", "text", (col) => col.notNull())
    .addColumn("key_text", ordered(db), (col) => col.notNull())
    .addColumn("role", "text", (col) => col.notNull())
    .addColumn("position", int8(db), (col) => col.notNull())
    .addColumn("party_id", ordered(db), (col) => col.notNull())
    .addColumn("account", ordered(db), (col) => col.notNull())
    .addColumn("amount_micro", int8(db), (col) => col.notNull())
    .addPrimaryKeyConstraint("posting_pk", ["month", "key_text", "role", "position"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("posting_of_party").on("posting").columns(["party_id", "month"]).execute();
  await db.schema.createIndex("posting_of_account").on("posting").columns(["month", "account"]).execute();
}

async function createStatements(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("statement")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("party_id", "text", (col) => col.notNull().references("party.id"))
    .addColumn("month", "text", (col) => col.notNull())
    .addColumn("version", int8(db), (col) => col.notNull())
    .addColumn("supersedes", "text")
    .addColumn("body", "text", (col) => col.notNull())
    .addColumn("signature", "text", (col) => col.notNull())
    .addColumn("kid", "text", (col) => col.notNull())
    .addColumn("plays_object", "text")
    .addColumn("created_at", "text", (col) => col.notNull())
    .addUniqueConstraint("statement_once", ["party_id", "month", "version"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("statement_of_month").on("statement").columns(["month", "party_id"]).execute();
}
