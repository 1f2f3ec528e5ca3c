import { AI_DECLARATIONS, type AiDeclaration, LISTENING_MODES, type ListeningMode } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";

/** An artist as listeners see one: a name under which somebody publishes. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A published song as it is listed. */
export interface ListedSong {
  readonly id: string;
  readonly ownerId: string;
  readonly title: string;
  readonly artist: Named;
  readonly release: { readonly id: string; readonly title: string };
  readonly coverId: string | null;
  readonly color: string | null;
  readonly durationMs: number;
  readonly listening: ListeningMode;
  readonly ai: AiDeclaration;
  readonly lossless: boolean;
  readonly isCleared: boolean;
  readonly withdrawnAt: Date | null;
}

/** A release as it is listed, with the number of its songs that can be heard. */
export interface ListedRelease {
  readonly id: string;
  readonly title: string;
  readonly artist: Named;
  readonly coverId: string | null;
  readonly color: string | null;
  readonly songs: number;
  readonly publishedAt: Date;
}

/** Published songs by id, in the order asked for, withdrawn ones among them; others are left out. */
export async function findListedSongs(tx: Tx, trackIds: readonly string[]): Promise<ListedSong[]> {
  if (trackIds.length === 0) return [];
  const rows = await selectListed(tx)
    .where("track.id", "in", [...trackIds])
    .execute();
  const songs = new Map(rows.map((row) => [row.id, toListedSong(row)]));
  return trackIds.flatMap((id) => songs.get(id) ?? []);
}

function selectListed(tx: Tx) {
  return (
    tx
      .selectFrom("track")
      .innerJoin("track_version", (join) =>
        join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
      )
      .innerJoin("release", "release.id", "track.release_id")
      .innerJoin("artist", "artist.id", "release.artist_id")
      .leftJoin("cover", "cover.id", "release.cover_id")
      // Only a lossless master has this rendition.
      .leftJoin("recording_file", (join) =>
        join.onRef("recording_file.recording_id", "=", "track.recording_id").on("recording_file.name", "=", "flac.mp4"),
      )
      .select([
        "track.id",
        "track.owner_id",
        "track_version.title",
        "artist.id as artist_id",
        "artist.name as artist",
        "release.id as release_id",
        "release.title as release",
        "release.cover_id",
        "cover.color",
        "track.duration_ms",
        "track.listening",
        "track.ai",
        "recording_file.name as flac",
        "track.cleared_at",
        "track.withdrawn_at",
      ])
  );
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof selectListed>["execute"]>>[number];

function toListedSong(row: ListedRow): ListedSong {
  return {
    id: row.id,
    ownerId: row.owner_id,
    title: row.title,
    artist: { id: row.artist_id, name: row.artist },
    release: { id: row.release_id, title: row.release },
    coverId: row.cover_id,
    color: row.color,
    durationMs: Number(row.duration_ms),
    listening: readOne(LISTENING_MODES, row.listening),
    ai: readOne(AI_DECLARATIONS, row.ai),
    lossless: row.flac !== null,
    isCleared: row.cleared_at !== null,
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
  };
}

/** Releases by id, in the order asked for; those of which nothing can be heard any more are left out. */
export async function findListedReleases(tx: Tx, releaseIds: readonly string[]): Promise<ListedRelease[]> {
  if (releaseIds.length === 0) return [];
  const rows = await tx
    .selectFrom("release")
    .innerJoin("artist", "artist.id", "release.artist_id")
    .leftJoin("cover", "cover.id", "release.cover_id")
    .select(["release.id", "release.title", "release.cover_id", "release.created_at", "cover.color"])
    .select(["artist.id as artist_id", "artist.name"])
    .select(({ selectFrom }) =>
      selectFrom("track")
        .select(({ fn }) => fn.countAll<bigint>().as("songs"))
        .whereRef("track.release_id", "=", "release.id")
        .where("track.withdrawn_at", "is", null)
        .as("songs"),
    )
    .where("release.id", "in", [...releaseIds])
    .execute();
  const releases = new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        title: row.title,
        artist: { id: row.artist_id, name: row.name },
        coverId: row.cover_id,
        color: row.color,
        songs: Number(row.songs),
        publishedAt: new Date(row.created_at),
      },
    ]),
  );
  return releaseIds.flatMap((id) => releases.get(id) ?? []).filter(({ songs }) => songs > 0);
}

/** Artists by id, in the order asked for. */
export async function findArtists(tx: Tx, artistIds: readonly string[]): Promise<Named[]> {
  if (artistIds.length === 0) return [];
  const rows = await tx
    .selectFrom("artist")
    .select(["id", "name"])
    .where("id", "in", [...artistIds])
    .execute();
  return artistIds.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}

/** Those of some songs in whose credits in force a user stands. */
export async function findCreditedIds(tx: Tx, userId: string, trackIds: readonly string[]): Promise<Set<string>> {
  if (trackIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom("track")
    .innerJoin("credit", (join) =>
      join.onRef("credit.track_id", "=", "track.id").onRef("credit.version", "=", "track.version"),
    )
    .innerJoin("party", "party.id", "credit.party_id")
    .select("track.id")
    .where("track.id", "in", [...trackIds])
    .where("party.user_id", "=", userId)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

function readOne<Word extends string>(words: readonly Word[], text: string): Word {
  const known = words.find((word) => word === text);
  if (known === undefined) throw new Error(`none of ${words.join(", ")}: ${text}`);
  return known;
}
