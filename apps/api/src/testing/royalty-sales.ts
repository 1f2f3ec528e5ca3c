import { micro } from "@songkeeper/base";
import type { OrderEvent } from "@songkeeper/ledger";
import type { Order } from "../orders/order.ts";
import { insertOrder, lockOrder } from "../orders/order-queries.ts";
import { tellOrder } from "../orders/tell-order.ts";
import type { Services } from "../services.ts";

/** One sale as a test tells it: what differs from "rain" at 0.80 yuan. */
export interface ToldSale {
  readonly track?: "rain" | "snow" | "wind";
  readonly amount?: bigint;
}

/** Orders a song for the n-th buyer, who has bought nothing else, at the sandbox provider; gives the order's id. */
export async function placeSale(
  { transact, now, config }: Services,
  { track: trackId = "rain", amount = 800_000n }: ToldSale,
  n: number,
): Promise<string> {
  const line = { line: 0, trackId, splitVersion: 1, priceVersion: 1, amount: micro(amount) };
  const order: Order = {
    id: `order-${n}`,
    buyerId: `u-buyer-${n}`,
    state: "created",
    total: line.amount,
    lines: [line],
    payment: amount > 0n ? { provider: "sandbox", reference: `reference-${n}` } : null,
    createdAt: now(),
    expiresAt: null,
    paidAt: null,
    fulfilledAt: null,
    deliveredAt: null,
    refundedAt: null,
  };
  const moment = { now: now(), timeZone: config.timeZone };
  await transact(async (tx) => {
    await insertOrder(tx, order);
    await tellOrder(tx, order, amount > 0n ? "submitted" : "released", moment);
  });
  return order.id;
}

/** Tells an order what happened, as a provider or a buyer would. */
export async function tellSale({ transact, now, config }: Services, orderId: string, event: OrderEvent): Promise<void> {
  await transact(async (tx) => {
    const order = await lockOrder(tx, orderId);
    if (order) await tellOrder(tx, order, event, { now: now(), timeZone: config.timeZone });
  });
}
