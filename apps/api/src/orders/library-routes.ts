import { libraryPage } from "@songkeeper/contracts";
import { z } from "zod";
import { operation, reply, valid } from "../http/operation.ts";
import { routes, signedIn } from "../http/session.ts";
import { viewSongCards } from "../listen/view-cards.ts";
import type { Services } from "../services.ts";
import { listOwned, type Owned } from "./ownership-queries.ts";

const SONGS_MAX = 50;
/** When the last song of the page before was bought, and which it was. */
const cursorShape = z.tuple([z.iso.datetime(), z.string().max(64)]);
const pageQuery = z.strictObject({ cursor: z.string().max(120).optional() });

/** What somebody bought. */
export function libraryRoutes(services: Services) {
  return routes().get(
    "/library",
    operation("The songs that you bought, the newest first", { answer: libraryPage }),
    signedIn(services),
    valid("query", pageQuery),
    async (c) => {
      const userId = c.get("user").id;
      const after = placeOf(c.req.valid("query").cursor);
      const { owned, items } = await services.transact(async (tx) => {
        const page = await listOwned(tx, userId, { after, limit: SONGS_MAX });
        const trackIds = page.map(({ trackId }) => trackId);
        const cards = new Map((await viewSongCards(tx, trackIds, userId)).map((card) => [card.id, card]));
        return {
          owned: page,
          items: page.flatMap(({ trackId, orderId, since }) => {
            const song = cards.get(trackId);
            return song ? [{ song, orderId, since: since.toISOString() }] : [];
          }),
        };
      });
      return reply(c, libraryPage, { items, cursor: owned.length === SONGS_MAX ? cursorOf(owned.at(-1)) : null });
    },
  );
}

function cursorOf(last: Owned | undefined): string | null {
  return last ? `${last.since.toISOString()}/${last.trackId}` : null;
}

function placeOf(cursor: string | undefined): Pick<Owned, "trackId" | "since"> | undefined {
  const place = cursorShape.safeParse(cursor?.split("/"));
  return place.success ? { since: new Date(place.data[0]), trackId: place.data[1] } : undefined;
}
