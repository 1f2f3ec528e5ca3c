import { randomUUID } from "node:crypto";
import {
  accept,
  type Micro,
  micro,
  type Outcome,
  refuse,
  startOfMonth,
  sumMicro,
  yuan,
  monthOf,
} from "@songkeeper/base";
import { PAYMENT_MS } from "@songkeeper/ledger";
import type { PaymentProvider } from "../adapters/sandbox-pay.ts";
import type { Tx } from "../db/transact.ts";
import { findOffers, type Offer, sumExtras } from "./offer-queries.ts";
import type { Moment, Order } from "./order.ts";
import { insertOrder } from "./order-queries.ts";
import { findOwned } from "./ownership-queries.ts";
import { tellOrder } from "./tell-order.ts";

/** A song that somebody wants to buy, and what they give for it. */
export interface WantedSong {
  readonly trackId: string;
  readonly amountMicro: Micro;
}

export type OrderRefusal =
  | "invalid_fields"
  | "not_for_sale"
  | "own_song"
  | "already_owned"
  | "price_changed"
  | "order_too_large"
  | "extras_used";

/** Of an order in all, and of what a buyer adds to prices in a month (rule 1 of the house). */
const ORDER_MAX = yuan("200");
const EXTRAS_MAX = yuan("1000");

/**
 * Orders songs at the prices that they have now; where the buyer may give more, what they say. It waits for the
 * provider's word for half an hour; one of nothing but free songs is fulfilled at once, without provider or transfer.
 */
export async function placeOrder(
  tx: Tx,
  { buyerId, songs }: { buyerId: string; songs: readonly WantedSong[] },
  provider: Pick<PaymentProvider, "name" | "newReference">,
  moment: Moment,
): Promise<Outcome<Order, OrderRefusal>> {
  const twice = songs.flatMap(({ trackId }, at) =>
    songs.findIndex((song) => song.trackId === trackId) < at ? [{ path: `lines.${at}.trackId`, rule: "twice" }] : [],
  );
  if (twice.length > 0) return refuse("invalid_fields", { errors: twice });
  const trackIds = songs.map(({ trackId }) => trackId);
  const [offers, owned] = [await findOffers(tx, trackIds), await findOwned(tx, buyerId, trackIds)];
  for (const song of songs) {
    const checked = checkSong(song, offers.get(song.trackId), { buyerId, owned });
    if (!checked.ok) return checked;
  }
  const lines = songs.flatMap(({ trackId, amountMicro: amount }, line) => {
    const offer = offers.get(trackId);
    return offer?.price ? { line, trackId, amount, splitVersion: offer.splitVersion, price: offer.price } : [];
  });
  const total = sumMicro(lines.map(({ amount }) => amount));
  if (total > ORDER_MAX) return refuse("order_too_large", { facts: { mostMicro: `${ORDER_MAX}` } });
  const extra = sumMicro(lines.map(({ amount, price }) => micro(amount - price.amount)));
  if (extra > 0n && extra + (await extrasThisMonth(tx, buyerId, moment)) > EXTRAS_MAX)
    return refuse("extras_used", { facts: { mostMicro: `${EXTRAS_MAX}` } });

  const order: Order = {
    id: randomUUID(),
    buyerId,
    state: "created",
    total,
    lines: lines.map(({ price, ...line }) => ({ ...line, priceVersion: price.version })),
    payment: total > 0n ? { provider: provider.name, reference: provider.newReference() } : null,
    createdAt: moment.now,
    expiresAt: total > 0n ? new Date(moment.now.getTime() + PAYMENT_MS) : null,
    paidAt: null,
    fulfilledAt: null,
    deliveredAt: null,
    refundedAt: null,
  };
  await insertOrder(tx, order);
  return accept(await tellOrder(tx, order, total > 0n ? "submitted" : "released", moment));
}

function checkSong(
  { trackId, amountMicro }: WantedSong,
  offer: Offer | undefined,
  { buyerId, owned }: { buyerId: string; owned: ReadonlySet<string> },
): Outcome<undefined, OrderRefusal> {
  const facts = { trackId };
  if (!offer?.forSale || !offer.price) return refuse("not_for_sale", { facts });
  if (offer.ownerId === buyerId || offer.credited.has(buyerId)) return refuse("own_song", { facts });
  if (owned.has(trackId)) return refuse("already_owned", { facts });
  const { mode, amount } = offer.price;
  const isRight = mode === "fixed" ? amountMicro === amount : amountMicro >= amount;
  return isRight ? accept(undefined) : refuse("price_changed", { facts: { ...facts, priceMicro: `${amount}` } });
}

function extrasThisMonth(tx: Tx, buyerId: string, { now, timeZone }: Moment): Promise<Micro> {
  return sumExtras(tx, buyerId, startOfMonth(monthOf(now, timeZone), timeZone));
}
