import type { Month } from "@songkeeper/base";
import type { Ruling } from "@songkeeper/proof";
import type { Tx } from "../db/transact.ts";
import { readVerdict } from "./closing-key.ts";

/** A play that a statement shows: where it is, by which split it was judged, and the ruling of this month, if any. */
export interface ShownPlayPlace {
  readonly deviceId: string;
  readonly firstSeq: number;
  readonly seq: number;
  readonly splitVersion: number;
  readonly ruling: Ruling | null;
}

/** Where a page of a track's plays goes on. */
export interface TrackCursor {
  readonly deviceId: string;
  readonly seq: number;
}

/** One page of a track's plays that are accounted in a month, by device and sequence. */
export async function listPlaysOfTrack(
  tx: Tx,
  of: { readonly month: Month; readonly trackId: string },
  { after, limit }: { after: TrackCursor; limit: number },
): Promise<{ plays: ShownPlayPlace[]; next: TrackCursor | undefined }> {
  const rows = await tx
    .selectFrom("play")
    .select(["device_id", "first_seq", "seq", "split_version"])
    .where("accounting_month", "=", of.month)
    .where("track_id", "=", of.trackId)
    .where((eb) => eb(eb.refTuple("device_id", "seq"), ">", eb.tuple(after.deviceId, BigInt(after.seq))))
    .orderBy("device_id")
    .orderBy("seq")
    .limit(limit)
    .execute();
  const plays = rows.map((row) => ({
    deviceId: row.device_id,
    firstSeq: Number(row.first_seq),
    seq: Number(row.seq),
    splitVersion: Number(row.split_version),
    ruling: null,
  }));
  const last = plays.at(-1);
  return { plays, next: plays.length === limit && last ? { deviceId: last.deviceId, seq: last.seq } : undefined };
}

/** The plays of some tracks that were ruled on in a month; where an earlier statement counted one, with how it did. */
export async function listRuledPlays(tx: Tx, month: Month, trackIds: ReadonlySet<string>): Promise<RuledPlay[]> {
  const rows = await tx
    .selectFrom("ruling")
    .innerJoin("play", (join) =>
      join.onRef("play.device_id", "=", "ruling.device_id").onRef("play.seq", "=", "ruling.seq"),
    )
    .select(["play.device_id", "play.first_seq", "play.seq", "play.split_version", "play.track_id"])
    .select(["play.verdict as old_verdict", "play.reason as old_reason", "play.accounting_month as old_month"])
    .select(["ruling.verdict", "ruling.reason", "ruling.ruled_at"])
    .where("ruling.accounting_month", "=", month)
    .execute();
  return rows.flatMap((row) => {
    if (row.track_id === null || !trackIds.has(row.track_id)) return [];
    const wasStated = row.old_month !== null && row.old_month < month;
    return {
      trackId: row.track_id,
      deviceId: row.device_id,
      firstSeq: Number(row.first_seq),
      seq: Number(row.seq),
      splitVersion: Number(row.split_version),
      ruling: {
        verdict: readVerdict(row.verdict),
        reason: row.verdict === "billed" ? null : row.reason,
        at: row.ruled_at,
        replaces: wasStated ? { verdict: readVerdict(row.old_verdict), reason: row.old_reason } : null,
      },
    };
  });
}

export type RuledPlay = ShownPlayPlace & { readonly trackId: string };
