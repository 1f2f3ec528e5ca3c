import type { RecordingState } from "../uploads/recording.ts";
import { RECORDING_STATES } from "@songkeeper/contracts";
import type { Tx } from "../db/transact.ts";

/** A recording as one of two that hold the same sound. */
export interface MatchSide {
  readonly recordingId: string;
  readonly ownerId: string;
  readonly fileName: string;
  readonly state: RecordingState;
  readonly durationMs: number | null;
  readonly uploadedAt: Date;
  /** What it is published as; withdrawn songs among them. */
  readonly song: { readonly trackId: string; readonly title: string; readonly artist: string } | null;
  readonly isWithdrawn: boolean;
}

/** Some recordings with what they are published as, by their ids. */
export async function findSides(tx: Tx, recordingIds: readonly string[]): Promise<Map<string, MatchSide>> {
  if (recordingIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("recording")
    .leftJoin("track", "track.recording_id", "recording.id")
    .leftJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .select([
      "recording.id",
      "recording.owner_id",
      "recording.file_name",
      "recording.state",
      "recording.duration_ms",
      "recording.created_at",
      "track.id as track_id",
      "track.release_id",
      "track.withdrawn_at",
      "track_version.title",
      "track_version.artist",
    ])
    .where("recording.id", "in", recordingIds)
    .execute();
  return new Map(rows.map((row) => [row.id, toSide(row)]));
}

interface Row {
  readonly id: string;
  readonly owner_id: string;
  readonly file_name: string;
  readonly state: string;
  readonly duration_ms: bigint | null;
  readonly created_at: string;
  readonly track_id: string | null;
  readonly release_id: string | null;
  readonly withdrawn_at: string | null;
  readonly title: string | null;
  readonly artist: string | null;
}

function toSide(row: Row): MatchSide {
  const { track_id: trackId, title, artist } = row;
  const state = RECORDING_STATES.find((known) => known === row.state);
  if (!state) throw new Error(`not a state of a recording: ${row.state}`);
  const isSong = trackId !== null && title !== null && artist !== null && row.release_id !== null;
  return {
    recordingId: row.id,
    ownerId: row.owner_id,
    fileName: row.file_name,
    state,
    durationMs: row.duration_ms === null ? null : Number(row.duration_ms),
    uploadedAt: new Date(row.created_at),
    song: isSong ? { trackId, title, artist } : null,
    isWithdrawn: row.withdrawn_at !== null,
  };
}
