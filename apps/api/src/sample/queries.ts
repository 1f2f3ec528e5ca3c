import type { Tx } from "../db/transact.ts";

const NAME = "sample_world";

/** Whether the sample world is made, and the instant at which its making began: its history hangs on that. */
export interface SampleMark {
  readonly state: "making" | "done";
  readonly begunAt: Date;
  /** How often the tea house's wallet was topped up. */
  readonly topUps: number;
}

/** How far earlier starts came with the sample world; undefined where none has begun. */
export async function findSampleMark(tx: Tx): Promise<SampleMark | undefined> {
  const row = await tx.selectFrom("setting").select("value").where("name", "=", NAME).executeTakeFirst();
  const [state, begunAt, topUps] = (row?.value ?? "").split(" ");
  if ((state !== "making" && state !== "done") || begunAt === undefined) return undefined;
  return { state, begunAt: new Date(begunAt), topUps: Number(topUps) };
}

/** Writes down how far the sample world is. */
export async function saveSampleMark(tx: Tx, { state, begunAt, topUps }: SampleMark): Promise<void> {
  const value = `${state} ${begunAt.toISOString()} ${topUps}`;
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
