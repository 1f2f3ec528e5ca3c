import type { PaymentNotice } from "../adapters/sandbox-pay.ts";
import type { Tx } from "../db/transact.ts";
import type { Moment, Order } from "./order.ts";
import { lockOrderOfPayment } from "./order-queries.ts";
import { findEventEffect, insertEvent } from "./provider-event-queries.ts";
import { tellOrder } from "./tell-order.ts";

/** What was made of a provider's notice: the state into which it brought the order, or why it changed nothing. */
export type NoticeEffect = "unknown_reference" | "wrong_amount" | "no_news" | Order["state"];

/**
 * Applies what a provider told about a payment, once, whatever comes twice, late or out of order. The amount must be the
 * order's; one that is not changes nothing and is kept for a person to look at.
 */
export async function receivePayment(
  tx: Tx,
  { provider, notice }: { provider: string; notice: PaymentNotice },
  moment: Moment,
): Promise<string> {
  const order = await lockOrderOfPayment(tx, notice.reference);
  const known = await findEventEffect(tx, provider, notice.eventId);
  if (known !== undefined) return known;
  const effect = await applyNotice(tx, order, notice, moment);
  await insertEvent(tx, { ...notice, provider, effect }, moment.now);
  return effect;
}

async function applyNotice(
  tx: Tx,
  order: Order | undefined,
  { kind, amount }: PaymentNotice,
  moment: Moment,
): Promise<NoticeEffect> {
  if (!order) return "unknown_reference";
  if (amount !== order.total) return "wrong_amount";
  const told = await tellOrder(tx, order, kind, moment);
  return told.state === order.state ? "no_news" : told.state;
}
