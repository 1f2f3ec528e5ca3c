import { loudness } from "@songkeeper/contracts";
import { CONTAINERS, RENDITION_NAMES } from "@songkeeper/media";
import { z } from "zod";
import type { Tx } from "../db/transact.ts";
import type { KeptSong } from "./kept-song.ts";

/** What a file needs of what the media worker found. */
const made = z.object({
  source: z.object({ lossless: z.boolean(), container: z.enum(CONTAINERS), codec: z.string() }),
  renditions: z.array(z.object({ name: z.enum(RENDITION_NAMES) })),
  loudness,
});

/** Which line of which order gave a song. */
export interface KeptLine {
  readonly orderId: string;
  readonly line: number;
}

/** The order line by which somebody keeps a song now. */
export async function findKeptLine(
  tx: Tx,
  { userId, trackId }: { userId: string; trackId: string },
): Promise<KeptLine | undefined> {
  const row = await tx
    .selectFrom("ownership")
    .innerJoin("song_order_line as sold", (join) =>
      join.onRef("sold.order_id", "=", "ownership.order_id").onRef("sold.track_id", "=", "ownership.track_id"),
    )
    .select(["sold.order_id", "sold.line"])
    .where("ownership.user_id", "=", userId)
    .where("ownership.track_id", "=", trackId)
    .where("ownership.ended_at", "is", null)
    .orderBy("ownership.since")
    .limit(1)
    .executeTakeFirst();
  return row && { orderId: row.order_id, line: Number(row.line) };
}

/** The order lines by which somebody keeps songs of a release now, in the release's order; one of each song. */
export async function listKeptLines(
  tx: Tx,
  { userId, releaseId }: { userId: string; releaseId: string },
): Promise<KeptLine[]> {
  const rows = await tx
    .selectFrom("track")
    .innerJoin("ownership", "ownership.track_id", "track.id")
    .innerJoin("song_order_line as sold", (join) =>
      join.onRef("sold.order_id", "=", "ownership.order_id").onRef("sold.track_id", "=", "ownership.track_id"),
    )
    .select(["track.id", "sold.order_id", "sold.line"])
    .where("track.release_id", "=", releaseId)
    .where("ownership.user_id", "=", userId)
    .where("ownership.ended_at", "is", null)
    .orderBy("track.track_number")
    .orderBy("ownership.since")
    .execute();
  const first = new Map(rows.toReversed().map((row) => [row.id, row]));
  return rows
    .filter((row) => first.get(row.id) === row)
    .map((row) => ({ orderId: row.order_id, line: Number(row.line) }));
}

/** A song as it was sold under an order line, with what its file says of it. */
export async function findKeptSong(tx: Tx, orderId: string, line: number): Promise<KeptSong | undefined> {
  const row = await tx
    .selectFrom("song_order_line as sold")
    .innerJoin("track", "track.id", "sold.track_id")
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "sold.split_version"),
    )
    .innerJoin("release", "release.id", "track.release_id")
    .innerJoin("artist as album_artist", "album_artist.id", "release.artist_id")
    .innerJoin("recording", "recording.id", "track.recording_id")
    .leftJoin("lyrics", "lyrics.track_id", "track.id")
    .select(["track.id", "track.track_number", "recording.id as recording_id", "recording.result"])
    .select(["track_version.title", "track_version.artist", "track_version.isrc", "track_version.version"])
    .select(["release.id as release_id", "release.title as album", "release.cover_id", "release.created_at"])
    .select(["release.loudness as release_loudness", "album_artist.name as album_artist"])
    .select("lyrics.plain")
    .where("sold.order_id", "=", orderId)
    .where("sold.line", "=", BigInt(line))
    .executeTakeFirst();
  if (!row) return undefined;
  const { source, renditions, loudness: ownLoudness } = made.parse(JSON.parse(row.result ?? "null"));
  const names = await listWriterNames(tx, row.id, row.version);
  return {
    orderId,
    line,
    trackId: row.id,
    recordingId: row.recording_id,
    title: row.title,
    artist: row.artist,
    isrc: row.isrc,
    album: row.album,
    albumArtist: row.album_artist,
    releasedAt: new Date(row.created_at),
    coverId: row.cover_id,
    trackNumber: Number(row.track_number),
    trackCount: await countTracks(tx, row.release_id),
    lyricists: names("lyricist"),
    composers: names("composer"),
    lyrics: row.plain,
    source,
    renditions: renditions.map(({ name }) => name),
    loudness: ownLoudness,
    releaseLoudness: row.release_loudness === null ? null : loudness.parse(JSON.parse(row.release_loudness)),
  };
}

async function listWriterNames(tx: Tx, trackId: string, version: bigint): Promise<(role: string) => string[]> {
  const rows = await tx
    .selectFrom("credit")
    .select(["role", "name"])
    .where("track_id", "=", trackId)
    .where("version", "=", version)
    .orderBy("position")
    .execute();
  return (role) => rows.filter((row) => row.role === role).map(({ name }) => name);
}

/** How many songs a release has. */
export async function countTracks(tx: Tx, releaseId: string): Promise<number> {
  const row = await tx
    .selectFrom("track")
    .select((eb) => eb.fn.countAll<bigint>().as("tracks"))
    .where("release_id", "=", releaseId)
    .executeTakeFirst();
  return Number(row?.tracks ?? 0n);
}
