import { isOffered } from "@songkeeper/catalog";
import { accept, refuse } from "@songkeeper/base";
import { findPricedTracks } from "../catalog/queries.ts";
import type { Tx } from "../db/transact.ts";
import { findLicence } from "./licence-queries.ts";
import { lockPrices } from "./licensed-songs.ts";
import { replaceSoundtrack } from "./queries.ts";
import type { Zone } from "./shop.ts";

/** Picks a zone's songs by hand, in order. Each must be offered for the zone's use and be named once. */
export async function chooseSoundtrack(tx: Tx, zone: Zone, trackIds: readonly string[], now: Date) {
  const tracks = await findPricedTracks(tx, trackIds, zone.use, now);
  const offered = new Set(tracks.filter(isOffered(now)).map(({ trackId }) => trackId));
  const errors = trackIds.flatMap((trackId, at) => {
    if (!offered.has(trackId)) return { path: `trackIds.${at}`, rule: "not_offered" };
    return trackIds.indexOf(trackId) === at ? [] : { path: `trackIds.${at}`, rule: "twice" };
  });
  if (errors.length > 0) return refuse("invalid_fields", { errors });

  await replaceSoundtrack(tx, zone.id, trackIds);
  const licence = await findLicence(tx, zone, now);
  if (licence) await lockPrices(tx, licence, trackIds, now);
  return accept(undefined);
}
