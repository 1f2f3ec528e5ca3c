import { heldList, rulingChoice } from "@songkeeper/contracts";
import { RULING_MS } from "@songkeeper/licensing";
import { exclusive, INGEST, POSTING, shared } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { operatorOnly, routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { ruleOnPlay } from "./rule-on-play.ts";
import { listWaitingPlays } from "./ruling-queries.ts";

const LISTED_MAX = 100;

/** The plays that wait for a person, and the person's word. */
export function heldRoutes(services: Services) {
  const { transact, now, live } = services;
  return routes()
    .get(
      "/operate/held",
      operation("Plays that wait for a decision, the oldest first", { answer: heldList }),
      operatorOnly(services),
      async (c) => {
        const plays = await transact((tx) => listWaitingPlays(tx, LISTED_MAX));
        const items = plays.map(({ fee, judgedAt, ...play }) => ({
          ...play,
          feeMicro: fee.toString(),
          heldUntil: new Date(judgedAt.getTime() + RULING_MS).toISOString(),
        }));
        return reply(c, heldList, { items });
      },
    )
    .post(
      "/operate/held/:deviceId/:seq{[0-9]{1,15}}",
      operation("Decide a held play", { problems: ["not_found", "already_ruled"] }),
      operatorOnly(services),
      valid("json", rulingChoice),
      async (c) => {
        const of = { deviceId: c.req.param("deviceId"), seq: Number(c.req.param("seq")) };
        const ruling = { ...c.req.valid("json"), by: c.get("user").id };
        const outcome = await transact((tx) => ruleOnPlay(tx, of, ruling, now()), [shared(INGEST), exclusive(POSTING)]);
        if (!outcome.ok) return problem(c, outcome);
        live.publish(outcome.value.shopId, { event: "shop", data: "{}" });
        return c.body(null, 204);
      },
    );
}
