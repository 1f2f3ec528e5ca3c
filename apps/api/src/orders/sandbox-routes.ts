import { sandboxOutcome, sandboxPayment } from "@songkeeper/contracts";
import { sandboxPayments } from "../adapters/sandbox-pay.ts";
import { exclusive, POSTING } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import type { Order } from "./order.ts";
import { findOrderOfPayment } from "./order-queries.ts";
import { receivePayment } from "./receive-payment.ts";
import { viewSandboxPayment } from "./view-order.ts";

/** The sandbox provider's own page. What it tells the platform goes the way of a real provider's notice. */
export function sandboxRoutes(services: Services) {
  const { transact, now, config, wakeJobs } = services;
  const sandbox = sandboxPayments(services.secrets.media);
  const findOwn = async (reference: string, userId: string): Promise<Order | undefined> => {
    const order = await transact((tx) => findOrderOfPayment(tx, reference));
    return order?.buyerId === userId ? order : undefined;
  };
  return routes()
    .get(
      "/sandbox/payments/:reference",
      operation("A payment at the sandbox provider", { answer: sandboxPayment, problems: ["not_found"] }),
      signedIn(services),
      async (c) => {
        const order = await findOwn(c.req.param("reference"), c.get("user").id);
        if (!order) return problem(c, { reason: "not_found" });
        return reply(c, sandboxPayment, viewSandboxPayment(order, c.req.param("reference")));
      },
    )
    .post(
      "/sandbox/payments/:reference",
      operation("Pay at the sandbox provider, or decline to", { answer: sandboxPayment, problems: ["not_found"] }),
      signedIn(services),
      valid("json", sandboxOutcome),
      async (c) => {
        const reference = c.req.param("reference");
        const order = await findOwn(reference, c.get("user").id);
        if (!order) return problem(c, { reason: "not_found" });
        const { outcome } = c.req.valid("json");
        const notice = sandbox.readNotice(sandbox.decide({ reference, amount: order.total, outcome }));
        if (!notice) throw new Error("the sandbox provider signed a notice that it does not know");
        const told = await transact(
          async (tx) => {
            const moment = { now: now(), timeZone: config.timeZone };
            await receivePayment(tx, { provider: sandbox.name, notice }, moment);
            return findOrderOfPayment(tx, reference);
          },
          [exclusive(POSTING)],
        );
        wakeJobs();
        return reply(c, sandboxPayment, viewSandboxPayment(told ?? order, reference));
      },
    );
}
