import { micro, type Month } from "@songkeeper/base";
import { sql } from "kysely";
import type { Tx } from "../db/transact.ts";
import { readVerdict } from "./closing-key.ts";
import type { CountedPlays } from "./collect-keys.ts";
import { toKey, wholeKey } from "./freeze-queries.ts";

/** Where a page of a month's plays goes on. */
export interface PlayCursor {
  readonly trackId: string;
  readonly deviceId: string;
  readonly seq: number;
}

export const FIRST_PLAY: PlayCursor = { trackId: "", deviceId: "", seq: -1 };

/** One page of the plays that are accounted in a month, in order of track, device and sequence; each counts as one. */
export async function listAccountedPlays(
  tx: Tx,
  month: Month,
  { after, limit }: { after: PlayCursor; limit: number },
): Promise<{ plays: CountedPlays[]; next: PlayCursor | undefined }> {
  const rows = await tx
    .selectFrom("play")
    .select(["device_id", "seq", "track_id", "use", "price_version", "covered_roles", "split_version"])
    .select(["verdict", "reason", "fee_micro"])
    .select(sql<string | null>`substr(day, 1, 7)`.as("origin_month"))
    .where("accounting_month", "=", month)
    .where((eb) =>
      eb(eb.refTuple("track_id", "device_id", "seq"), ">", eb.tuple(after.trackId, after.deviceId, BigInt(after.seq))),
    )
    .orderBy("track_id")
    .orderBy("device_id")
    .orderBy("seq")
    .limit(limit)
    .execute();
  const plays = rows.map((row) => ({
    key: toKey(wholeKey(row)),
    fee: micro(row.fee_micro),
    verdict: readVerdict(row.verdict),
    reason: row.reason,
    plays: 1,
  }));
  const last = rows.at(-1);
  const next =
    rows.length === limit && last
      ? { trackId: last.track_id ?? "", deviceId: last.device_id, seq: Number(last.seq) }
      : undefined;
  return { plays, next };
}
