import { randomUUID } from "node:crypto";
import { LISTENING_MODES, type ListeningMode } from "@songkeeper/catalog";
import type { Loudness } from "@songkeeper/media";
import { forUpdate } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";

/** A release as its musician's list needs it. */
export interface OwnRelease {
  readonly id: string;
  readonly title: string;
  readonly artist: string;
  readonly coverId: string | null;
  readonly createdAt: Date;
}

/** A song of a release as its musician's list needs it. */
export interface OwnReleaseTrack {
  readonly id: string;
  /** Null for a song from before uploads. */
  readonly recordingId: string | null;
  /** Where its preview was asked to begin; null for the loudest part. */
  readonly previewStartMs: number | null;
  readonly releaseId: string;
  readonly title: string;
  readonly durationMs: number;
  readonly listening: ListeningMode;
  readonly clearedAt: Date | null;
  readonly withdrawnAt: Date | null;
}

/** A song that its owner changes. */
export interface OwnTrack {
  /** Null for a song from before uploads. */
  readonly recordingId: string | null;
  readonly listening: ListeningMode;
  readonly withdrawnAt: Date | null;
}

const PAGE_SIZE = 50;
const BEHIND_ALL_IDS = "~";

/** The artist of this name of an owner's, who is made at the first release. */
export async function findOrInsertArtist(tx: Tx, ownerId: string, name: string, now: Date): Promise<string> {
  // Two first releases at once make one artist: the second finds the first's.
  await tx
    .insertInto("artist")
    .values({ id: randomUUID(), owner_id: ownerId, name, created_at: now.toISOString() })
    .onConflict((conflict) => conflict.columns(["owner_id", "name"]).doNothing())
    .execute();
  const { id } = await tx
    .selectFrom("artist")
    .select("id")
    .where("owner_id", "=", ownerId)
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return id;
}

/** Adds a release. */
export async function insertRelease(
  tx: Tx,
  release: { id: string; ownerId: string; artistId: string; title: string; coverId: string; loudness: Loudness | null },
  now: Date,
): Promise<void> {
  await tx
    .insertInto("release")
    .values({
      id: release.id,
      owner_id: release.ownerId,
      artist_id: release.artistId,
      title: release.title,
      cover_id: release.coverId,
      created_at: now.toISOString(),
      loudness: release.loudness && JSON.stringify(release.loudness),
    })
    .execute();
}

/** The ids of a release's songs in their order. */
export async function listTrackIds(tx: Tx, releaseId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("track")
    .select("id")
    .where("release_id", "=", releaseId)
    .orderBy("track_number")
    .execute();
  return rows.map(({ id }) => id);
}

/** An owner's releases, the newest first; `cursor` is the one that the page before gave. */
export async function listOwnReleases(
  tx: Tx,
  ownerId: string,
  cursor: string = BEHIND_ALL_IDS,
): Promise<{ items: OwnRelease[]; cursor: string | null }> {
  const rows = await tx
    .selectFrom("release")
    .innerJoin("artist", "artist.id", "release.artist_id")
    .select(["release.id", "release.title", "artist.name", "release.cover_id", "release.created_at"])
    .where("release.owner_id", "=", ownerId)
    .where("release.id", "<", cursor)
    .orderBy("release.id", "desc")
    .limit(PAGE_SIZE + 1)
    .execute();
  const items = rows.slice(0, PAGE_SIZE).map((row) => ({
    id: row.id,
    title: row.title,
    artist: row.name,
    coverId: row.cover_id,
    createdAt: new Date(row.created_at),
  }));
  return { items, cursor: rows.length > PAGE_SIZE ? (items.at(-1)?.id ?? null) : null };
}

/** The songs of some releases, each release's in their order. */
export async function listReleaseTracks(tx: Tx, releaseIds: readonly string[]): Promise<OwnReleaseTrack[]> {
  if (releaseIds.length === 0) return [];
  const rows = await tx
    .selectFrom("track")
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .leftJoin("recording", "recording.id", "track.recording_id")
    .select([
      "track.id",
      "track.recording_id",
      "recording.preview_start_ms",
      "track.release_id",
      "track_version.title",
      "track.duration_ms",
      "track.listening",
      "track.cleared_at",
      "track.withdrawn_at",
    ])
    .where("track.release_id", "in", releaseIds)
    .orderBy("track.release_id")
    .orderBy("track.track_number")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    recordingId: row.recording_id,
    previewStartMs: row.preview_start_ms === null ? null : Number(row.preview_start_ms),
    releaseId: row.release_id ?? "",
    title: row.title,
    durationMs: Number(row.duration_ms),
    listening: listeningOf(row.listening),
    clearedAt: row.cleared_at === null ? null : new Date(row.cleared_at),
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
  }));
}

/** How often each of some songs was bought, and not given back. */
export async function countSold(tx: Tx, trackIds: readonly string[]): Promise<Map<string, number>> {
  if (trackIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("song_order_line")
    .innerJoin("song_order", "song_order.id", "song_order_line.order_id")
    .select(({ fn }) => ["song_order_line.track_id", fn.countAll().as("sold")])
    .where("song_order_line.track_id", "in", trackIds)
    .where("song_order.state", "=", "fulfilled")
    .groupBy("song_order_line.track_id")
    .execute();
  return new Map(rows.map((row) => [row.track_id, Number(row.sold)]));
}

/** Of some songs those that are offered to shops for any use. */
export async function findLicensed(tx: Tx, trackIds: readonly string[]): Promise<Set<string>> {
  if (trackIds.length === 0) return new Set();
  const rows = await tx.selectFrom("price").select("track_id").distinct().where("track_id", "in", trackIds).execute();
  return new Set(rows.map(({ track_id }) => track_id));
}

/** A song of an owner's, locked until the transaction ends. */
export async function lockOwnTrack(tx: Tx, ownerId: string, trackId: string): Promise<OwnTrack | undefined> {
  const row = await tx
    .selectFrom("track")
    .select(["recording_id", "listening", "withdrawn_at"])
    .where("owner_id", "=", ownerId)
    .where("id", "=", trackId)
    .$call(forUpdate(tx))
    .executeTakeFirst();
  return (
    row && {
      recordingId: row.recording_id,
      listening: listeningOf(row.listening),
      withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
    }
  );
}

/** Changes what is heard of a song without buying it, and whether it is offered at all. */
export async function updateOwnTrack(tx: Tx, trackId: string, { listening, withdrawnAt }: OwnTrack): Promise<void> {
  await tx
    .updateTable("track")
    .set({ listening, withdrawn_at: withdrawnAt?.toISOString() ?? null })
    .where("id", "=", trackId)
    .execute();
}

function listeningOf(text: string): ListeningMode {
  const known = LISTENING_MODES.find((mode) => mode === text);
  if (!known) throw new Error(`not a way to listen: ${text}`);
  return known;
}
