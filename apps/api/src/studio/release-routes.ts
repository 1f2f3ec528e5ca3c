import type { Outcome } from "@songkeeper/base";
import { listeningChange, ownReleasePage, previewChange, salePrice } from "@songkeeper/contracts";
import type { Context } from "hono";
import { z } from "zod";
import { operation, reply, valid } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { type HouseEnv, routes, signedIn } from "../http/session.ts";
import type { Services } from "../services.ts";
import { changeListening, changePreview, changeSalePrice, restoreTrack, withdrawTrack } from "./change-track.ts";
import { viewOwnReleases } from "./view-studio.ts";

const pageQuery = z.strictObject({ cursor: z.string().max(64).optional() });
const REFUSED = ["not_signed_in", "not_found"] as const;

/** What a musician has published, and how it is offered. */
export function releaseRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .route("/", offerRoutes(services))
    .get(
      "/studio/releases",
      operation("What you published, the newest first", { answer: ownReleasePage, problems: ["not_signed_in"] }),
      signedIn(services),
      valid("query", pageQuery),
      async (c) => {
        const { cursor } = c.req.valid("query");
        return reply(c, ownReleasePage, await transact((tx) => viewOwnReleases(tx, c.get("user").id, cursor)));
      },
    )
    .post(
      "/tracks/:trackId/withdraw",
      operation("Take one of your songs off sale and out of search", { problems: REFUSED }),
      signedIn(services),
      async (c) => done(c, await transact((tx) => withdrawTrack(tx, ownSong(c), now()))),
    )
    .post(
      "/tracks/:trackId/restore",
      operation("Offer one of your songs again", { problems: REFUSED }),
      signedIn(services),
      async (c) => done(c, await transact((tx) => restoreTrack(tx, ownSong(c)))),
    );
}

function offerRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .post(
      "/tracks/:trackId/sale-price",
      operation("Change what buyers give for one of your songs", { problems: [...REFUSED, "invalid_fields"] }),
      signedIn(services),
      valid("json", salePrice),
      async (c) => {
        const { mode, amountMicro: amount } = c.req.valid("json");
        return done(c, await transact((tx) => changeSalePrice(tx, ownSong(c), { mode, amount }, now())));
      },
    )
    .post(
      "/tracks/:trackId/listening",
      operation("Change what anybody hears of one of your songs", { problems: [...REFUSED, "invalid_fields"] }),
      signedIn(services),
      valid("json", listeningChange),
      async (c) => done(c, await transact((tx) => changeListening(tx, ownSong(c), c.req.valid("json").listening))),
    )
    .post(
      "/tracks/:trackId/preview",
      operation("Change where the preview of one of your songs begins", { problems: [...REFUSED, "invalid_fields"] }),
      signedIn(services),
      valid("json", previewChange),
      async (c) => {
        const { startMs } = c.req.valid("json");
        const changed = await transact((tx) => changePreview(tx, ownSong(c), startMs, now()));
        services.wakeJobs();
        return done(c, changed);
      },
    );
}

function ownSong(c: Context<HouseEnv>) {
  return { ownerId: c.get("user").id, trackId: c.req.param("trackId") ?? "" };
}

function done(c: Context, outcome: Outcome<undefined, "not_found">): Response {
  return outcome.ok ? c.body(null, 204) : problem(c, outcome);
}
