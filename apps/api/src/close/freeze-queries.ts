import { micro, month as monthOf, type Month } from "@songkeeper/base";
import type { UsageKey } from "@songkeeper/ledger";
import { type SqlBool, sql } from "kysely";
import type { Tx } from "../db/transact.ts";
import { readRoles, readUse, readVerdict } from "./closing-key.ts";
import type { BilledBefore, CountedPlays, CountedRulings } from "./collect-keys.ts";

/** A key's columns as both rollups and plays have them. */
interface KeyRow {
  origin_month: string;
  track_id: string;
  use: string;
  price_version: bigint;
  covered_roles: string;
  split_version: bigint;
}

/** What the payee side counted in an accounting month. */
export async function listRollup(tx: Tx, month: Month): Promise<CountedPlays[]> {
  const rows = await tx
    .selectFrom("payee_rollup")
    .select(["origin_month", "track_id", "use", "price_version", "covered_roles", "split_version"])
    .select(["verdict", "reason", "fee_micro", "plays"])
    .where("accounting_month", "=", month)
    .execute();
  return rows.map((row) => ({
    key: toKey(row),
    fee: micro(row.fee_micro),
    verdict: readVerdict(row.verdict),
    reason: row.reason === "" ? null : row.reason,
    plays: Number(row.plays),
  }));
}

/** For the keys of older months that have something new in this one: their billed plays in all earlier months. */
export async function listBilledBefore(tx: Tx, month: Month): Promise<BilledBefore[]> {
  const late = tx
    .selectFrom("payee_rollup")
    .select(["origin_month", "track_id", "use", "price_version", "covered_roles", "split_version"])
    .distinct()
    .where("accounting_month", "=", month)
    .where("origin_month", "<", month)
    .as("late");
  const rows = await tx
    .selectFrom(late)
    .innerJoin("payee_rollup as earlier", (join) =>
      join
        .onRef("earlier.track_id", "=", "late.track_id")
        .onRef("earlier.origin_month", "=", "late.origin_month")
        .onRef("earlier.use", "=", "late.use")
        .onRef("earlier.price_version", "=", "late.price_version")
        .onRef("earlier.covered_roles", "=", "late.covered_roles")
        .onRef("earlier.split_version", "=", "late.split_version"),
    )
    .select(["late.origin_month", "late.track_id", "late.use", "late.price_version"])
    .select(["late.covered_roles", "late.split_version"])
    .select((eb) => [eb.fn.max("earlier.fee_micro").as("fee_micro"), eb.fn.sum<bigint>("earlier.plays").as("plays")])
    .where("earlier.accounting_month", "<", month)
    .where("earlier.verdict", "=", "billed")
    .groupBy(["late.origin_month", "late.track_id", "late.use", "late.price_version"])
    .groupBy(["late.covered_roles", "late.split_version"])
    .execute();
  return rows.map((row) => ({ key: toKey(row), fee: micro(row.fee_micro), plays: Number(row.plays) }));
}

/** The rulings that are accounted in a month, counted. */
export async function listCountedRulings(tx: Tx, month: Month): Promise<CountedRulings[]> {
  const origin = sql<string>`substr(play.day, 1, 7)`;
  const rows = await tx
    .selectFrom("ruling")
    .innerJoin("play", (join) =>
      join.onRef("play.device_id", "=", "ruling.device_id").onRef("play.seq", "=", "ruling.seq"),
    )
    .select(origin.as("origin_month"))
    .select(["play.track_id", "play.use", "play.price_version", "play.covered_roles", "play.split_version"])
    .select(["ruling.verdict", "ruling.reason", "ruling.fee_micro"])
    .select(["play.verdict as old_verdict", "play.reason as old_reason"])
    .select((eb) => eb.fn.countAll<bigint>().as("plays"))
    .where("ruling.accounting_month", "=", month)
    .groupBy(origin)
    .groupBy(["play.track_id", "play.use", "play.price_version", "play.covered_roles", "play.split_version"])
    .groupBy(["ruling.verdict", "ruling.reason", "ruling.fee_micro", "play.verdict", "play.reason"])
    .execute();
  return rows.map((row) => ({
    key: toKey(wholeKey(row)),
    fee: micro(row.fee_micro),
    verdict: readVerdict(row.verdict),
    reason: row.verdict === "billed" ? null : row.reason,
    replaced: { verdict: readVerdict(row.old_verdict), reason: row.old_reason },
    plays: Number(row.plays),
  }));
}

/** Gaps in the journals as the platform knows them: entries that exist, as a later chunk shows, and did not come. */
export async function listGaps(tx: Tx): Promise<{ deviceId: string; from: number; to: number }[]> {
  const rows = await tx
    .selectFrom("chunk")
    .innerJoin("device", "device.id", "chunk.device_id")
    .select(["chunk.device_id", "chunk.first_seq", "chunk.count", "device.expected_seq"])
    .where(sql<SqlBool>`chunk.state = 'waiting'`)
    .orderBy("chunk.device_id")
    .orderBy("chunk.first_seq")
    .execute();
  const gaps: { deviceId: string; from: number; to: number }[] = [];
  let [device, next] = ["", 0];
  for (const { device_id, first_seq, count, expected_seq } of rows) {
    if (device_id !== device) [device, next] = [device_id, Number(expected_seq)];
    if (Number(first_seq) > next) gaps.push({ deviceId: device, from: next, to: Number(first_seq) - 1 });
    next = Math.max(next, Number(first_seq + count));
  }
  return gaps;
}

/** A key out of its columns. */
export function toKey(row: KeyRow): UsageKey {
  return {
    originMonth: monthOf(row.origin_month),
    trackId: row.track_id,
    use: readUse(row.use),
    priceVersion: Number(row.price_version),
    coveredRoles: readRoles(row.covered_roles),
    splitVersion: Number(row.split_version),
  };
}

/** A play's columns as a key's. Throws for a play that is accounted and has none: it was judged under a lease. */
export function wholeKey(row: { [name in keyof KeyRow]: KeyRow[name] | null }): KeyRow {
  const { origin_month, track_id, use, price_version, covered_roles, split_version } = row;
  if (origin_month === null || track_id === null || use === null) throw new Error("an accounted play without a song");
  if (price_version === null || split_version === null || covered_roles === null)
    throw new Error(`a play of ${track_id} was accounted without terms`);
  return { origin_month, track_id, use, price_version, covered_roles, split_version };
}
