import { accept, refuse } from "@songkeeper/base";
import { priceChange, track, trackPage } from "@songkeeper/contracts";
import { z } from "zod";
import type { Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { changePrice } from "./change-price.ts";
import { findTrack, listTracks } from "./track-queries.ts";
import { viewTrack } from "./view-track.ts";

const pageQuery = z.strictObject({ cursor: z.string().max(64).optional() });

/** A musician's songs and their prices. Another's song is not there. */
export function catalogRoutes(services: Services) {
  return routes()
    .route("/", priceRoutes(services))
    .get(
      "/tracks",
      operation("The songs that you uploaded, the newest first", { answer: trackPage, problems: ["not_signed_in"] }),
      signedIn(services),
      valid("query", pageQuery),
      async (c) => {
        const { cursor } = c.req.valid("query");
        const page = await services.transact((tx) => listTracks(tx, c.get("user").id, cursor));
        const context = contextOf(services);
        return reply(c, trackPage, { ...page, items: page.items.map((song) => viewTrack(song, context)) });
      },
    )
    .get(
      "/tracks/:trackId",
      operation("One of your songs", { answer: track, problems: ["not_signed_in", "not_found"] }),
      signedIn(services),
      async (c) => {
        const owned = { ownerId: c.get("user").id, trackId: c.req.param("trackId") };
        const found = await services.transact((tx) => seeTrack(tx, services, owned));
        return found.ok ? reply(c, track, found.value) : problem(c, found);
      },
    );
}

function priceRoutes(services: Services) {
  const { transact, now } = services;
  return routes().post(
    "/tracks/:trackId/prices",
    operation("Change a song's fee per play for one use", {
      answer: track,
      problems: ["not_signed_in", "not_found", "invalid_fields"],
    }),
    signedIn(services),
    valid("json", priceChange),
    async (c) => {
      const { use, feeMicro: fee } = c.req.valid("json");
      const owned = { ownerId: c.get("user").id, trackId: c.req.param("trackId") };
      const outcome = await transact(async (tx) => {
        const changed = await changePrice(tx, owned, { use, fee }, now());
        return changed.ok ? seeTrack(tx, services, owned) : changed;
      });
      return outcome.ok ? reply(c, track, outcome.value) : problem(c, outcome);
    },
  );
}

async function seeTrack(tx: Tx, services: Services, { ownerId, trackId }: { ownerId: string; trackId: string }) {
  const found = await findTrack(tx, ownerId, trackId);
  return found ? accept(viewTrack(found, contextOf(services))) : refuse("not_found");
}

function contextOf({ now, secrets }: Services) {
  return { now: now(), mediaSecret: secrets.media };
}
