import type { ArtistPage, Home, ReleasePage } from "@songkeeper/contracts";
import type { Tx } from "../db/transact.ts";
import { findArtists } from "./card-queries.ts";
import {
  listArtistReleaseIds,
  listArtistSongIds,
  listNewReleaseIds,
  listNewSongIds,
  listReleaseSongIds,
  listSongIdsInShops,
} from "./list-queries.ts";
import { type ReaderId, toArtistCard, viewReleaseCards, viewSongCards } from "./view-cards.ts";

const SHELF_SIZE = 12;
const ARTIST_SONGS = 50;
/** "In shops now" is what players reported within this time. */
const NOW_MS = 3_600_000;

/** What a visitor sees first. */
export async function viewHome(tx: Tx, reader: ReaderId, now: Date): Promise<Home> {
  const inShops = await listSongIdsInShops(tx, new Date(now.getTime() - NOW_MS), SHELF_SIZE);
  return {
    newReleases: await viewReleaseCards(tx, await listNewReleaseIds(tx, now, SHELF_SIZE)),
    newSongs: await viewSongCards(tx, await listNewSongIds(tx, SHELF_SIZE), reader),
    inShops: await viewSongCards(tx, inShops, reader),
  };
}

/** A release with its songs; undefined where there is none, or nothing of it can be heard any more. */
export async function viewReleasePage(tx: Tx, releaseId: string, reader: ReaderId): Promise<ReleasePage | undefined> {
  const [release] = await viewReleaseCards(tx, [releaseId]);
  return release && { release, songs: await viewSongCards(tx, await listReleaseSongIds(tx, releaseId), reader) };
}

/** An artist's releases and newest songs; undefined where there is none, or nothing of theirs can be heard any more. */
export async function viewArtistPage(tx: Tx, artistId: string, reader: ReaderId): Promise<ArtistPage | undefined> {
  const [artist] = await findArtists(tx, [artistId]);
  const releases = await viewReleaseCards(tx, await listArtistReleaseIds(tx, artistId));
  if (!artist || releases.length === 0) return undefined;
  const songs = await viewSongCards(tx, await listArtistSongIds(tx, artistId, ARTIST_SONGS), reader);
  return { artist: toArtistCard(artist, releases), releases, songs };
}
