import { nowPlaying } from "@songkeeper/contracts";
import { z } from "zod";
import type { Tx } from "../db/transact.ts";

const RELEASES_MAX = 200;
/** So many players are looked at for what sounds in shops, those first that were heard of last. */
const PLAYERS_MAX = 200;
/** Sorts behind every id: a list that begins at its end still begins within the index. */
const BEHIND_ALL_IDS = "~";

const told = nowPlaying.extend({ at: z.string() });

/** The releases that came last and of which something can be heard. */
export async function listNewReleaseIds(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("release")
    .select("release.id")
    .where("release.created_at", "<=", now.toISOString())
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom("track")
          .select("track.id")
          .whereRef("track.release_id", "=", "release.id")
          .where("track.withdrawn_at", "is", null),
      ),
    )
    .orderBy("release.created_at", "desc")
    .orderBy("release.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The songs that came last and can be heard. */
export async function listNewSongIds(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("track")
    .select("id")
    .where("id", "<", BEHIND_ALL_IDS)
    .where("release_id", "is not", null)
    .where("withdrawn_at", "is", null)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** The songs of a release that can be heard, in its order. */
export async function listReleaseSongIds(tx: Tx, releaseId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("track")
    .select("id")
    .where("release_id", "=", releaseId)
    .where("withdrawn_at", "is", null)
    .orderBy("track_number")
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

/** An artist's releases, the newest first; those of which nothing can be heard any more among them. */
export async function listArtistReleaseIds(tx: Tx, artistId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("release")
    .select("id")
    .where("artist_id", "=", artistId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(RELEASES_MAX)
    .execute();
  return rows.map(({ id }) => id);
}

/** An artist's songs that can be heard: those of the newest release first, in its order. */
export async function listArtistSongIds(tx: Tx, artistId: string, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("release")
    .innerJoin("track", "track.release_id", "release.id")
    .select("track.id")
    .where("release.artist_id", "=", artistId)
    .where("track.withdrawn_at", "is", null)
    .orderBy("release.created_at", "desc")
    .orderBy("release.id", "desc")
    .orderBy("track.track_number")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** What players said to be playing since an instant, each song once, those first that were told of last. */
export async function listSongIdsInShops(tx: Tx, since: Date, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom("device")
    .select("now_playing")
    .where("last_seen_at", ">=", since.toISOString())
    .where("now_playing", "is not", null)
    .orderBy("last_seen_at", "desc")
    .limit(PLAYERS_MAX)
    .execute();
  const playing = rows
    .map(({ now_playing }) => told.parse(JSON.parse(now_playing ?? "")))
    .filter(({ state, at }) => state === "playing" && at >= since.toISOString());
  const ids = [...new Set(playing.flatMap(({ trackId }) => trackId ?? []))];
  return leaveWithdrawn(tx, ids.slice(0, 2 * limit), limit);
}

async function leaveWithdrawn(tx: Tx, ids: readonly string[], limit: number): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom("track")
    .select("id")
    .where("id", "in", [...ids])
    .where("withdrawn_at", "is", null)
    .execute();
  const heard = new Set(rows.map(({ id }) => id));
  return ids.filter((id) => heard.has(id)).slice(0, limit);
}
