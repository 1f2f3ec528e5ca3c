import { type Kysely, sql } from "kysely";
import { int8, isSqlite, strict } from "../column-types.ts";

/** Transfers that nobody can change, the balances they add up to, top-ups, payouts, and answers given under a key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createTransfers(db);
  await (isSqlite(db) ? refuseChangesOnSqlite(db) : refuseChangesOnPostgres(db));
  await createOrders(db);
}

async function createTransfers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("transfer")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("debit", "text", (col) => col.notNull())
    .addColumn("credit", "text", (col) => col.notNull())
    .addColumn("amount_micro", int8(db), (col) => col.notNull().check(sql`amount_micro > 0`))
    .addColumn("currency", "text", (col) => col.notNull().check(sql`currency = 'CNY'`))
    .addColumn("code", "text", (col) => col.notNull())
    .addColumn("ref", "text", (col) => col.notNull())
    .addColumn("period", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addCheckConstraint("transfer_between_two", sql`debit <> credit`)
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("transfer_debit").on("transfer").columns(["debit", "period"]).execute();
  await db.schema.createIndex("transfer_credit").on("transfer").columns(["credit", "period"]).execute();
  // A balance is credits less debits. Only the outside world (cash) and what a chargeback can claw back may be below 0.
  await db.schema
    .createTable("account_balance")
    .addColumn("account", "text", (col) => col.primaryKey().notNull())
    .addColumn("kind", "text", (col) => col.notNull())
    .addColumn("currency", "text", (col) => col.notNull())
    .addColumn("balance_micro", int8(db), (col) => col.notNull())
    .addCheckConstraint(
      "account_balance_floor",
      sql`balance_micro >= 0 or kind in ('cash', 'payable', 'maturing', 'unclaimed', 'subsidy', 'royalty_clearing')`,
    )
    .addCheckConstraint("platform_takes_nothing", sql`kind <> 'platform_fee' or balance_micro = 0`)
    .modifyEnd(strict(db))
    .execute();
}

/** The exception to "rules live in TypeScript": a transfer is never changed or deleted, whoever tries. */
async function refuseChangesOnSqlite(db: Kysely<unknown>): Promise<void> {
  for (const change of ["update", "delete"]) {
    await sql
      .raw(
        `create trigger transfer_no_${change} before ${change} on transfer
         begin select raise(abort, 'a transfer is never changed or deleted'); end`,
      )
      .execute(db);
  }
}

async function refuseChangesOnPostgres(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `create function refuse_change() returns trigger language plpgsql as
       $$ begin raise exception 'a transfer is never changed or deleted'; end $$`,
    )
    .execute(db);
  await sql
    .raw(
      `create trigger transfer_no_change before update or delete on transfer
       for each row execute function refuse_change()`,
    )
    .execute(db);
  await sql
    .raw(
      `create trigger transfer_no_truncate before truncate on transfer
       for each statement execute function refuse_change()`,
    )
    .execute(db);
}

async function createOrders(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("top_up")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("shop_id", "text", (col) => col.notNull().references("shop.id"))
    .addColumn("amount_micro", int8(db), (col) => col.notNull().check(sql`amount_micro > 0`))
    .addColumn("state", "text", (col) => col.notNull())
    .addColumn("provider", "text", (col) => col.notNull())
    .addColumn("created_by", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("paid_at", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createTable("idempotency")
    .addColumn("account", "text", (col) => col.notNull())
    .addColumn("key", "text", (col) => col.notNull())
    .addColumn("route", "text", (col) => col.notNull())
    .addColumn("body_hash", "text", (col) => col.notNull())
    .addColumn("response", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addPrimaryKeyConstraint("idempotency_pk", ["account", "key", "route"])
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("idempotency_by_time").on("idempotency").column("created_at").execute();
  await db.schema
    .createTable("payout")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("party_id", "text", (col) => col.notNull().references("party.id"))
    .addColumn("month", "text", (col) => col.notNull())
    .addColumn("amount_micro", int8(db), (col) => col.notNull().check(sql`amount_micro > 0`))
    .addColumn("state", "text", (col) => col.notNull())
    .addColumn("provider", "text", (col) => col.notNull())
    .addColumn("account", "text", (col) => col.notNull())
    .addColumn("reference", "text", (col) => col.notNull().unique())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("settled_at", "text")
    .addColumn("failure", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("payout_of_party").on("payout").columns(["party_id", "created_at"]).execute();
  await db.schema.createIndex("payout_by_time").on("payout").columns(["created_at", "id"]).execute();
}
