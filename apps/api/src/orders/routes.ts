import { accept, type Outcome } from "@songkeeper/base";
import { newOrder, orderPage, orderView } from "@songkeeper/contracts";
import type { Context } from "hono";
import { sandboxPayments } from "../adapters/sandbox-pay.ts";
import { exclusive, POSTING, type Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { type HouseEnv, routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { idempotencyKeyOf, onceFor } from "../wallet/idempotency.ts";
import type { Order } from "./order.ts";
import { libraryRoutes } from "./library-routes.ts";
import { findOrder, listOrders } from "./order-queries.ts";
import { placeOrder } from "./place-order.ts";
import { refundOrder } from "./refund-order.ts";
import { sandboxRoutes } from "./sandbox-routes.ts";
import { viewOrders } from "./view-order.ts";

const ORDERS_MAX = 30;

/** Buying songs, and getting the money back. */
export function orderRoutes(services: Services) {
  return routes()
    .route("/", changeRoutes(services))
    .route("/", readRoutes(services))
    .route("/", libraryRoutes(services))
    .route("/", sandboxRoutes(services));
}

function changeRoutes(services: Services) {
  const { now, config } = services;
  const provider = sandboxPayments(services.secrets.media);
  const moment = () => ({ now: now(), timeZone: config.timeZone });
  return routes()
    .post(
      "/orders",
      operation("Order songs; needs an Idempotency-Key", {
        answer: orderView,
        problems: [
          "not_for_sale",
          "own_song",
          "already_owned",
          "price_changed",
          "order_too_large",
          "extras_used",
          "idempotency_key_missing",
          "key_reused",
        ],
      }),
      signedIn(services),
      valid("json", newOrder),
      async (c) => {
        const buyerId = c.get("user").id;
        const wanted = { buyerId, songs: c.req.valid("json").lines };
        return once(services, c, (tx) => placeOrder(tx, wanted, provider, moment()));
      },
    )
    .post(
      "/orders/:orderId/refund",
      operation("Get the money of an order back; needs an Idempotency-Key", {
        answer: orderView,
        problems: [
          "not_found",
          "not_refundable",
          "already_delivered",
          "refund_too_late",
          "idempotency_key_missing",
          "key_reused",
        ],
      }),
      signedIn(services),
      async (c) => {
        const of = { orderId: c.req.param("orderId"), buyerId: c.get("user").id };
        return once(services, c, (tx) => refundOrder(tx, of, moment()));
      },
    );
}

function readRoutes(services: Services) {
  const { transact, now } = services;
  const provider = sandboxPayments(services.secrets.media);
  return routes()
    .get(
      "/orders",
      operation("One's own orders, the newest first", { answer: orderPage }),
      signedIn(services),
      async (c) => {
        const wanted = { after: c.req.query("cursor"), limit: ORDERS_MAX };
        const items = await transact(async (tx) =>
          viewOrders(tx, await listOrders(tx, c.get("user").id, wanted), { provider, now: now() }),
        );
        return reply(c, orderPage, { items, cursor: items.length === ORDERS_MAX ? (items.at(-1)?.id ?? null) : null });
      },
    )
    .get(
      "/orders/:orderId",
      operation("An order of one's own", { answer: orderView, problems: ["not_found"] }),
      signedIn(services),
      async (c) => {
        const [view] = await transact(async (tx) => {
          const order = await findOrder(tx, c.req.param("orderId"));
          const own = order?.buyerId === c.get("user").id ? [order] : [];
          return viewOrders(tx, own, { provider, now: now() });
        });
        return view ? reply(c, orderView, view) : problem(c, { reason: "not_found" });
      },
    );
}

/** Does once what the request's key stands for, and answers with the order; asked again, it gives the first answer. */
async function once<R extends OrderProblem>(
  { transact, now, secrets, wakeJobs }: Services,
  c: Context<HouseEnv>,
  work: (tx: Tx) => Promise<Outcome<Order, R>>,
) {
  const key = idempotencyKeyOf(c);
  if (key === undefined) return problem(c, { reason: "idempotency_key_missing" });
  const request = { account: c.get("user").id, key, route: c.req.path, body: await c.req.text() };
  const provider = sandboxPayments(secrets.media);
  const outcome = await transact(
    (tx) =>
      onceFor<R>(tx, request, now(), async () => {
        const done = await work(tx);
        if (!done.ok) return done;
        const [view] = await viewOrders(tx, [done.value], { provider, now: now() });
        return accept(JSON.stringify(view));
      }),
    [exclusive(POSTING)],
  );
  if (!outcome.ok) return problem(c, outcome);
  wakeJobs();
  return reply(c, orderView, JSON.parse(outcome.value));
}

type OrderProblem = Parameters<typeof problem>[1]["reason"];
