import type { ArtistCard, ReleaseCard, SongCard } from "@songkeeper/contracts";
import { findSalePrices, type SalePrice } from "../catalog/sale-queries.ts";
import type { Tx } from "../db/transact.ts";
import { findOwned } from "../orders/ownership-queries.ts";
import {
  findArtists,
  findCreditedIds,
  findListedReleases,
  findListedSongs,
  type ListedRelease,
  type ListedSong,
} from "./card-queries.ts";
import { listArtistReleaseIds } from "./list-queries.ts";

/** Who looks at a page; undefined for a visitor who is not signed in. */
export type ReaderId = string | undefined;

const EP_SONGS_MAX = 6;

/** Published songs as cards, in the order asked for. Withdrawn ones are among them, and not for sale. */
export async function viewSongCards(tx: Tx, trackIds: readonly string[], reader: ReaderId): Promise<SongCard[]> {
  const songs = await findListedSongs(tx, trackIds);
  const ids = songs.map(({ id }) => id);
  const prices = await findSalePrices(tx, ids);
  const owned = await findOwn(tx, songs, reader);
  return songs.flatMap((song) => {
    const price = prices.get(song.id);
    return price ? [toSongCard(song, price, owned.has(song.id))] : [];
  });
}

/** Releases as cards, in the order asked for, without those of which nothing can be heard. */
export async function viewReleaseCards(tx: Tx, releaseIds: readonly string[]): Promise<ReleaseCard[]> {
  return (await findListedReleases(tx, releaseIds)).map(toReleaseCard);
}

/** Artists as cards, in the order asked for, without those of whom nothing can be heard. */
export async function viewArtistCards(tx: Tx, artistIds: readonly string[]): Promise<ArtistCard[]> {
  const cards = [];
  for (const artist of await findArtists(tx, artistIds)) {
    const releases = await findListedReleases(tx, await listArtistReleaseIds(tx, artist.id));
    if (releases.length > 0) cards.push(toArtistCard(artist, releases));
  }
  return cards;
}

/** An artist with the releases that can be heard, the newest first: its cover stands for the artist. */
export function toArtistCard(
  { id, name }: { readonly id: string; readonly name: string },
  releases: readonly { readonly coverId: string | null }[],
): ArtistCard {
  const coverId = releases.find((release) => release.coverId !== null)?.coverId ?? null;
  return { id, name, coverId, releases: releases.length };
}

/** Those of some songs that the reader bought, uploaded or has a part in. */
async function findOwn(tx: Tx, songs: readonly ListedSong[], reader: ReaderId): Promise<Set<string>> {
  if (reader === undefined) return new Set();
  const ids = songs.map(({ id }) => id);
  const uploaded = songs.filter(({ ownerId }) => ownerId === reader).map(({ id }) => id);
  return new Set([...uploaded, ...(await findOwned(tx, reader, ids)), ...(await findCreditedIds(tx, reader, ids))]);
}

function toSongCard(song: ListedSong, { mode, amount }: SalePrice, owned: boolean): SongCard {
  const { ownerId: _, isCleared, withdrawnAt, ...shown } = song;
  return {
    ...shown,
    sale: { mode, amountMicro: `${amount}` },
    forSale: isCleared && withdrawnAt === null,
    owned,
  };
}

function toReleaseCard({ songs, publishedAt, ...release }: ListedRelease): ReleaseCard {
  const kind = songs === 1 ? "single" : songs <= EP_SONGS_MAX ? "ep" : "album";
  return { ...release, kind, tracks: songs, publishedAt: publishedAt.toISOString() };
}
