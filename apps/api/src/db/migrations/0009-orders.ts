import { type Kysely, type RawBuilder, sql } from "kysely";
import { int8, isSqlite, strict } from "../column-types.ts";

/** Songs that are bought: orders, what providers tell of them, shares, who may keep what, and files made for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createOrders(db);
  await createLines(db);
  await createEvents(db);
  await createShares(db);
  await createOwnership(db);
  await createFrozenSales(db);
}

async function createOrders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("song_order")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("buyer_id", "text", (col) => col.notNull())
    .addColumn("state", "text", (col) =>
      col
        .notNull()
        .check(
          sql`state in ('created', 'pending', 'paid', 'fulfilled', 'failed', 'expired', 'refunded', 'charged_back')`,
        ),
    )
    .addColumn("currency", "text", (col) => col.notNull().check(sql`currency = 'CNY'`))
    .addColumn("total_micro", int8(db), (col) => col.notNull().check(sql`total_micro between 0 and 200000000`))
    .addColumn("provider", "text")
    .addColumn("reference", "text", (col) => col.unique())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("expires_at", "text")
    .addColumn("paid_at", "text")
    .addColumn("fulfilled_at", "text")
    .addColumn("delivered_at", "text")
    .addColumn("refunded_at", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("song_order_buyer").on("song_order").columns(["buyer_id", "created_at"]).execute();
  await db.schema
    .createIndex("song_order_to_expire")
    .on("song_order")
    .column("expires_at")
    .where(sql<boolean>`state in ('created', 'pending')`)
    .execute();
}

async function createLines(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("song_order_line")
    .addColumn("order_id", "text", (col) => col.notNull().references("song_order.id"))
    .addColumn("line", int8(db), (col) => col.notNull().check(sql`line >= 0`))
    .addColumn("track_id", "text", (col) => col.notNull().references("track.id"))
    .addColumn("split_version", int8(db), (col) => col.notNull())
    .addColumn("price_version", int8(db), (col) => col.notNull())
    .addColumn("amount_micro", int8(db), (col) =>
      col.notNull().check(sql`amount_micro >= 0 and amount_micro % 10000 = 0`),
    )
    .addPrimaryKeyConstraint("song_order_line_pk", ["order_id", "line"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("song_order_line_track").on("song_order_line").column("track_id").execute();
}

async function createEvents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("provider_event")
    .addColumn("provider", "text", (col) => col.notNull())
    .addColumn("event_id", "text", (col) => col.notNull())
    .addColumn("reference", "text", (col) => col.notNull())
    .addColumn("kind", "text", (col) => col.notNull())
    .addColumn("amount_micro", int8(db), (col) => col.notNull())
    .addColumn("received_at", "text", (col) => col.notNull())
    .addColumn("effect", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("provider_event_pk", ["provider", "event_id"])
    .modifyEnd(strict(db))
    .execute();
}

async function createShares(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("sale_share")
    .addColumn("order_id", "text", (col) => col.notNull())
    .addColumn("line", int8(db), (col) => col.notNull())
    .addColumn("role", "text", (col) => col.notNull())
    .addColumn("position", int8(db), (col) => col.notNull())
    .addColumn("kind", "text", (col) => col.notNull().check(sql`kind in ('sale', 'refund')`))
    .addColumn("track_id", "text", (col) => col.notNull())
    .addColumn("party_id", "text", (col) => col.notNull().references("party.id"))
    .addColumn("account", "text", (col) => col.notNull())
    .addColumn("amount_micro", int8(db), (col) => col.notNull())
    .addColumn("period", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("sale_share_pk", ["order_id", "line", "role", "position", "kind"])
    .addForeignKeyConstraint("sale_share_line", ["order_id", "line"], "song_order_line", ["order_id", "line"])
    .addCheckConstraint(
      "sale_share_sign",
      sql`(kind = 'sale' and amount_micro >= 0) or (kind = 'refund' and amount_micro <= 0)`,
    )
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("sale_share_party").on("sale_share").columns(["party_id", "period"]).execute();
  await db.schema.createIndex("sale_share_period").on("sale_share").columns(["period", "party_id"]).execute();
  await db.schema
    .createIndex("sale_share_unclaimed")
    .on("sale_share")
    .columns(["party_id", "account"])
    .where(sql<boolean>`substr(account, 1, 10) = 'unclaimed:'`)
    .execute();
}

async function createOwnership(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("ownership")
    .addColumn("user_id", "text", (col) => col.notNull())
    .addColumn("track_id", "text", (col) => col.notNull().references("track.id"))
    .addColumn("order_id", "text", (col) => col.notNull().references("song_order.id"))
    .addColumn("since", "text", (col) => col.notNull())
    .addColumn("ended_at", "text")
    .addPrimaryKeyConstraint("ownership_pk", ["user_id", "track_id", "order_id"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("download")
    .addColumn("order_id", "text", (col) => col.notNull())
    .addColumn("line", int8(db), (col) => col.notNull())
    .addColumn("format", "text", (col) => col.notNull().check(sql`format in ('flac', 'aac')`))
    .addColumn("state", "text", (col) => col.notNull().check(sql`state in ('making', 'ready', 'failed')`))
    .addColumn("bytes", int8(db))
    .addColumn("sha256", "text")
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("made_at", "text")
    .addPrimaryKeyConstraint("download_pk", ["order_id", "line", "format"])
    .addForeignKeyConstraint("download_line", ["order_id", "line"], "song_order_line", ["order_id", "line"])
    .modifyEnd(strict(db))
    .execute();
}

/** Text whose order reaches a hash: by code unit, whatever the database's own collation is. */
function ordered(db: Kysely<unknown>): RawBuilder<unknown> {
  return isSqlite(db) ? sql`text` : sql`text collate "C"`;
}

/** What a month's freeze found of its sales: one row for each credit, price and account. */
async function createFrozenSales(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("close_sale")
    .addColumn("month", "text", (col) => col.notNull())
    .addColumn("party_id", ordered(db), (col) => col.notNull())
    .addColumn("track_id", ordered(db), (col) => col.notNull())
    .addColumn("split_version", int8(db), (col) => col.notNull())
    .addColumn("price_micro", int8(db), (col) => col.notNull().check(sql`price_micro >= 0`))
    .addColumn("role", ordered(db), (col) => col.notNull())
    .addColumn("position", int8(db), (col) => col.notNull())
    .addColumn("account", ordered(db), (col) => col.notNull())
    .addColumn("sold", int8(db), (col) => col.notNull().check(sql`sold >= 0`))
    .addColumn("refunded", int8(db), (col) => col.notNull().check(sql`refunded >= 0`))
    .addColumn("amount_micro", int8(db), (col) => col.notNull())
    .addPrimaryKeyConstraint("close_sale_pk", [
      "month",
      "party_id",
      "track_id",
      "split_version",
      "price_micro",
      "role",
      "position",
      "account",
    ])
    .modifyEnd(strict(db))
    .execute();
}
