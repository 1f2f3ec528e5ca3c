import { delivery, receipt } from "@songkeeper/contracts";
import { exclusive, INGEST, POSTING, shared } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem, type ProblemCode } from "../http/problems.ts";
import { deviceOnly, routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { sha256Hex } from "../sha256.ts";
import { deliverChunk } from "./deliver-chunk.ts";
import { tellShop } from "./tell-shop.ts";

const DELIVERY_PROBLEMS: readonly ProblemCode[] = [
  "unknown_device",
  "bad_envelope",
  "bad_hash",
  "bad_signature",
  "fork",
  "overlapping_chunk",
  "journal_gap",
];

/** Where devices deliver their journals. */
export function meteringRoutes(services: Services) {
  const { transact, now, config } = services;
  return routes().post(
    "/devices/:deviceId/chunks",
    operation("Deliver journal entries", { answer: receipt, problems: DELIVERY_PROBLEMS }),
    deviceOnly(),
    valid("json", delivery),
    async (c) => {
      const of = {
        deviceId: c.req.param("deviceId"),
        tokenHash: sha256Hex(c.get("deviceToken")),
        delivery: c.req.valid("json"),
      };
      const moment = { now: now(), timeZone: config.timeZone };
      const outcome = await transact((tx) => deliverChunk(tx, of, moment), [shared(INGEST), exclusive(POSTING)]);
      if (!outcome.ok) return problem(c, outcome);
      await tellShop(services, of.deviceId, outcome.value);
      return reply(c, receipt, outcome.value.receipt);
    },
  );
}
