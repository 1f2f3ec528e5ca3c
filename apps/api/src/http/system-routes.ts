import { health, platformHealth, ready } from "@songkeeper/contracts";
import { sampleState } from "../sample/sample-state.ts";
import { findSetting } from "../db/settings-queries.ts";
import type { Services } from "../services.ts";
import { operation, reply } from "./operation.ts";
import { operatorOnly, routes } from "./session.ts";

export const VERSION = "0.1.0";

/** Whether the server lives, and whether its sample world is made; to the operator also what it is made of. */
export function systemRoutes(services: Services) {
  const { config, transact, now, media } = services;
  const facts = () => ({
    version: VERSION,
    database: config.databaseUrl ? ("postgres" as const) : ("sqlite" as const),
    now: now().toISOString(),
    timeZone: config.timeZone,
  });
  const answered = () => transact((tx) => findSetting(tx, "time_zone"));
  return routes()
    .get("/health", operation("Whether the server and its database answer", { answer: health }), async (c) => {
      await answered();
      const on = media.knownLayers()?.filter(({ state }) => state === "on");
      return reply(c, health, { ok: true, ...facts(), media: { layers: on?.map(({ name }) => name) ?? null } });
    })
    .get("/ready", operation("Whether requests are taken, and how far the sample world is", { answer: ready }), (c) =>
      reply(c, ready, { ready: true, sample: sampleState() }),
    )
    .get(
      "/operate/health",
      operation("How the platform stands, and every layer of the jail around media workers", {
        answer: platformHealth,
        problems: ["not_found"],
      }),
      operatorOnly(services),
      async (c) => {
        await answered();
        const layers = [...(await media.layers())];
        return reply(c, platformHealth, { ...facts(), mediaWorkers: config.mediaWorkers, layers });
      },
    );
}
