import { artistPage, home, listening, releasePage, songPage } from "@songkeeper/contracts";
import { operation, reply } from "../http/operation.ts";
import { problem } from "../http/problems.ts";
import { optionallySignedIn, routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { beginListening } from "./begin-listening.ts";
import { viewArtistPage, viewHome, viewReleasePage } from "./view-pages.ts";
import { viewSongPage } from "./view-song.ts";

/** What anybody may see and hear, signed in or not: home, songs, releases and artists. */
export function listenRoutes(services: Services) {
  return routes().route("/", pageRoutes(services)).route("/", songRoutes(services));
}

function pageRoutes(services: Services) {
  const { transact, now } = services;
  return routes()
    .get("/home", operation("What a visitor sees first", { answer: home }), optionallySignedIn(services), async (c) => {
      const shown = await transact((tx) => viewHome(tx, c.get("reader")?.id, now()));
      return reply(c, home, shown);
    })
    .get(
      "/releases/:releaseId",
      operation("A release with its songs", { answer: releasePage, problems: ["not_found"] }),
      optionallySignedIn(services),
      async (c) => {
        const shown = await transact((tx) => viewReleasePage(tx, c.req.param("releaseId"), c.get("reader")?.id));
        return shown ? reply(c, releasePage, shown) : problem(c, { reason: "not_found" });
      },
    )
    .get(
      "/artists/:artistId",
      operation("An artist with releases and songs", { answer: artistPage, problems: ["not_found"] }),
      optionallySignedIn(services),
      async (c) => {
        const shown = await transact((tx) => viewArtistPage(tx, c.req.param("artistId"), c.get("reader")?.id));
        return shown ? reply(c, artistPage, shown) : problem(c, { reason: "not_found" });
      },
    );
}

function songRoutes(services: Services) {
  const { transact, now, secrets } = services;
  return routes()
    .get(
      "/songs/:songId",
      operation("A song with its credits, words and prices", { answer: songPage, problems: ["not_found"] }),
      optionallySignedIn(services),
      async (c) => {
        const moment = { reader: c.get("reader")?.id, now: now() };
        const shown = await transact((tx) => viewSongPage(tx, c.req.param("songId"), moment));
        return shown ? reply(c, songPage, shown) : problem(c, { reason: "not_found" });
      },
    )
    .get(
      "/songs/:songId/listen",
      operation("Leave to hear a song, as much of it as the listener may", {
        answer: listening,
        problems: ["not_found"],
      }),
      optionallySignedIn(services),
      async (c) => {
        const asked = { trackId: c.req.param("songId"), reader: c.get("reader")?.id };
        const context = { now: now(), mediaSecret: secrets.media };
        const given = await transact((tx) => beginListening(tx, asked, context));
        c.header("cache-control", "no-store");
        return given ? reply(c, listening, given) : problem(c, { reason: "not_found" });
      },
    );
}
