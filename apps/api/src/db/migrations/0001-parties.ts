import type { Kysely } from "kysely";
import { int8, strict } from "../column-types.ts";

/** Settings that are fixed at the first start, the platform's public keys, and the parties to whom money is owed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("setting")
    .addColumn("name", "text", (col) => col.primaryKey().notNull())
    .addColumn("value", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("signing_key")
    .addColumn("kid", "text", (col) => col.primaryKey().notNull())
    .addColumn("public_key", "text", (col) => col.notNull().unique())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("retired_at", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("party")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("name", "text", (col) => col.notNull())
    .addColumn("user_id", "text")
    .addColumn("real_name", "text")
    .addColumn("real_name_confirmed_at", "text")
    .addColumn("min_payout_micro", int8(db), (col) => col.notNull())
    .addColumn("payout_provider", "text")
    .addColumn("payout_account", "text")
    .addColumn("payout_bound_at", "text")
    .addColumn("created_at", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("party_user").on("party").column("user_id").execute();
}
