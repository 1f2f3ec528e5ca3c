import { accept, type Day, dayOf, monthOfDay } from "@songkeeper/base";
import { costEstimate, newPairingCode, soundtrackChoice, zoneChange, zoneView } from "@songkeeper/contracts";
import { findPricedTracks } from "../catalog/queries.ts";
import type { Tx } from "../db/transact.ts";
import { createPairingCode } from "../devices/pair-device.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem, type ProblemCode } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import { listDeviceDays } from "../leases/queries.ts";
import type { Services } from "../services.ts";
import { chooseSoundtrack } from "./choose-soundtrack.ts";
import { estimateCost } from "./estimate-cost.ts";
import { inZone } from "./in-shop.ts";
import { updateZone } from "./queries.ts";
import type { Zone } from "./shop.ts";
import { contextOf, priceSongs, viewZone } from "./view-zone.ts";

const CHANGE_PROBLEMS: readonly ProblemCode[] = ["not_found", "forbidden", "invalid_fields"];

/** One zone of a shop: its hours, its soundtrack and what that costs, and a code to pair its player. */
export function zoneRoutes(services: Services) {
  return routes()
    .use("/zones/*", signedIn(services))
    .route("/", changeRoutes(services))
    .route("/", estimateRoutes(services))
    .route("/", pairingRoutes(services));
}

function changeRoutes(services: Services) {
  const { now } = services;
  return routes()
    .put(
      "/zones/:zoneId",
      operation("Change a zone's opening hours and days off-line", { answer: zoneView, problems: CHANGE_PROBLEMS }),
      valid("json", zoneChange),
      async (c) => {
        const outcome = await inZone(services, c, "change", async (tx, before) => {
          const zone: Zone = { ...before, ...c.req.valid("json") };
          await updateZone(tx, zone);
          return accept(await view(tx, zone, services));
        });
        return outcome.ok ? reply(c, zoneView, outcome.value) : problem(c, outcome);
      },
    )
    .put(
      "/zones/:zoneId/soundtrack",
      operation("Pick a zone's songs by hand, in order", { answer: zoneView, problems: CHANGE_PROBLEMS }),
      valid("json", soundtrackChoice),
      async (c) => {
        const outcome = await inZone(services, c, "change", async (tx, zone) => {
          const chosen = await chooseSoundtrack(tx, zone, c.req.valid("json").trackIds, now());
          return chosen.ok ? accept(await view(tx, zone, services)) : chosen;
        });
        return outcome.ok ? reply(c, zoneView, outcome.value) : problem(c, outcome);
      },
    );
}

function estimateRoutes(services: Services) {
  const { now, config } = services;
  return routes().post(
    "/zones/:zoneId/estimate",
    operation("What some songs would cost at a zone's opening hours", {
      answer: costEstimate,
      problems: ["not_found"],
    }),
    valid("json", soundtrackChoice),
    async (c) => {
      const outcome = await inZone(services, c, "see", async (tx, zone) => {
        const tracks = await findPricedTracks(tx, c.req.valid("json").trackIds, zone.use, now());
        const songs = await priceSongs(tx, zone, tracks, now());
        const played = songs.map(({ price, durationMs }) => ({ fee: price.fee, durationMs }));
        return accept(estimateCost(played, zone, { now: now(), timeZone: config.timeZone }));
      });
      if (!outcome.ok) return problem(c, outcome);
      const { playsPerDay, perDay, perMonth } = outcome.value;
      return reply(c, costEstimate, { playsPerDay, perDayMicro: `${perDay}`, perMonthMicro: `${perMonth}` });
    },
  );
}

function pairingRoutes(services: Services) {
  const { now, config } = services;
  return routes().post(
    "/zones/:zoneId/pairing-codes",
    operation("Make a code to pair a player with a zone", {
      answer: newPairingCode,
      problems: ["not_found", "forbidden"],
    }),
    async (c) => {
      const outcome = await inZone(services, c, "change", async (tx, zone) =>
        accept(await createPairingCode(tx, zone.id, now())),
      );
      if (!outcome.ok) return problem(c, outcome);
      const { code, expiresAt } = outcome.value;
      const url = `${config.publicUrl}/player/?code=${code}`;
      return reply(c, newPairingCode, { code, expiresAt: expiresAt.toISOString(), url }, 201);
    },
  );
}

async function view(tx: Tx, zone: Zone, services: Services) {
  const context = contextOf(services);
  const month = monthOfDay(dayOf(context.now, context.timeZone));
  const days = await listDeviceDays(tx, zone.shopId, `${month}-01` as Day);
  return viewZone(tx, zone, { days, context });
}
