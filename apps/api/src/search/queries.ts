import type { Tx } from "../db/transact.ts";

/** The names by which a published song is searched, and its words. */
export interface SearchedSong {
  readonly releaseId: string;
  readonly artistId: string;
  readonly title: string;
  readonly artist: string;
  readonly release: string;
  readonly plain: string | null;
  /** As LRC text. */
  readonly timed: string | null;
  readonly withdrawn: boolean;
}

/** A release and how many of its songs can be heard. */
export interface SearchedRelease {
  readonly title: string;
  readonly artist: string;
  readonly songs: number;
}

/** A song as the index needs it; undefined where it is in no release: such a song is for shops alone. */
export async function findSearchedSong(tx: Tx, trackId: string): Promise<SearchedSong | undefined> {
  const row = await tx
    .selectFrom("track")
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .innerJoin("release", "release.id", "track.release_id")
    .leftJoin("lyrics", "lyrics.track_id", "track.id")
    .select([
      "release.id as release_id",
      "release.artist_id",
      "release.title as release",
      "track_version.title",
      "track_version.artist",
      "lyrics.plain",
      "lyrics.timed",
      "track.withdrawn_at",
    ])
    .where("track.id", "=", trackId)
    .executeTakeFirst();
  return (
    row && {
      releaseId: row.release_id,
      artistId: row.artist_id,
      title: row.title,
      artist: row.artist,
      release: row.release,
      plain: row.plain,
      timed: row.timed,
      withdrawn: row.withdrawn_at !== null,
    }
  );
}

/** A release by its id, with the number of its songs that were not withdrawn. */
export async function getSearchedRelease(tx: Tx, releaseId: string): Promise<SearchedRelease> {
  const row = await tx
    .selectFrom("release")
    .innerJoin("artist", "artist.id", "release.artist_id")
    .select(["release.title", "artist.name"])
    .select(({ selectFrom }) =>
      selectFrom("track")
        .select(({ fn }) => fn.countAll<bigint>().as("songs"))
        .whereRef("track.release_id", "=", "release.id")
        .where("track.withdrawn_at", "is", null)
        .as("songs"),
    )
    .where("release.id", "=", releaseId)
    .executeTakeFirstOrThrow();
  return { title: row.title, artist: row.name, songs: Number(row.songs) };
}

/** An artist's name, and whether any song of theirs can be heard. */
export async function getSearchedArtist(tx: Tx, artistId: string): Promise<{ name: string; isHeard: boolean }> {
  const { name } = await tx.selectFrom("artist").select("name").where("id", "=", artistId).executeTakeFirstOrThrow();
  const song = await tx
    .selectFrom("release")
    .innerJoin("track", "track.release_id", "release.id")
    .select("track.id")
    .where("release.artist_id", "=", artistId)
    .where("track.withdrawn_at", "is", null)
    .limit(1)
    .executeTakeFirst();
  return { name, isHeard: song !== undefined };
}
