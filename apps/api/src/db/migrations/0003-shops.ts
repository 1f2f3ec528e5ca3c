import { type Kysely, sql } from "kysely";
import { int8, strict } from "../column-types.ts";

/** Shops with their places and zones, what they may play (licence) and chose to play (soundtrack), and pairing codes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createShops(db);
  await createZones(db);
  await createLicences(db);
}

async function createShops(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("shop")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("name", "text", (col) => col.notNull())
    .addColumn("trade", "text", (col) => col.notNull())
    .addColumn("city", "text", (col) => col.notNull())
    .addColumn("monthly_micro", int8(db), (col) => col.notNull().check(sql`monthly_micro >= 0`))
    .addColumn("day_cap_micro", int8(db), (col) => col.check(sql`day_cap_micro >= 0`))
    .addColumn("budget_mode", "text", (col) => col.notNull().check(sql`budget_mode in ('pacing', 'stop', 'free')`))
    .addColumn("created_at", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("place")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("shop_id", "text", (col) => col.notNull().references("shop.id"))
    .addColumn("name", "text", (col) => col.notNull())
    .addColumn("address", "text", (col) => col.notNull())
    .addColumn("city", "text", (col) => col.notNull())
    .addColumn("size_m2", int8(db), (col) => col.notNull().check(sql`size_m2 > 0`))
    .addColumn("created_at", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("place_shop").on("place").column("shop_id").execute();
}

async function createZones(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("zone")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("shop_id", "text", (col) => col.notNull().references("shop.id"))
    .addColumn("place_id", "text", (col) => col.notNull().references("place.id"))
    .addColumn("name", "text", (col) => col.notNull())
    .addColumn("use", "text", (col) => col.notNull())
    .addColumn("time_zone", "text", (col) => col.notNull())
    .addColumn("opening", "text", (col) => col.notNull())
    .addColumn("offline_days", int8(db), (col) => col.notNull().check(sql`offline_days between 1 and 30`))
    .addColumn("created_at", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("zone_shop").on("zone").column("shop_id").execute();
  await db.schema
    .createTable("soundtrack_song")
    .addColumn("zone_id", "text", (col) => col.notNull().references("zone.id"))
    .addColumn("position", int8(db), (col) => col.notNull())
    .addColumn("track_id", "text", (col) => col.notNull().references("track.id"))
    .addPrimaryKeyConstraint("soundtrack_song_pk", ["zone_id", "position"])
    .addUniqueConstraint("soundtrack_song_once", ["zone_id", "track_id"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("pairing_code")
    .addColumn("code_hash", "text", (col) => col.primaryKey().notNull())
    .addColumn("zone_id", "text", (col) => col.notNull().references("zone.id"))
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("expires_at", "text", (col) => col.notNull())
    .addColumn("used_at", "text")
    .addColumn("device_id", "text")
    .modifyEnd(strict(db))
    .execute();
}

async function createLicences(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("licence")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("number", "text", (col) => col.notNull().unique())
    .addColumn("shop_id", "text", (col) => col.notNull().references("shop.id"))
    .addColumn("use", "text", (col) => col.notNull())
    .addColumn("territory", "text", (col) => col.notNull())
    .addColumn("terms_version", int8(db), (col) => col.notNull())
    .addColumn("starts_at", "text", (col) => col.notNull())
    .addColumn("ends_at", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("licence_shop").on("licence").columns(["shop_id", "use", "ends_at"]).execute();
  await db.schema
    .createTable("licence_price")
    .addColumn("licence_id", "text", (col) => col.notNull().references("licence.id"))
    .addColumn("track_id", "text", (col) => col.notNull().references("track.id"))
    .addColumn("price_version", int8(db), (col) => col.notNull())
    .addColumn("fee_micro", int8(db), (col) => col.notNull())
    .addColumn("listed_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("licence_price_pk", ["licence_id", "track_id"])
    .modifyEnd(strict(db))
    .execute();
}
