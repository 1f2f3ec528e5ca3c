import { micro, type Micro, type Use } from "@songkeeper/base";
import { priceAt, type PriceVersion } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";
import { selectSongs, type Song, toSong } from "./song-queries.ts";

/** A song as leases and shops need it, with its price for one use. */
export interface PricedTrack extends Song {
  /** What was in force at the instant asked for; undefined where the song is not offered for that use. */
  readonly price: { readonly version: number; readonly fee: Micro } | undefined;
  /** The users behind its credits, for the rule on related parties; those who have not joined are not among them. */
  readonly partyUserIds: readonly string[];
}

/** A song that is offered for the use that was asked for. */
export type OfferedTrack = PricedTrack & { readonly price: NonNullable<PricedTrack["price"]> };

const PAGE_SIZE = 50;
/** Sorts behind every id: a list that begins at its end still begins within the index. */
const BEHIND_ALL_IDS = "~";

/** Songs by id with their prices for a use at an instant, in the order asked for; unknown ids are left out. */
export async function findPricedTracks(
  tx: Tx,
  trackIds: readonly string[],
  use: Use,
  at: Date,
): Promise<PricedTrack[]> {
  if (trackIds.length === 0) return [];
  const rows = await selectSongs(tx).where("track.id", "in", trackIds).execute();
  const priced = await withPrices(tx, rows.map(toSong), use, at);
  const byId = new Map(priced.map((track) => [track.trackId, track]));
  return trackIds.flatMap((id) => byId.get(id) ?? []);
}

/** The songs that anybody may license for a use at an instant, the newest first; `cursor` is the one before's. */
export async function listCatalogue(
  tx: Tx,
  use: Use,
  at: Date,
  cursor: string = BEHIND_ALL_IDS,
): Promise<{ items: OfferedTrack[]; cursor: string | null }> {
  const rows = await selectSongs(tx)
    .where("track.id", "<", cursor)
    .where("track.withdrawn_at", "is", null)
    .where("track.cleared_at", "is not", null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("price")
          .select("price.version")
          .whereRef("price.track_id", "=", "track.id")
          .where("price.use", "=", use)
          .where("price.effective_at", "<=", at.toISOString()),
      ),
    )
    .orderBy("track.id", "desc")
    .limit(PAGE_SIZE + 1)
    .execute();
  const page = rows.slice(0, PAGE_SIZE).map(toSong);
  const items = (await withPrices(tx, page, use, at)).filter(isPriced);
  return { items, cursor: rows.length > PAGE_SIZE ? (page.at(-1)?.trackId ?? null) : null };
}

function isPriced(track: PricedTrack): track is OfferedTrack {
  return track.price !== undefined;
}

async function withPrices(tx: Tx, songs: readonly Song[], use: Use, at: Date): Promise<PricedTrack[]> {
  if (songs.length === 0) return [];
  const ids = songs.map(({ trackId }) => trackId);
  const prices = await findPrices(tx, ids, use);
  const userIds = await findUserIds(tx, ids);
  return songs.map((song) => {
    const price = priceAt(prices.get(song.trackId) ?? [], at);
    return {
      ...song,
      price: price && { version: price.version, fee: price.fee },
      partyUserIds: userIds.get(song.trackId) ?? [],
    };
  });
}

async function findPrices(tx: Tx, trackIds: readonly string[], use: Use): Promise<Map<string, PriceVersion[]>> {
  const rows = await tx
    .selectFrom("price")
    .select(["track_id", "version", "fee_micro", "effective_at"])
    .where("track_id", "in", trackIds)
    .where("use", "=", use)
    .execute();
  const prices = rows.map((row) => ({
    trackId: row.track_id,
    version: Number(row.version),
    fee: micro(row.fee_micro),
    effectiveAt: new Date(row.effective_at),
  }));
  return Map.groupBy(prices, ({ trackId }) => trackId);
}

async function findUserIds(tx: Tx, trackIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await tx
    .selectFrom("track")
    .innerJoin("credit", (join) =>
      join.onRef("credit.track_id", "=", "track.id").onRef("credit.version", "=", "track.version"),
    )
    .innerJoin("party", "party.id", "credit.party_id")
    .select(["track.id", "party.user_id"])
    .distinct()
    .where("track.id", "in", trackIds)
    .where("party.user_id", "is not", null)
    .execute();
  const byTrack = Map.groupBy(rows, ({ id }) => id);
  return new Map([...byTrack].map(([id, users]) => [id, users.flatMap(({ user_id }) => user_id ?? [])]));
}
