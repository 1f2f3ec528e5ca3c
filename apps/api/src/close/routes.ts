import { accept, month as monthOf } from "@songkeeper/base";
import {
  closeList,
  closeRequest,
  closeView,
  month as monthShape,
  outboxPage,
  payoutList,
  trialBalance,
} from "@songkeeper/contracts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { operatorOnly, routes } from "../http/session.ts";
import { partyAdminRoutes } from "../ledger/party-admin-routes.ts";
import { viewPayout } from "../ledger/view-party.ts";
import { viewTrialBalance } from "../ledger/view-trial-balance.ts";
import { listAddresses, listMessages } from "../messages/queries.ts";
import { listPayouts } from "../payouts/queries.ts";
import type { Services } from "../services.ts";
import { startClose } from "./start-close.ts";
import { viewClose, viewCloses } from "./view-close.ts";

const MESSAGES_MAX = 50;
const PAYOUTS_MAX = 200;

/** The operator's room, plays that wait for a person apart. */
export function closeRoutes(services: Services) {
  return routes()
    .route("/", monthRoutes(services))
    .route("/", bookRoutes(services))
    .route("/", partyAdminRoutes(services));
}

function monthRoutes(services: Services) {
  const { transact, now, config, wakeJobs } = services;
  return routes()
    .get(
      "/operate/closes",
      operation("Every month with plays, and how far its close is", { answer: closeList, problems: ["not_found"] }),
      operatorOnly(services),
      async (c) => {
        const items = await transact((tx) => viewCloses(tx, now(), config.timeZone));
        return reply(c, closeList, { items });
      },
    )
    .post(
      "/operate/closes",
      operation("Close a month, in the background; a close that failed goes on", {
        answer: closeView,
        problems: ["not_found", "already_running", "already_closed", "month_not_over", "earlier_month_open"],
      }),
      operatorOnly(services),
      valid("json", closeRequest),
      async (c) => {
        const month = monthOf(c.req.valid("json").month);
        const started = await transact(async (tx) => {
          const outcome = await startClose(tx, month, { now: now(), timeZone: config.timeZone });
          return outcome.ok ? accept(await viewClose(tx, month, config.timeZone)) : outcome;
        });
        if (!started.ok) return problem(c, started);
        wakeJobs();
        return reply(c, closeView, started.value);
      },
    )
    .get(
      "/operate/closes/:month",
      operation("One month's close, step by step", { answer: closeView, problems: ["not_found"] }),
      operatorOnly(services),
      async (c) => {
        const month = monthShape.safeParse(c.req.param("month"));
        if (!month.success) return problem(c, { reason: "not_found" });
        return reply(c, closeView, await transact((tx) => viewClose(tx, monthOf(month.data), config.timeZone)));
      },
    );
}

function bookRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .get(
      "/operate/trial-balance",
      operation("Debits against credits, rebuilt and compared", { answer: trialBalance, problems: ["not_found"] }),
      operatorOnly(services),
      async (c) => reply(c, trialBalance, await transact((tx) => viewTrialBalance(tx, now()))),
    )
    .get(
      "/operate/payouts",
      operation("The latest payouts", { answer: payoutList, problems: ["not_found"] }),
      operatorOnly(services),
      async (c) => {
        const payouts = await transact((tx) => listPayouts(tx, PAYOUTS_MAX));
        return reply(c, payoutList, { items: payouts.map((payout) => viewPayout(payout, payout.partyName)) });
      },
    )
    .get(
      "/operate/outbox",
      operation("Messages to people, the newest first", { answer: outboxPage, problems: ["not_found"] }),
      operatorOnly(services),
      async (c) => {
        const { messages, addresses } = await transact(async (tx) => {
          const found = await listMessages(tx, c.req.query("cursor"), MESSAGES_MAX);
          const people = [...new Set(found.map(({ recipient }) => recipient))];
          return { messages: found, addresses: await listAddresses(tx, people) };
        });
        const items = messages.map(({ id, recipient, topic, params, createdAt, deliveredAt }) => ({
          id,
          to: addresses.get(recipient) ?? recipient,
          topic,
          params,
          createdAt: createdAt.toISOString(),
          deliveredAt: deliveredAt?.toISOString() ?? null,
        }));
        const cursor = messages.length === MESSAGES_MAX ? (messages.at(-1)?.id ?? null) : null;
        return reply(c, outboxPage, { items, cursor });
      },
    );
}
