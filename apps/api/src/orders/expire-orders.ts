import type { Services } from "../services.ts";
import { listLapsed, lockOrder } from "./order-queries.ts";
import { tellOrder } from "./tell-order.ts";

const BATCH = 100;

/** Gives up orders whose time to pay is over. Money that comes later goes back by itself. */
export async function expireOrders({ transact, now, config }: Services): Promise<void> {
  const lapsed = await transact((tx) => listLapsed(tx, now(), BATCH));
  for (const orderId of lapsed)
    await transact(async (tx) => {
      const order = await lockOrder(tx, orderId);
      if (order) await tellOrder(tx, order, "lapsed", { now: now(), timeZone: config.timeZone });
    });
}
