import { shopWallet } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";

const NAME = "sample_world";

/** Whether the sample world is made, and the instant at which its making began: its history hangs on that. */
export interface SampleMark {
  readonly state: "making" | "done";
  readonly begunAt: Date;
}

/** How far earlier starts came with the sample world; undefined where none has begun. */
export async function findSampleMark(tx: Tx): Promise<SampleMark | undefined> {
  const row = await tx.selectFrom("setting").select("value").where("name", "=", NAME).executeTakeFirst();
  const [state, begunAt] = (row?.value ?? "").split(" ");
  if ((state !== "making" && state !== "done") || begunAt === undefined) return undefined;
  return { state, begunAt: new Date(begunAt) };
}

/** Writes down how far the sample world is. */
export async function saveSampleMark(tx: Tx, { state, begunAt }: SampleMark): Promise<void> {
  const value = `${state} ${begunAt.toISOString()}`;
  await tx
    .insertInto("setting")
    .values({ name: NAME, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}

/** Whether anybody has an account: then the platform is in use, and is left alone. */
export async function hasUsers(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom("user").select("id").limit(1).executeTakeFirst()) !== undefined;
}

/** When the last play of a zone ended that was delivered so far. */
export async function findLastSound(tx: Tx, zoneId: string): Promise<Date | undefined> {
  const row = await tx
    .selectFrom("play")
    .select("ended_at")
    .where("zone_id", "=", zoneId)
    .where("started_at", "is not", null)
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.ended_at ? new Date(row.ended_at) : undefined;
}

/** Whether a shop's wallet was topped up at this instant. */
export async function hasTopUpAt(tx: Tx, shopId: string, at: Date): Promise<boolean> {
  const query = tx.selectFrom("transfer").select("id").where("credit", "=", shopWallet(shopId));
  const row = await query.where("code", "=", "top_up").where("created_at", "=", at.toISOString()).executeTakeFirst();
  return row !== undefined;
}

/** The order that somebody placed at this instant. */
export async function findOrderAt(tx: Tx, buyerId: string, at: Date): Promise<string | undefined> {
  const query = tx.selectFrom("song_order").select("id").where("buyer_id", "=", buyerId);
  return (await query.where("created_at", "=", at.toISOString()).executeTakeFirst())?.id;
}
