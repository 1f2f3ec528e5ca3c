import type { Micro } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";

/** Stores a top-up that was paid and booked at once. */
export async function insertTopUp(
  tx: Tx,
  of: { id: string; shopId: string; amount: Micro; provider: string; userId: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto("top_up")
    .values({
      id: of.id,
      shop_id: of.shopId,
      amount_micro: of.amount,
      state: "fulfilled",
      provider: of.provider,
      created_by: of.userId,
      created_at: now.toISOString(),
      paid_at: now.toISOString(),
    })
    .execute();
}
