import type { Tx } from "../db/transact.ts";
import { lockOrdersOfSong, saveOrder } from "./order-queries.ts";

/**
 * Notes that a bought song is being given, before the first byte of a file or of a stream that only buyers hear: there is no
 * refund after that. False where the user keeps the song by no order, or by none any more: then nothing may be given on
 * the strength of one. Under the orders' row locks, which a refund takes too, so that one of the two comes first.
 */
export async function markDelivered(
  tx: Tx,
  of: { readonly userId: string; readonly trackId: string },
  now: Date,
): Promise<boolean> {
  const orders = (await lockOrdersOfSong(tx, of)).filter(({ state }) => state === "fulfilled");
  for (const order of orders) if (order.deliveredAt === null) await saveOrder(tx, { ...order, deliveredAt: now });
  return orders.length > 0;
}
