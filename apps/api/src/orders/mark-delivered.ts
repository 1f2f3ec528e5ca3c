import type { Tx } from "../db/transact.ts";
import type { Order } from "./order.ts";
import { lockOrdersOfSong, saveOrder } from "./order-queries.ts";

/**
 * Notes that a bought song is being given, before the first byte of a file or of a stream that only buyers hear: there is no
 * refund after that. False where the user keeps the song by no order, or by none any more: then nothing may be given on
 * the strength of one. Under the orders' row locks, which a refund takes too, so that one of the two comes first.
 */
export async function markDelivered(
  tx: Tx,
  { userId, trackId }: { readonly userId: string; readonly trackId: string },
  now: Date,
): Promise<boolean> {
  return markAllDelivered(tx, { userId, trackIds: [trackId] }, now);
}

/** The same for songs that are given together: all of them are noted, or none. */
export async function markAllDelivered(
  tx: Tx,
  { userId, trackIds }: { readonly userId: string; readonly trackIds: readonly string[] },
  now: Date,
): Promise<boolean> {
  const orders = new Map<string, Order>();
  for (const trackId of trackIds) {
    const kept = (await lockOrdersOfSong(tx, { userId, trackId })).filter(({ state }) => state === "fulfilled");
    if (kept.length === 0) return false;
    for (const order of kept) orders.set(order.id, order);
  }
  for (const order of orders.values()) {
    if (order.deliveredAt === null) await saveOrder(tx, { ...order, deliveredAt: now });
  }
  return true;
}
