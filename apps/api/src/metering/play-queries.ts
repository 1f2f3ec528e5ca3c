import type { Day, Micro, Month } from "@songkeeper/base";
import type { Interval, PlayTerms } from "@songkeeper/licensing";
import type { Insertable } from "kysely";
import type { Tables } from "../db/schema.ts";
import type { Tx } from "../db/transact.ts";

/** One judged journal entry as it is kept for ever. */
export interface PlayRecord {
  readonly deviceId: string;
  readonly seq: number;
  /** The chunk that it came in. */
  readonly firstSeq: number;
  readonly zoneId: string;
  readonly shopId: string;
  readonly leaseId: string | null;
  readonly trackId: string | null;
  readonly priceVersion: number | null;
  readonly terms: PlayTerms | null;
  readonly outcome: string | null;
  readonly heardMs: number;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly day: Day | null;
  readonly accountingMonth: Month | null;
  readonly verdict: "billed" | "unbilled" | "held" | "rejected";
  readonly reason: string | null;
  readonly otherwise: string | null;
  /** What it costs, or keeps reserved while held. */
  readonly fee: Micro;
  /** What a billed play costs under its lease, whatever the verdict on this one. */
  readonly price: Micro;
  readonly receivedAt: Date;
  readonly judgedAt: Date;
}

/** A database takes so many values in one statement; 100 rows of plays stay well below it. */
const ROWS_MAX = 100;
/** No play lasts longer than the longest song that is taken in: three hours. */
const PLAY_MS_MAX = 3 * 3_600_000;

/** Stores judged entries. */
export async function insertPlays(tx: Tx, records: readonly PlayRecord[]): Promise<void> {
  for (let at = 0; at < records.length; at += ROWS_MAX)
    await tx
      .insertInto("play")
      .values(records.slice(at, at + ROWS_MAX).map(toRow))
      .execute();
}

/** When the zone's other devices played around a range of instants (epoch ms); rejected entries are no sound. */
export async function findOtherPlays(
  tx: Tx,
  device: { readonly id: string; readonly zoneId: string },
  { from, until }: { from: number; until: number },
): Promise<Interval[]> {
  const rows = await tx
    .selectFrom("play")
    .select(["started_at", "ended_at"])
    .where("zone_id", "=", device.zoneId)
    .where("started_at", ">=", new Date(Math.max(0, from - PLAY_MS_MAX)).toISOString())
    .where("started_at", "<=", new Date(until).toISOString())
    .where("device_id", "<>", device.id)
    .where("verdict", "<>", "rejected")
    .execute();
  return rows.flatMap(({ started_at, ended_at }) =>
    started_at && ended_at ? { startsAt: Date.parse(started_at), endsAt: Date.parse(ended_at) } : [],
  );
}

function toRow(play: PlayRecord): Insertable<Tables["play"]> {
  return {
    device_id: play.deviceId,
    seq: BigInt(play.seq),
    first_seq: BigInt(play.firstSeq),
    zone_id: play.zoneId,
    shop_id: play.shopId,
    lease_id: play.leaseId,
    track_id: play.trackId,
    use: play.terms?.use ?? null,
    price_version: play.priceVersion === null ? null : BigInt(play.priceVersion),
    split_version: play.terms ? BigInt(play.terms.splitVersion) : null,
    covered_roles: play.terms?.coveredRoles.join(",") ?? "",
    outcome: play.outcome,
    heard_ms: BigInt(play.heardMs),
    started_at: play.startedAt?.toISOString() ?? null,
    ended_at: play.endedAt?.toISOString() ?? null,
    day: play.day,
    accounting_month: play.accountingMonth,
    verdict: play.verdict,
    reason: play.reason,
    otherwise: play.otherwise,
    fee_micro: play.fee,
    received_at: play.receivedAt.toISOString(),
    judged_at: play.judgedAt.toISOString(),
  };
}
