import { type Kysely, sql } from "kysely";
import { int8, strict } from "../column-types.ts";

/** Devices, the leases they play under, the journal they deliver, the verdicts on it, and the log that proves it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createDevices(db);
  await createLeases(db);
  await createDeviceDays(db);
  await createJournal(db);
  await createLostRanges(db);
  await createPlays(db);
  await createPlayIndexes(db);
  await createRulings(db);
  await createRollups(db);
  await createLog(db);
}

async function createDevices(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("device")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("zone_id", "text", (col) => col.notNull().references("zone.id"))
    .addColumn("shop_id", "text", (col) => col.notNull().references("shop.id"))
    .addColumn("public_key", "text", (col) => col.notNull().unique())
    .addColumn("token_hash", "text", (col) => col.notNull().unique())
    .addColumn("expected_seq", int8(db), (col) => col.notNull().check(sql`expected_seq >= 1`))
    .addColumn("head_hash", "text", (col) => col.notNull())
    .addColumn("tail", "text")
    .addColumn("paired_at", "text", (col) => col.notNull())
    .addColumn("ended_at", "text")
    .addColumn("forked_at", "text")
    .addColumn("flagged", "text")
    .addColumn("last_seen_at", "text")
    .addColumn("now_playing", "text")
    .modifyEnd(strict(db))
    .execute();
  // At most one device of a zone is paired at a time.
  await db.schema
    .createIndex("device_of_zone")
    .unique()
    .on("device")
    .column("zone_id")
    .where(sql.ref("ended_at"), "is", null)
    .execute();
  await db.schema.createIndex("device_of_shop").on("device").column("shop_id").execute();
  await db.schema
    .createTable("device_boot")
    .addColumn("device_id", "text", (col) => col.notNull().references("device.id"))
    .addColumn("boot_id", "text", (col) => col.notNull())
    .addColumn("skew_ms", int8(db), (col) => col.notNull())
    .addColumn("noted_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("device_boot_pk", ["device_id", "boot_id"])
    .modifyEnd(strict(db))
    .execute();
}

async function createLeases(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("lease")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("device_id", "text", (col) => col.notNull().references("device.id"))
    .addColumn("zone_id", "text", (col) => col.notNull().references("zone.id"))
    .addColumn("shop_id", "text", (col) => col.notNull().references("shop.id"))
    .addColumn("licence_id", "text", (col) => col.notNull().references("licence.id"))
    .addColumn("use", "text", (col) => col.notNull())
    .addColumn("granted_at", "text", (col) => col.notNull())
    .addColumn("ends_at", "text", (col) => col.notNull())
    .addColumn("closed_through", int8(db))
    .addColumn("dead_at", "text")
    .addColumn("tracks", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("lease_of_device").on("lease").columns(["device_id", "granted_at"]).execute();
  // A device is granted a lease an hour, and only the few that still hold money are looked for again.
  await db.schema
    .createIndex("lease_holding")
    .on("lease")
    .columns(["device_id", "granted_at"])
    .where(sql.ref("dead_at"), "is", null)
    .execute();
  await db.schema
    .createTable("lease_day")
    .addColumn("lease_id", "text", (col) => col.notNull().references("lease.id"))
    .addColumn("day", "text", (col) => col.notNull())
    .addColumn("amount_micro", int8(db), (col) => col.notNull().check(sql`amount_micro >= 0`))
    .addPrimaryKeyConstraint("lease_day_pk", ["lease_id", "day"])
    .modifyEnd(strict(db))
    .execute();
}

async function createDeviceDays(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("device_day")
    .addColumn("device_id", "text", (col) => col.notNull().references("device.id"))
    .addColumn("day", "text", (col) => col.notNull())
    .addColumn("zone_id", "text", (col) => col.notNull())
    .addColumn("shop_id", "text", (col) => col.notNull())
    .addColumn("charged_micro", int8(db), (col) => col.notNull().check(sql`charged_micro >= 0`))
    .addColumn("reserved_micro", int8(db), (col) => col.notNull().check(sql`reserved_micro >= 0`))
    .addColumn("held_micro", int8(db), (col) => col.notNull())
    .addPrimaryKeyConstraint("device_day_pk", ["device_id", "day"])
    .addCheckConstraint("device_day_within_hold", sql`charged_micro + reserved_micro <= held_micro`)
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("device_day_of_shop").on("device_day").columns(["shop_id", "day"]).execute();
  // The few days on which something is still held, among all that ever were.
  await db.schema
    .createIndex("device_day_holding")
    .on("device_day")
    .column("shop_id")
    .where(sql<boolean>`held_micro > charged_micro + reserved_micro`)
    .execute();
}

async function createJournal(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("chunk")
    .addColumn("device_id", "text", (col) => col.notNull().references("device.id"))
    .addColumn("first_seq", int8(db), (col) => col.notNull().check(sql`first_seq >= 1`))
    .addColumn("count", int8(db), (col) => col.notNull().check(sql`count between 1 and 500`))
    .addColumn("prev_hash", "text", (col) => col.notNull())
    .addColumn("hash", "text", (col) => col.notNull())
    .addColumn("entries", "text", (col) => col.notNull())
    .addColumn("seed", "text", (col) => col.notNull())
    .addColumn("signature", "text", (col) => col.notNull())
    .addColumn("boot_id", "text", (col) => col.notNull())
    .addColumn("mono_sent", int8(db), (col) => col.notNull())
    .addColumn("received_at", "text", (col) => col.notNull())
    .addColumn("state", "text", (col) => col.notNull().check(sql`state in ('judged', 'waiting')`))
    .addColumn("receipt", "text", (col) => col.notNull())
    .addColumn("verdict_root", "text")
    .addColumn("position", int8(db), (col) => col.unique())
    .addPrimaryKeyConstraint("chunk_pk", ["device_id", "first_seq"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createIndex("chunk_to_seal")
    .on("chunk")
    .columns(["received_at", "device_id", "first_seq"])
    .where(sql<boolean>`position is null and state = 'judged'`)
    .execute();
  await db.schema
    .createIndex("chunk_waiting")
    .on("chunk")
    .columns(["device_id", "first_seq"])
    .where(sql<boolean>`state = 'waiting'`)
    .execute();
  await db.schema
    .createTable("quarantined_chunk")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("device_id", "text", (col) => col.notNull().references("device.id"))
    .addColumn("first_seq", int8(db), (col) => col.notNull())
    .addColumn("hash", "text", (col) => col.notNull())
    .addColumn("body", "text", (col) => col.notNull())
    .addColumn("received_at", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("quarantined_of_device").on("quarantined_chunk").column("device_id").execute();
}

async function createLostRanges(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("lost_range")
    .addColumn("device_id", "text", (col) => col.notNull().references("device.id"))
    .addColumn("from_seq", int8(db), (col) => col.notNull())
    .addColumn("to_seq", int8(db), (col) => col.notNull().check(sql`to_seq >= from_seq`))
    .addColumn("closed_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("lost_range_pk", ["device_id", "from_seq"])
    .modifyEnd(strict(db))
    .execute();
}

async function createPlays(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("play")
    .addColumn("device_id", "text", (col) => col.notNull().references("device.id"))
    .addColumn("seq", int8(db), (col) => col.notNull())
    .addColumn("first_seq", int8(db), (col) => col.notNull())
    .addColumn("zone_id", "text", (col) => col.notNull())
    .addColumn("shop_id", "text", (col) => col.notNull())
    .addColumn("lease_id", "text")
    .addColumn("track_id", "text")
    .addColumn("use", "text")
    .addColumn("price_version", int8(db))
    .addColumn("split_version", int8(db))
    .addColumn("covered_roles", "text", (col) => col.notNull())
    .addColumn("outcome", "text")
    .addColumn("heard_ms", int8(db), (col) => col.notNull())
    .addColumn("started_at", "text")
    .addColumn("ended_at", "text")
    .addColumn("day", "text")
    .addColumn("accounting_month", "text")
    .addColumn("verdict", "text", (col) =>
      col.notNull().check(sql`verdict in ('billed', 'unbilled', 'held', 'rejected')`),
    )
    .addColumn("reason", "text")
    .addColumn("otherwise", "text")
    .addColumn("fee_micro", int8(db), (col) => col.notNull().check(sql`fee_micro between 0 and 1000000`))
    .addColumn("received_at", "text", (col) => col.notNull())
    .addColumn("judged_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("play_pk", ["device_id", "seq"])
    .modifyEnd(strict(db))
    .execute();
}

async function createPlayIndexes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex("play_of_shop")
    .on("play")
    .columns(["shop_id", "received_at", "device_id", "seq"])
    .execute();
  await db.schema.createIndex("play_of_zone").on("play").columns(["zone_id", "started_at"]).execute();
  await db.schema
    .createIndex("play_held")
    .on("play")
    .columns(["judged_at"])
    .where(sql<boolean>`verdict = 'held'`)
    .execute();
}

async function createRulings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("ruling")
    .addColumn("device_id", "text", (col) => col.notNull())
    .addColumn("seq", int8(db), (col) => col.notNull())
    .addColumn("verdict", "text", (col) => col.notNull().check(sql`verdict in ('billed', 'unbilled', 'rejected')`))
    .addColumn("reason", "text", (col) => col.notNull())
    .addColumn("fee_micro", int8(db), (col) => col.notNull())
    .addColumn("accounting_month", "text")
    .addColumn("ruled_by", "text")
    .addColumn("ruled_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("ruling_pk", ["device_id", "seq"])
    .addForeignKeyConstraint("ruling_on_play", ["device_id", "seq"], "play", ["device_id", "seq"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("ruling_of_month").on("ruling").column("accounting_month").execute();
}

async function createRollups(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("payee_rollup")
    .addColumn("accounting_month", "text", (col) => col.notNull())
    .addColumn("origin_month", "text", (col) => col.notNull())
    .addColumn("track_id", "text", (col) => col.notNull())
    .addColumn("use", "text", (col) => col.notNull())
    .addColumn("price_version", int8(db), (col) => col.notNull())
    .addColumn("covered_roles", "text", (col) => col.notNull())
    .addColumn("split_version", int8(db), (col) => col.notNull())
    .addColumn("verdict", "text", (col) => col.notNull())
    .addColumn("reason", "text", (col) => col.notNull())
    .addColumn("fee_micro", int8(db), (col) => col.notNull())
    .addColumn("plays", int8(db), (col) => col.notNull())
    .addPrimaryKeyConstraint("payee_rollup_pk", [
      "accounting_month",
      "origin_month",
      "track_id",
      "use",
      "price_version",
      "covered_roles",
      "split_version",
      "verdict",
      "reason",
    ])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("payee_rollup_of_key").on("payee_rollup").columns(["track_id", "origin_month"]).execute();
  await db.schema
    .createTable("payer_rollup")
    .addColumn("zone_id", "text", (col) => col.notNull())
    .addColumn("day", "text", (col) => col.notNull())
    .addColumn("shop_id", "text", (col) => col.notNull())
    .addColumn("plays", int8(db), (col) => col.notNull())
    .addColumn("billed_micro", int8(db), (col) => col.notNull())
    .addPrimaryKeyConstraint("payer_rollup_pk", ["zone_id", "day"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("payer_rollup_of_shop").on("payer_rollup").columns(["shop_id", "day"]).execute();
}

async function createLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("log_node")
    .addColumn("level", int8(db), (col) => col.notNull())
    .addColumn("idx", int8(db), (col) => col.notNull())
    .addColumn("hash", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("log_node_pk", ["level", "idx"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("checkpoint")
    .addColumn("tree_size", int8(db), (col) => col.primaryKey().notNull())
    .addColumn("root_hash", "text", (col) => col.notNull())
    .addColumn("at", "text", (col) => col.notNull())
    .addColumn("kid", "text", (col) => col.notNull().references("signing_key.kid"))
    .addColumn("jws", "text", (col) => col.notNull())
    .modifyEnd(strict(db))
    .execute();
}
