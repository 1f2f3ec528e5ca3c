import { lease, leaseRequest } from "@songkeeper/contracts";
import { QUALIFYING_MS_MAX } from "@songkeeper/licensing";
import { accept, ZERO } from "@songkeeper/base";
import { tokenUrl } from "../catalog/path-token.ts";
import { exclusive, POSTING } from "../db/transact.ts";
import { namesOf } from "../devices/routes.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { deviceOnly, routes } from "../http/session.ts";
import { CROSSFADE_MS } from "../metering/judge-chunk.ts";
import type { Services } from "../services.ts";
import { sha256Hex } from "../sha256.ts";
import { grantDeviceLease, type GrantedLease } from "./grant-device-lease.ts";

const RENEW_AFTER_MS = 3_600_000;

/** Where devices get the permission to play. */
export function leaseRoutes({ transact, now, config, secrets, live }: Services) {
  return routes().post(
    "/devices/:deviceId/leases",
    operation("Ask for the next lease", {
      answer: lease,
      problems: [
        "unknown_device",
        "device_ended",
        "device_forked",
        "no_licence",
        "nothing_to_play",
        "budget_used",
        "too_many_requests",
      ],
    }),
    deviceOnly(),
    valid("json", leaseRequest),
    async (c) => {
      const wish = c.req.valid("json");
      const of = { deviceId: c.req.param("deviceId"), tokenHash: sha256Hex(c.get("deviceToken")), wish };
      const moment = { now: now(), timeZone: config.timeZone };
      const outcome = await transact(
        async (tx) => {
          const granted = await grantDeviceLease(tx, of, moment);
          return granted.ok ? accept({ ...granted.value, names: await namesOf(tx, granted.value.zone) }) : granted;
        },
        [exclusive(POSTING)],
      );
      if (!outcome.ok) return problem(c, outcome);
      live.publish(outcome.value.shop.id, { event: "shop", data: "{}" });
      const { names, ...granted } = outcome.value;
      return reply(c, lease, {
        ...answerOf(granted, secrets.media),
        names,
        serverNow: moment.now.toISOString(),
        timeZone: config.timeZone,
      });
    },
  );
}

function answerOf({ lease: of, pricedShare, songs, used, shop }: GrantedLease, mediaSecret: Uint8Array) {
  const expiresAt = new Date(of.endsAt);
  return {
    leaseId: of.id,
    use: of.use,
    grantedAt: new Date(of.grantedAt).toISOString(),
    endsAt: expiresAt.toISOString(),
    renewAfterMs: RENEW_AFTER_MS,
    qualifyingMsMax: QUALIFYING_MS_MAX,
    crossfadeMs: CROSSFADE_MS,
    budgetMode: shop.budgetMode,
    pricedPerMille: pricedShare,
    days: [...of.days].map(([day, amount]) => ({
      day,
      amountMicro: amount.toString(),
      spentMicro: (used.get(day) ?? ZERO).toString(),
    })),
    tracks: songs.map((song) => ({
      trackId: song.trackId,
      title: song.title,
      artist: song.artist,
      durationMs: song.durationMs,
      feeMicro: song.price.fee.toString(),
      priceVersion: song.price.version,
      sha256: song.audioSha256,
      bytes: song.audioBytes,
      url: tokenUrl(mediaSecret, {
        object: song.audioObject,
        sha256: song.audioSha256,
        bytes: song.audioBytes,
        expiresAt,
        purpose: "lease",
        ref: of.id,
      }),
    })),
  };
}
