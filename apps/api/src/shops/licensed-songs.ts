import { isOffered, lockedPrice } from "@songkeeper/catalog";
import { findPricedTracks, type PricedTrack } from "../catalog/queries.ts";
import type { Tx } from "../db/transact.ts";
import { findLockedPrices, insertLockedPrices, type LockedPrice } from "./licence-queries.ts";
import { listShopUsers, listSoundtrack } from "./queries.ts";
import type { Licence, Zone } from "./shop.ts";

/** A song that a zone may play, at the price that its licence gives it. */
export interface LicensedSong extends PricedTrack {
  readonly price: NonNullable<PricedTrack["price"]>;
  /** Whether somebody behind its credits works in the shop (rule 11 of the house): its plays count for nothing. */
  readonly related: boolean;
}

/** The songs of a zone's soundtrack that are offered for its use, in order, each with the licence's price for it. */
export async function listLicensedSongs(tx: Tx, zone: Zone, licence: Licence, now: Date): Promise<LicensedSong[]> {
  return licenseSongs(tx, licence, await findPricedTracks(tx, await listSoundtrack(tx, zone.id), zone.use, now), now);
}

/** Those of some songs that are offered, each with the licence's price for it. */
export async function licenseSongs(
  tx: Tx,
  licence: Licence,
  tracks: readonly PricedTrack[],
  now: Date,
): Promise<LicensedSong[]> {
  const listed = await findListedPrices(tx, licence, tracks);
  const people = new Set(await listShopUsers(tx, licence.shopId));
  return tracks.filter(isOffered(now)).map((track) => ({
    ...track,
    price: lockedPrice({ listed: listed.get(track.trackId) ?? track.price, current: track.price }),
    related: track.partyUserIds.some((userId) => people.has(userId)),
  }));
}

/**
 * Locks, for a licence's term, the prices of songs that are listed under it for the first time: what they cost when the
 * licence began, or now where they were not offered then.
 */
export async function lockPrices(tx: Tx, licence: Licence, trackIds: readonly string[], now: Date): Promise<void> {
  const tracks = (await findPricedTracks(tx, trackIds, licence.use, now)).filter(isOffered(now));
  const listed = await findListedPrices(tx, licence, tracks);
  const prices = tracks.map((track) => listed.get(track.trackId) ?? { trackId: track.trackId, ...track.price });
  await insertLockedPrices(tx, licence.id, prices, now);
}

async function findListedPrices(
  tx: Tx,
  licence: Licence,
  tracks: readonly PricedTrack[],
): Promise<Map<string, LockedPrice>> {
  const ids = tracks.map(({ trackId }) => trackId);
  const locked = await findLockedPrices(tx, licence.id, ids);
  const unlocked = ids.filter((id) => !locked.has(id));
  for (const { trackId, price } of await findPricedTracks(tx, unlocked, licence.use, licence.startsAt))
    if (price) locked.set(trackId, { trackId, ...price });
  return locked;
}
