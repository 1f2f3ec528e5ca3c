import { micro, type Micro } from "@songkeeper/base";
import { type SalePrice, findSalePrices } from "../catalog/sale-queries.ts";
import type { Tx } from "../db/transact.ts";

/** A song as a buyer is offered it, with the version of its parts that is in force. */
export interface Offer {
  readonly trackId: string;
  readonly ownerId: string;
  readonly splitVersion: number;
  readonly price: SalePrice | undefined;
  /** Whether it is published, may be sold, and was not withdrawn. */
  readonly forSale: boolean;
  /** The users who have a part in it. */
  readonly credited: ReadonlySet<string>;
}

/** What an order shows of a song: names as they were sold. */
export interface SoldSong {
  readonly title: string;
  readonly artist: string;
  readonly releaseId: string | null;
  readonly coverId: string | null;
  readonly lossless: boolean;
}

/** The offers of some songs; of those that there are. */
export async function findOffers(tx: Tx, trackIds: readonly string[]): Promise<Map<string, Offer>> {
  const rows = await tx
    .selectFrom("track")
    .select(["id", "owner_id", "version", "recording_id", "release_id", "cleared_at", "withdrawn_at"])
    .where("id", "in", [...trackIds])
    .execute();
  const prices = await findSalePrices(tx, trackIds);
  const credited = await findCreditedUsers(tx, trackIds);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        trackId: row.id,
        ownerId: row.owner_id,
        splitVersion: Number(row.version),
        price: prices.get(row.id),
        forSale:
          row.recording_id !== null && row.release_id !== null && row.cleared_at !== null && row.withdrawn_at === null,
        credited: credited.get(row.id) ?? new Set(),
      },
    ]),
  );
}

/** The users behind the credits of some songs, in the versions in force. */
async function findCreditedUsers(tx: Tx, trackIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await tx
    .selectFrom("track")
    .innerJoin("credit", (join) =>
      join.onRef("credit.track_id", "=", "track.id").onRef("credit.version", "=", "track.version"),
    )
    .innerJoin("party", "party.id", "credit.party_id")
    .select(["track.id", "party.user_id"])
    .where("track.id", "in", [...trackIds])
    .execute();
  const groups = Map.groupBy(rows, ({ id }) => id);
  return new Map([...groups].map(([id, group]) => [id, new Set(group.flatMap(({ user_id }) => user_id ?? []))]));
}

/** Names, covers and kinds of files of songs, by "<track>:<version>". */
export async function findSoldSongs(
  tx: Tx,
  sold: readonly { readonly trackId: string; readonly splitVersion: number }[],
): Promise<Map<string, SoldSong>> {
  if (sold.length === 0) return new Map();
  const rows = await tx
    .selectFrom("track")
    .innerJoin("track_version", "track_version.track_id", "track.id")
    .leftJoin("release", "release.id", "track.release_id")
    .leftJoin("recording_file", (join) =>
      join.onRef("recording_file.recording_id", "=", "track.recording_id").on("recording_file.name", "=", "flac.mp4"),
    )
    .select(["track.id", "track_version.version", "track_version.title", "track_version.artist"])
    .select(["release.id as release_id", "release.cover_id", "recording_file.name as flac"])
    .where("track.id", "in", [...new Set(sold.map(({ trackId }) => trackId))])
    .execute();
  return new Map(
    rows.map(({ id, version, title, artist, release_id, cover_id, flac }) => [
      `${id}:${version}`,
      { title, artist, releaseId: release_id, coverId: cover_id, lossless: flac !== null },
    ]),
  );
}

/**
 * What a buyer gave beyond the songs' prices in orders since an instant, or still may: those that failed or came back do
 * not count.
 */
export async function sumExtras(tx: Tx, buyerId: string, since: Date): Promise<Micro> {
  const row = await tx
    .selectFrom("song_order")
    .innerJoin("song_order_line as sold", "sold.order_id", "song_order.id")
    .innerJoin("sale_price", (join) =>
      join.onRef("sale_price.track_id", "=", "sold.track_id").onRef("sale_price.version", "=", "sold.price_version"),
    )
    .select((eb) => [
      eb.fn.sum<bigint | null>("sold.amount_micro").as("given"),
      eb.fn.sum<bigint | null>("sale_price.amount_micro").as("asked"),
    ])
    .where("song_order.buyer_id", "=", buyerId)
    .where("song_order.created_at", ">=", since.toISOString())
    .where("song_order.state", "in", ["created", "pending", "paid", "fulfilled"])
    .executeTakeFirst();
  return micro((row?.given ?? 0n) - (row?.asked ?? 0n));
}
