import { searchQuery, searchResult } from "@songkeeper/contracts";
import { operation, reply, valid } from "../http/operation.ts";
import { optionallySignedIn, routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { searchMusic } from "./search-music.ts";

/** One box for songs, artists, releases and lines of lyrics. */
export function searchRoutes(services: Services) {
  return routes().get(
    "/search",
    operation("Songs, artists, releases and lines of lyrics that have all the words", {
      answer: searchResult,
      problems: ["invalid_fields"],
    }),
    optionallySignedIn(services),
    valid("query", searchQuery),
    async (c) => {
      const { q } = c.req.valid("query");
      const found = await services.transact((tx) => searchMusic(tx, q, c.get("reader")?.id));
      return reply(c, searchResult, found);
    },
  );
}
