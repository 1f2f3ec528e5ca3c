import type { Tx } from "../db/transact.ts";
import { tell } from "../messages/queries.ts";
import { findOffers, findSoldSongs } from "./offer-queries.ts";
import type { Order } from "./order.ts";

/** Tells the buyer what was bought, and whoever has a part in a song that it was bought for the first time. */
export async function tellOfSale(tx: Tx, order: Order, now: Date): Promise<void> {
  const params = { title: await titlesOf(tx, order), amountMicro: `${order.total}` };
  await tell(tx, { recipient: order.buyerId, topic: "song_bought", ref: order.id, params }, now);
  const songs = await findSoldSongs(tx, order.lines);
  const offers = await findOffers(
    tx,
    order.lines.map(({ trackId }) => trackId),
  );
  for (const { trackId, splitVersion, amount } of order.lines) {
    const offer = offers.get(trackId);
    if (!offer || amount === 0n) continue;
    const title = songs.get(`${trackId}:${splitVersion}`)?.title ?? "";
    // Told again with the next sale, it is the same message, and so no second one.
    for (const recipient of new Set([offer.ownerId, ...offer.credited]))
      await tell(
        tx,
        { recipient, topic: "first_sale", ref: trackId, params: { title, amountMicro: `${amount}` } },
        now,
      );
  }
}

/** Tells the buyer that the money goes back. */
export async function tellOfRefund(tx: Tx, order: Order, now: Date): Promise<void> {
  const params = { title: await titlesOf(tx, order), amountMicro: `${order.total}` };
  await tell(tx, { recipient: order.buyerId, topic: "order_refunded", ref: order.id, params }, now);
}

async function titlesOf(tx: Tx, { lines }: Order): Promise<string> {
  const songs = await findSoldSongs(tx, lines);
  return lines.map(({ trackId, splitVersion }) => songs.get(`${trackId}:${splitVersion}`)?.title ?? "").join(" · ");
}
