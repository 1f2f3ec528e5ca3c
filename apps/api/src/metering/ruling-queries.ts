import { day, type Day, type Micro, micro, type Month, type Role, type Use } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import type { PayeeCount } from "./rollup-queries.ts";

/** A play that is held, with what is needed to decide it. */
export interface HeldPlay {
  readonly deviceId: string;
  readonly seq: number;
  readonly zoneId: string;
  readonly shopId: string;
  readonly day: Day;
  readonly fee: Micro;
  readonly reason: string;
  readonly otherwise: string | null;
  readonly isRuled: boolean;
  readonly key: Pick<PayeeCount, "trackId" | "use" | "priceVersion" | "coveredRoles" | "splitVersion" | "fee">;
}

/** A play in the list of those that wait for a person. */
export interface WaitingPlay {
  readonly deviceId: string;
  readonly seq: number;
  readonly shop: string;
  readonly zone: string;
  readonly title: string | null;
  readonly startedAt: string | null;
  readonly reason: string;
  readonly fee: Micro;
  readonly judgedAt: Date;
}

/** A held play, decided or not; undefined where there is none. */
export async function findHeldPlay(tx: Tx, of: { deviceId: string; seq: number }): Promise<HeldPlay | undefined> {
  const row = await heldPlays(tx)
    .where("play.device_id", "=", of.deviceId)
    .where("play.seq", "=", BigInt(of.seq))
    .executeTakeFirst();
  if (!row?.day || !row.track_id || !row.use) return undefined;
  return {
    ...of,
    zoneId: row.zone_id,
    shopId: row.shop_id,
    day: day(row.day),
    fee: micro(row.fee_micro),
    reason: row.reason ?? "",
    otherwise: row.otherwise,
    isRuled: row.ruled !== null,
    key: {
      trackId: row.track_id,
      use: row.use as Use,
      priceVersion: Number(row.price_version),
      coveredRoles: row.covered_roles === "" ? [] : (row.covered_roles.split(",") as Role[]),
      splitVersion: Number(row.split_version),
      fee: micro(row.price_micro),
    },
  };
}

/** Held plays with the price that their key has in the counts. */
function heldPlays(tx: Tx) {
  return tx
    .selectFrom("play")
    .leftJoin("ruling", (join) =>
      join.onRef("ruling.device_id", "=", "play.device_id").onRef("ruling.seq", "=", "play.seq"),
    )
    .innerJoin("payee_rollup", (join) =>
      join
        .onRef("payee_rollup.track_id", "=", "play.track_id")
        .onRef("payee_rollup.accounting_month", "=", "play.accounting_month")
        .onRef("payee_rollup.use", "=", "play.use")
        .onRef("payee_rollup.price_version", "=", "play.price_version")
        .onRef("payee_rollup.covered_roles", "=", "play.covered_roles")
        .onRef("payee_rollup.split_version", "=", "play.split_version"),
    )
    .select([
      "play.zone_id",
      "play.shop_id",
      "play.day",
      "play.fee_micro",
      "play.reason",
      "play.otherwise",
      "play.track_id",
      "play.use",
      "play.price_version",
      "play.covered_roles",
      "play.split_version",
      "payee_rollup.fee_micro as price_micro",
      "ruling.verdict as ruled",
    ])
    .where("play.verdict", "=", "held");
}

/** The held plays that nobody has decided, the oldest first. */
export async function listWaitingPlays(tx: Tx, limit: number): Promise<WaitingPlay[]> {
  const rows = await tx
    .selectFrom("play")
    .innerJoin("shop", "shop.id", "play.shop_id")
    .innerJoin("zone", "zone.id", "play.zone_id")
    .leftJoin("track_version", (join) =>
      join
        .onRef("track_version.track_id", "=", "play.track_id")
        .onRef("track_version.version", "=", "play.split_version"),
    )
    .leftJoin("ruling", (join) =>
      join.onRef("ruling.device_id", "=", "play.device_id").onRef("ruling.seq", "=", "play.seq"),
    )
    .select([
      "play.device_id",
      "play.seq",
      "shop.name as shop",
      "zone.name as zone",
      "track_version.title",
      "play.started_at",
      "play.reason",
      "play.fee_micro",
      "play.judged_at",
    ])
    .where("play.verdict", "=", "held")
    .where("ruling.verdict", "is", null)
    .orderBy("play.judged_at")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    deviceId: row.device_id,
    seq: Number(row.seq),
    shop: row.shop,
    zone: row.zone,
    title: row.title,
    startedAt: row.started_at,
    reason: row.reason ?? "",
    fee: micro(row.fee_micro),
    judgedAt: new Date(row.judged_at),
  }));
}

/** Stores the decision on a held play. */
export async function insertRuling(
  tx: Tx,
  of: {
    deviceId: string;
    seq: number;
    verdict: string;
    reason: string;
    fee: Micro;
    accountingMonth: Month;
    by: string | null;
  },
  now: Date,
): Promise<void> {
  await tx
    .insertInto("ruling")
    .values({
      device_id: of.deviceId,
      seq: BigInt(of.seq),
      verdict: of.verdict,
      reason: of.reason,
      fee_micro: of.fee,
      accounting_month: of.accountingMonth,
      ruled_by: of.by,
      ruled_at: now.toISOString(),
    })
    .execute();
}
