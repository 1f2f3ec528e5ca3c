import type { OrderView, sandboxPayment } from "@songkeeper/contracts";
import type { z } from "zod";
import type { PaymentProvider } from "../adapters/sandbox-pay.ts";
import type { Tx } from "../db/transact.ts";
import { findSoldSongs } from "./offer-queries.ts";
import type { Order } from "./order.ts";
import { checkRefund } from "./refund-order.ts";

type SandboxPayment = z.infer<typeof sandboxPayment>;

/** Orders as their buyer sees them. */
export async function viewOrders(
  tx: Tx,
  orders: readonly Order[],
  { provider, now }: { provider: Pick<PaymentProvider, "payUrl">; now: Date },
): Promise<OrderView[]> {
  const songs = await findSoldSongs(
    tx,
    orders.flatMap(({ lines }) => lines),
  );
  return orders.map((order) => ({
    id: order.id,
    state: order.state,
    currency: "CNY",
    totalMicro: `${order.total}`,
    lines: order.lines.map(({ trackId, splitVersion, amount }) => {
      const song = songs.get(`${trackId}:${splitVersion}`);
      if (!song) throw new Error(`there is no version ${splitVersion} of ${trackId}`);
      return { trackId, ...song, amountMicro: `${amount}` };
    }),
    payUrl: order.state === "pending" && order.payment ? provider.payUrl(order.payment.reference) : null,
    createdAt: order.createdAt.toISOString(),
    expiresAt: order.expiresAt?.toISOString() ?? null,
    paidAt: order.paidAt?.toISOString() ?? null,
    deliveredAt: order.deliveredAt?.toISOString() ?? null,
    refundable: checkRefund(order, now).ok,
  }));
}

/** What the sandbox provider's page shows of a payment. */
export function viewSandboxPayment(order: Order, reference: string): SandboxPayment {
  return {
    reference,
    orderId: order.id,
    amountMicro: `${order.total}`,
    state: stateAtProvider(order),
    returnUrl: `/orders/${order.id}`,
  };
}

function stateAtProvider({ state }: Order): SandboxPayment["state"] {
  if (state === "created" || state === "pending") return "open";
  if (state === "failed") return "declined";
  return state === "expired" ? "expired" : "paid";
}
