import { AI_DECLARATIONS, type AiDeclaration, LISTENING_MODES, type ListeningMode } from "@songkeeper/catalog";
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
  readonly listening: ListeningMode;
  /** Whole beats a minute, and how lively it is from 1 (calm) to 5, as its musician says; null for not said. */
  readonly tempoBpm: number | null;
  readonly energy: number | null;
  /** Null for a song from before uploads. */
  readonly recordingId: string | null;
  /** When it might be sold and licensed; null while a cover waits for its writers' consent. */
  readonly clearedAt: Date | null;
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
      "track.listening",
      "track.tempo_bpm",
      "track.energy",
      "track.recording_id",
      "track.cleared_at",
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
    listening: readListening(row.listening),
    tempoBpm: row.tempo_bpm === null ? null : Number(row.tempo_bpm),
    energy: row.energy === null ? null : Number(row.energy),
    recordingId: row.recording_id,
    clearedAt: row.cleared_at === null ? null : new Date(row.cleared_at),
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at),
  };
}

function readAi(text: string): AiDeclaration {
  const known = AI_DECLARATIONS.find((declaration) => declaration === text);
  if (!known) throw new Error(`not a declaration on AI: ${text}`);
  return known;
}

function readListening(text: string): ListeningMode {
  const known = LISTENING_MODES.find((mode) => mode === text);
  if (!known) throw new Error(`not a mode of listening: ${text}`);
  return known;
}
