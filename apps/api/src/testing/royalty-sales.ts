import { micro } from "@songkeeper/base";
import type { Order } from "../orders/order.ts";
import { insertOrder, lockOrder } from "../orders/order-queries.ts";
import { tellOrder } from "../orders/tell-order.ts";
import type { Services } from "../services.ts";

/** One sale as a test tells it: what differs from "rain" at 0.80 yuan. */
export interface ToldSale {
  readonly track?: "rain" | "snow" | "wind";
  readonly amount?: bigint;
}

/** Sells a song to the n-th buyer, who has bought nothing else, through the sandbox provider; gives the order's id. */
export async function sellSong(
  services: Services,
  { track: trackId = "rain", amount = 800_000n }: ToldSale,
  n: number,
): Promise<string> {
  const { transact, now, config } = services;
  const line = { line: 0, trackId, splitVersion: 1, priceVersion: 1, amount: micro(amount) };
  const nothingYet = { expiresAt: null, paidAt: null, fulfilledAt: null, deliveredAt: null, refundedAt: null };
  const order: Order = {
    id: `order-${n}`,
    buyerId: `u-buyer-${n}`,
    state: "created",
    total: line.amount,
    lines: [line],
    payment: amount > 0n ? { provider: "sandbox", reference: `reference-${n}` } : null,
    createdAt: now(),
    ...nothingYet,
  };
  const moment = { now: now(), timeZone: config.timeZone };
  await transact(async (tx) => {
    await insertOrder(tx, order);
    await tellOrder(tx, order, amount > 0n ? "paid" : "released", moment);
  });
  return order.id;
}

/** Gives a sold song's buyer the money back, however long ago it was. */
export async function takeBackSong({ transact, now, config }: Services, orderId: string): Promise<void> {
  await transact(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order) await tellOrder(tx, order, "refunded", { now: now(), timeZone: config.timeZone });
  });
}
