import type { Tx } from "../db/transact.ts";

/** A party that a user holds, or a shop that a user works in. */
export interface Room {
  readonly id: string;
  readonly name: string;
}

/** The parties that a user holds, by name. */
export async function listPartiesOfUser(tx: Tx, userId: string): Promise<Room[]> {
  return tx.selectFrom("party").select(["id", "name"]).where("user_id", "=", userId).orderBy("name").execute();
}

/** The shops in which a user has a role, by name. */
export async function listShopsOfUser(tx: Tx, userId: string): Promise<(Room & { role: string })[]> {
  return tx
    .selectFrom("member")
    .innerJoin("shop", "shop.id", "member.organizationId")
    .select(["shop.id", "shop.name", "member.role"])
    .where("member.userId", "=", userId)
    .orderBy("shop.name")
    .execute();
}

/** A user's id by e-mail address, if there is such a user. */
export async function findUserIdByEmail(tx: Tx, email: string): Promise<string | undefined> {
  const row = await tx.selectFrom("user").select("id").where("email", "=", email.toLowerCase()).executeTakeFirst();
  return row?.id;
}

/** Makes a user an operator. */
export async function markOperator(tx: Tx, userId: string): Promise<void> {
  await tx.updateTable("user").set({ role: "operator" }).where("id", "=", userId).execute();
}
