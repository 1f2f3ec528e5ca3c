import { setTimeout as sleep } from "node:timers/promises";
import { receiptPage, receiptQuery } from "@songkeeper/contracts";
import { streamSSE } from "hono/streaming";
import type { LiveEvent } from "../adapters/live-events.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { enterShop } from "../shops/access.ts";
import { listReceipts, type ReceiptCursor, toReceiptJson } from "./receipt-queries.ts";
import { accept, refuse } from "@songkeeper/base";

/** A proxy closes what is silent for a minute. */
const HEARTBEAT_MS = 20_000;

/** Every play of a shop with its fee or reason, and the same as it happens, to whoever may see it at each heartbeat. */
export function receiptRoutes(services: Services, heartbeatMs = HEARTBEAT_MS) {
  return routes().route("/", listRoutes(services)).route("/", liveRoutes(services, heartbeatMs));
}

function listRoutes(services: Services) {
  const { transact } = services;
  return routes().get(
    "/shops/:shopId/receipts",
    operation("A shop's plays, newest first", { answer: receiptPage, problems: ["not_found"] }),
    signedIn(services),
    valid("query", receiptQuery),
    async (c) => {
      const { zone, verdict, cursor } = c.req.valid("query");
      const after = cursor === undefined ? undefined : readCursor(cursor);
      const outcome = await transact(async (tx) => {
        if (cursor !== undefined && !after)
          return refuse("invalid_fields", { errors: [{ path: "cursor", rule: "not_a_cursor" }] });
        const entered = await enterShop(tx, c.req.param("shopId"), c.get("user").id, "see");
        if (!entered.ok) return entered;
        return accept(await listReceipts(tx, { shopId: entered.value.id, zoneId: zone, verdict, after }));
      });
      if (!outcome.ok) return problem(c, outcome);
      const { rows, cursor: next } = outcome.value;
      return reply(c, receiptPage, { items: rows.map(toReceiptJson), cursor: next && writeCursor(next) });
    },
  );
}

function liveRoutes(services: Services, heartbeatMs: number) {
  const { transact, live } = services;
  return routes().get(
    "/shops/:shopId/live",
    operation("A shop's plays as they are judged, as server-sent events", { type: "text/event-stream" }),
    signedIn(services),
    async (c) => {
      const shopId = c.req.param("shopId");
      const enter = () => transact((tx) => enterShop(tx, shopId, c.get("user").id, "see"));
      const entered = await enter();
      if (!entered.ok) return problem(c, entered);
      const mayStillSee = async () =>
        (await services.auth.api.getSession({ headers: c.req.raw.headers })) !== null && (await enter()).ok;
      return streamSSE(c, async (stream) => {
        const stop = live.subscribe(shopId, ({ event, data }: LiveEvent) => void stream.writeSSE({ event, data }));
        stream.onAbort(stop);
        try {
          await stream.writeSSE({ event: "shop", data: "{}" });
          while (!stream.aborted) {
            await sleep(heartbeatMs, undefined, { ref: false });
            // Who signed out or left the shop since sees no more of it.
            if (!stream.aborted && !(await mayStillSee())) return;
            await stream.writeSSE({ event: "beat", data: "{}" });
          }
        } finally {
          stop();
        }
      });
    },
  );
}

function writeCursor({ receivedAt, deviceId, seq }: ReceiptCursor): string {
  return `${receivedAt}_${deviceId}_${seq}`;
}

function readCursor(text: string): ReceiptCursor | undefined {
  const [, receivedAt, deviceId, seq] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([A-Za-z0-9-]+)_(\d{1,15})$/.exec(text) ?? [];
  if (!receivedAt || !deviceId || !seq || Number.isNaN(Date.parse(receivedAt))) return undefined;
  return { receivedAt, deviceId, seq: Number(seq) };
}
