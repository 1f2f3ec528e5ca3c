import type { Tx } from "./transact.ts";

/** A setting that was stored, if it was. */
export async function findSetting(tx: Tx, name: string): Promise<string | undefined> {
  const row = await tx.selectFrom("setting").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value;
}

/** Stores a setting that is not there yet. */
export async function insertSetting(tx: Tx, name: string, value: string): Promise<void> {
  await tx.insertInto("setting").values({ name, value }).execute();
}
