import { type Origin, ORIGINS } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";

/** What is said of a song beyond its card. */
export interface SongWords {
  readonly ownerId: string;
  readonly origin: Origin;
  readonly workTitle: string | null;
  readonly workWriters: string | null;
  readonly lyrics: string | null;
  /** As LRC text. */
  readonly timedLyrics: string | null;
  readonly tempoBpm: number | null;
  readonly energy: number | null;
  readonly publishedAt: Date;
}

/** What is said of a published song. */
export async function findSongWords(tx: Tx, trackId: string): Promise<SongWords | undefined> {
  const row = await tx
    .selectFrom("track")
    .leftJoin("lyrics", "lyrics.track_id", "track.id")
    .select(["owner_id", "origin", "work_title", "work_writers", "plain", "timed", "created_at"])
    .select(["tempo_bpm", "energy"])
    .where("track.id", "=", trackId)
    .where("release_id", "is not", null)
    .executeTakeFirst();
  const origin = ORIGINS.find((known) => known === row?.origin);
  if (!row || !origin) return undefined;
  return {
    ownerId: row.owner_id,
    origin,
    workTitle: row.work_title,
    workWriters: row.work_writers,
    lyrics: row.plain,
    timedLyrics: row.timed,
    tempoBpm: row.tempo_bpm === null ? null : Number(row.tempo_bpm),
    energy: row.energy === null ? null : Number(row.energy),
    publishedAt: new Date(row.created_at),
  };
}

/** The words of some songs, plain or timed. */
export async function findLyrics(
  tx: Tx,
  trackIds: readonly string[],
): Promise<Map<string, { readonly plain: string | null; readonly timed: string | null }>> {
  if (trackIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("lyrics")
    .select(["track_id", "plain", "timed"])
    .where("track_id", "in", [...trackIds])
    .execute();
  return new Map(rows.map(({ track_id, plain, timed }) => [track_id, { plain, timed }]));
}
