import type { Split, UsageKey } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { readRole } from "./closing-key.ts";

/** A version of a track as a key names it. */
export type SplitOf = Pick<UsageKey, "trackId" | "splitVersion">;

/** Names of a track as they were in one of its versions. */
export interface TrackNames {
  readonly title: string;
  readonly artist: string;
  readonly isrc: string | null;
}

/** Who has which part in some versions of tracks. Throws, when asked for one, that nobody has a part in. */
export async function getSplits(tx: Tx, wanted: readonly SplitOf[]): Promise<(of: SplitOf) => Split> {
  const tracks = [...new Set(wanted.map(({ trackId }) => trackId))];
  const rows =
    tracks.length === 0
      ? []
      : await tx
          .selectFrom("credit")
          .select(["track_id", "version", "role", "position", "party_id", "per_mille"])
          .where("track_id", "in", tracks)
          .execute();
  const splits = Map.groupBy(rows, (row) => `${row.track_id}:${row.version}`);
  return ({ trackId, splitVersion }) => {
    const credits = splits.get(`${trackId}:${splitVersion}`);
    if (!credits) throw new Error(`nobody has a part in ${trackId} version ${splitVersion}`);
    return credits.map((row) => ({
      role: readRole(row.role),
      position: Number(row.position),
      partyId: row.party_id,
      weight: Number(row.per_mille),
    }));
  };
}

/** Names of some versions of tracks. Throws, when asked, for a version that there is not. */
export async function getTrackNames(tx: Tx, wanted: readonly SplitOf[]): Promise<(of: SplitOf) => TrackNames> {
  const tracks = [...new Set(wanted.map(({ trackId }) => trackId))];
  const rows =
    tracks.length === 0
      ? []
      : await tx
          .selectFrom("track_version")
          .select(["track_id", "version", "title", "artist", "isrc"])
          .where("track_id", "in", tracks)
          .execute();
  const names = new Map(rows.map((row) => [`${row.track_id}:${row.version}`, row]));
  return ({ trackId, splitVersion }) => {
    const row = names.get(`${trackId}:${splitVersion}`);
    if (!row) throw new Error(`there is no version ${splitVersion} of ${trackId}`);
    return { title: row.title, artist: row.artist, isrc: row.isrc };
  };
}
