import { type Kysely, sql } from "kysely";
import { int8, strict } from "../column-types.ts";

/** What must happen after a commit: messages to people, and jobs; written in the same transaction as their cause. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createOutbox(db);
  await createJobs(db);
}

async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("outbox")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("recipient", "text", (col) => col.notNull())
    .addColumn("topic", "text", (col) => col.notNull())
    .addColumn("params", "text", (col) => col.notNull())
    .addColumn("created_at", "text", (col) => col.notNull())
    .addColumn("delivered_at", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema.createIndex("outbox_by_time").on("outbox").columns(["created_at", "id"]).execute();
  await db.schema
    .createIndex("outbox_to_deliver")
    .on("outbox")
    .columns(["created_at", "id"])
    .where(sql.ref("delivered_at"), "is", null)
    .execute();
}

async function createJobs(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("job")
    .addColumn("id", "text", (col) => col.primaryKey().notNull())
    .addColumn("queue", "text", (col) => col.notNull())
    .addColumn("payload", "text", (col) => col.notNull())
    .addColumn("dedupe", "text", (col) => col.notNull())
    .addColumn("run_at", "text", (col) => col.notNull())
    .addColumn("attempts", int8(db), (col) => col.notNull())
    .addColumn("locked_until", "text")
    .addColumn("locked_by", "text")
    .addColumn("asked", int8(db), (col) => col.notNull())
    .addColumn("done_at", "text")
    .addColumn("dead_at", "text")
    .addColumn("failure", "text")
    .modifyEnd(strict(db))
    .execute();
  await db.schema
    .createIndex("job_once")
    .unique()
    .on("job")
    .columns(["queue", "dedupe"])
    .where(sql<boolean>`done_at is null and dead_at is null`)
    .execute();
  await db.schema
    .createIndex("job_done")
    .on("job")
    .column("done_at")
    .where(sql<boolean>`done_at is not null`)
    .execute();
  await db.schema
    .createIndex("job_due")
    .on("job")
    .columns(["run_at", "id"])
    .where(sql<boolean>`done_at is null and dead_at is null`)
    .execute();
}
