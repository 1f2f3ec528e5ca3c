import { health, ready } from "@songkeeper/contracts";
import { sampleState } from "../sample/sample-state.ts";
import { findSetting } from "../db/settings-queries.ts";
import type { Services } from "../services.ts";
import { operation, reply } from "./operation.ts";
import { routes } from "./session.ts";

export const VERSION = "0.1.0";

/** Whether the server lives, and whether its sample world is made. */
export function systemRoutes({ config, transact, now }: Services) {
  return routes()
    .get("/health", operation("Whether the server and its database answer", { answer: health }), async (c) => {
      await transact((tx) => findSetting(tx, "time_zone"));
      return reply(c, health, {
        ok: true,
        version: VERSION,
        database: config.databaseUrl ? "postgres" : "sqlite",
        now: now().toISOString(),
        timeZone: config.timeZone,
      });
    })
    .get("/ready", operation("Whether requests are taken, and how far the sample world is", { answer: ready }), (c) =>
      reply(c, ready, { ready: true, sample: sampleState() }),
    );
}
