import { accept, refuse } from "@songkeeper/base";
import { checkCredits } from "@songkeeper/catalog";
import { newTrack, priceChange, track, trackPage } from "@songkeeper/contracts";
import { z } from "zod";
import type { Tx } from "../db/transact.ts";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { changePrice } from "./change-price.ts";
import { createTrack } from "./create-track.ts";
import { storeSynthesised } from "./store-synthesised.ts";
import { findTrack, listTracks } from "./track-queries.ts";
import { viewTrack } from "./view-track.ts";

/** Songs are made one after the other, whoever asks: one person's must not keep everybody else waiting. */
const SONGS_AT_ONCE_MAX = 3;

const pageQuery = z.strictObject({ cursor: z.string().max(64).optional() });

/** A musician's songs and their prices. Another's song is not there. */
export function catalogRoutes(services: Services) {
  return routes()
    .route("/", addingRoutes(services))
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

function addingRoutes(services: Services) {
  const { transact, now } = services;
  const making = atOnce(SONGS_AT_ONCE_MAX);
  return routes()
    .post(
      "/tracks",
      operation("Add a song", { answer: track, problems: ["not_signed_in", "invalid_fields", "too_many_requests"] }),
      signedIn(services),
      valid("json", newTrack),
      async (c) => {
        const { audio: recipe, ...song } = c.req.valid("json");
        // Asked before the work of making its audio, and again where it is written.
        const credits = checkCredits(song.credits);
        if (!credits.ok) return problem(c, credits);
        const ownerId = c.get("user").id;
        const audio = await making(ownerId, () => storeSynthesised(services, recipe.synthesised));
        if (!audio) return problem(c, { reason: "too_many_requests" });
        const outcome = await transact(async (tx) => {
          const made = await createTrack(tx, ownerId, { song, audio }, now());
          return made.ok ? seeTrack(tx, services, { ownerId, trackId: made.value }) : made;
        });
        return outcome.ok ? reply(c, track, outcome.value, 201) : problem(c, outcome);
      },
    )
    .post(
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

/** Does work for somebody unless so much is being done for them already; undefined then. */
function atOnce(max: number) {
  const busy = new Map<string, number>();
  return async <T>(who: string, work: () => Promise<T>): Promise<T | undefined> => {
    const before = busy.get(who) ?? 0;
    if (before >= max) return undefined;
    busy.set(who, before + 1);
    try {
      return await work();
    } finally {
      const left = (busy.get(who) ?? 1) - 1;
      if (left > 0) busy.set(who, left);
      else busy.delete(who);
    }
  };
}

async function seeTrack(tx: Tx, services: Services, { ownerId, trackId }: { ownerId: string; trackId: string }) {
  const found = await findTrack(tx, ownerId, trackId);
  return found ? accept(viewTrack(found, contextOf(services))) : refuse("not_found");
}

function contextOf({ now, secrets }: Services) {
  return { now: now(), mediaSecret: secrets.media };
}
