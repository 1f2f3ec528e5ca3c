import { accept, type Outcome, refuse } from "@songkeeper/base";
import { REFUND_MS } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import type { Moment, Order } from "./order.ts";
import { lockOrder } from "./order-queries.ts";
import { tellOrder } from "./tell-order.ts";

export type RefundRefusal = "not_found" | "not_refundable" | "already_delivered" | "refund_too_late";

/** Whether a buyer may have the money of an order back at an instant, and why not. */
export function checkRefund(order: Order, now: Date): Outcome<undefined, RefundRefusal> {
  if (order.state !== "fulfilled" || order.total === 0n || !order.fulfilledAt) return refuse("not_refundable");
  if (order.deliveredAt !== null) return refuse("already_delivered");
  if (now.getTime() > order.fulfilledAt.getTime() + REFUND_MS) return refuse("refund_too_late");
  return accept(undefined);
}

/** Gives a buyer the money back for an order of which nothing was delivered, within seven days. */
export async function refundOrder(
  tx: Tx,
  { orderId, buyerId }: { orderId: string; buyerId: string },
  moment: Moment,
): Promise<Outcome<Order, RefundRefusal>> {
  const order = await lockOrder(tx, orderId);
  if (!order || order.buyerId !== buyerId) return refuse("not_found");
  const checked = checkRefund(order, moment.now);
  return checked.ok ? accept(await tellOrder(tx, order, "refunded", moment)) : checked;
}
