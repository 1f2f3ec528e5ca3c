import { AI_DECLARATIONS, type AiDeclaration } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";

/** A song with the words and the split of its version in force. */
export interface Song {
  readonly trackId: string;
  /** The version of title, artist and split. */
  readonly version: number;
  readonly title: string;
  readonly artist: string;
  readonly isrc: string | null;
  readonly durationMs: number;
  readonly audioObject: string;
  readonly audioSha256: string;
  readonly audioBytes: number;
  readonly ai: AiDeclaration;
  readonly withdrawnAt: Date | null;
}

/** Songs, to be narrowed by the caller: rows for `toSong`. */
export function selectSongs(tx: Tx) {
  return tx
    .selectFrom("track")
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .select([
      "track.id",
      "track.version",
      "track_version.title",
      "track_version.artist",
      "track_version.isrc",
      "track.duration_ms",
      "track.audio_object",
      "track.audio_sha256",
      "track.audio_bytes",
      "track.ai",
      "track.withdrawn_at",
    ]);
}

/** A row of `selectSongs` as a song. */
export function toSong(row: Awaited<ReturnType<ReturnType<typeof selectSongs>["execute"]>>[number]): Song {
  return {
    trackId: row.id,
    version: Number(row.version),
    title: row.title,
    artist: row.artist,
    isrc: row.isrc,
    durationMs: Number(row.duration_ms),
    audioObject: row.audio_object,
    audioSha256: row.audio_sha256,
    audioBytes: Number(row.audio_bytes),
    ai: readAi(row.ai),
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
  };
}

function readAi(text: string): AiDeclaration {
  const known = AI_DECLARATIONS.find((declaration) => declaration === text);
  if (!known) throw new Error(`not a declaration on AI: ${text}`);
  return known;
}
