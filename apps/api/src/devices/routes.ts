import { accept, refuse } from "@songkeeper/base";
import { deviceState, nowPlaying, paired, pairing } from "@songkeeper/contracts";
import { gapsOf } from "@songkeeper/licensing";
import { exclusive, POSTING, type Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { deviceOnly, routes } from "../http/session.ts";
import { listWaitingRanges } from "../metering/chunk-queries.ts";
import type { Services } from "../services.ts";
import { sha256Hex } from "../sha256.ts";
import { getPlace, getShop, getZone } from "../shops/queries.ts";
import type { Zone } from "../shops/shop.ts";
import type { Device } from "./device.ts";
import { pairDevice } from "./pair-device.ts";
import { lockDevice, markNowPlaying } from "./queries.ts";

/** Pairing a player, where its journal stands, and what it says is sounding. */
export function deviceRoutes(services: Services) {
  return routes()
    .route("/", pairingRoutes(services))
    .route("/", stateRoutes(services))
    .route("/", nowPlayingRoutes(services));
}

function pairingRoutes({ transact, now, live, config }: Services) {
  return routes().post(
    "/pairings",
    operation("Pair a player with a zone by its code", {
      answer: paired,
      problems: ["not_found", "code_expired", "invalid_fields"],
    }),
    valid("json", pairing),
    async (c) => {
      const moment = { now: now(), timeZone: config.timeZone };
      const outcome = await transact(
        async (tx) => {
          const done = await pairDevice(tx, c.req.valid("json"), moment);
          return done.ok ? accept({ ...done.value, names: await namesOf(tx, done.value.zone) }) : done;
        },
        [exclusive(POSTING)],
      );
      if (!outcome.ok) return problem(c, outcome);
      const { device, token, names } = outcome.value;
      live.publish(device.shopId, { event: "shop", data: "{}" });
      return reply(c, paired, {
        deviceId: device.id,
        token,
        names,
        expectedSeq: device.expectedSeq,
        headHash: device.headHash,
      });
    },
  );
}

function stateRoutes({ transact, now }: Services) {
  return routes().get(
    "/devices/:deviceId",
    operation("Where a device's journal stands", { answer: deviceState, problems: ["unknown_device"] }),
    deviceOnly(),
    async (c) => {
      const tokenHash = sha256Hex(c.get("deviceToken"));
      const outcome = await transact((tx) => findState(tx, c.req.param("deviceId"), tokenHash));
      return outcome.ok
        ? reply(c, deviceState, { ...outcome.value, serverNow: now().toISOString() })
        : problem(c, outcome);
    },
  );
}

function nowPlayingRoutes({ transact, now, live }: Services) {
  return routes().put(
    "/devices/:deviceId/now-playing",
    operation("Say what sounds now; unbilled", { problems: ["unknown_device"] }),
    deviceOnly(),
    valid("json", nowPlaying),
    async (c) => {
      const said = { ...c.req.valid("json"), at: now().toISOString() };
      const outcome = await transact(async (tx) => {
        const device = await lockDevice(tx, c.req.param("deviceId"), sha256Hex(c.get("deviceToken")));
        if (!device || device.endedAt) return refuse("unknown_device");
        await markNowPlaying(tx, device.id, JSON.stringify(said), now());
        return accept(device);
      });
      if (!outcome.ok) return problem(c, outcome);
      const { shopId, zoneId } = outcome.value;
      live.publish(shopId, { event: "now", data: JSON.stringify({ zoneId, now: said }) });
      return c.body(null, 204);
    },
  );
}

async function findState(tx: Tx, deviceId: string, tokenHash: string) {
  const device: Device | undefined = await lockDevice(tx, deviceId, tokenHash);
  if (!device) return refuse("unknown_device");
  const zone = await getZone(tx, device.zoneId);
  return accept({
    deviceId: device.id,
    names: await namesOf(tx, zone),
    expectedSeq: device.expectedSeq,
    headHash: device.headHash,
    gaps: gapsOf(device.expectedSeq, await listWaitingRanges(tx, device.id)),
    endedAt: device.endedAt?.toISOString() ?? null,
  });
}

/** What a player shows of where it stands. */
export async function namesOf(tx: Tx, zone: Zone) {
  const shop = await getShop(tx, zone.shopId);
  const place = await getPlace(tx, zone.placeId);
  return { shop: shop.name, place: place.name, zone: zone.name };
}
