import { type Micro, type Month, monthOfDay, type Role, sumMicro, type Use, ZERO } from "@songkeeper/base";
import { sql } from "kysely";
import type { Tx } from "../db/transact.ts";
import type { PlayRecord } from "./play-queries.ts";

/** What a number of plays counts under for payees: the key K of an amount, with the verdict and its reason. */
export interface PayeeCount {
  readonly accountingMonth: Month;
  readonly originMonth: Month;
  readonly trackId: string;
  readonly use: Use;
  readonly priceVersion: number;
  readonly coveredRoles: readonly Role[];
  readonly splitVersion: number;
  readonly verdict: string;
  readonly reason: string | null;
  /** What a billed play of this key costs, whatever the verdict on these. */
  readonly fee: Micro;
  readonly plays: number;
}

/** A database takes so many values in one statement; 200 rows stay well below it. */
const ROWS_MAX = 200;

/** Counts judged entries where payees and payers look: only those with a known lease and song. */
export async function addToRollups(tx: Tx, records: readonly PlayRecord[]): Promise<void> {
  const known = records.filter(hasTerms);
  const groups = Map.groupBy(known, (play) =>
    [play.accountingMonth, monthOfDay(play.day), play.trackId, play.priceVersion, play.verdict, play.reason]
      .concat([play.terms.use, play.terms.splitVersion, play.terms.coveredRoles.join(",")])
      .join("|"),
  );
  const counts = [...groups.values()].map(countOf);
  for (let at = 0; at < counts.length; at += ROWS_MAX) await addPayeeCounts(tx, counts.slice(at, at + ROWS_MAX));
  for (const group of Map.groupBy(known, ({ day }) => day).values()) await addPayerCount(tx, group);
}

/** Adds plays to payee-side rows, each of which is named once. */
export async function addPayeeCounts(tx: Tx, counts: readonly PayeeCount[]): Promise<void> {
  await tx
    .insertInto("payee_rollup")
    .values(
      counts.map((count) => ({
        accounting_month: count.accountingMonth,
        origin_month: count.originMonth,
        track_id: count.trackId,
        use: count.use,
        price_version: BigInt(count.priceVersion),
        covered_roles: count.coveredRoles.join(","),
        split_version: BigInt(count.splitVersion),
        verdict: count.verdict,
        reason: count.reason ?? "",
        fee_micro: count.fee,
        plays: BigInt(count.plays),
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns([
          "accounting_month",
          "origin_month",
          "track_id",
          "use",
          "price_version",
          "covered_roles",
          "split_version",
          "verdict",
          "reason",
        ])
        .doUpdateSet({ plays: sql`payee_rollup.plays + excluded.plays` }),
    )
    .execute();
}

type KnownPlay = PlayRecord & {
  [Name in "terms" | "day" | "accountingMonth" | "trackId" | "priceVersion"]: NonNullable<PlayRecord[Name]>;
};

function hasTerms(play: PlayRecord): play is KnownPlay {
  return play.terms !== null && play.day !== null && play.accountingMonth !== null;
}

function countOf(group: readonly KnownPlay[]): PayeeCount {
  const [play] = group;
  if (!play) throw new Error("a group without a play");
  const { accountingMonth, day, trackId, priceVersion, verdict, reason, terms } = play;
  return {
    accountingMonth,
    originMonth: monthOfDay(day),
    trackId,
    use: terms.use,
    priceVersion,
    coveredRoles: terms.coveredRoles,
    splitVersion: terms.splitVersion,
    verdict,
    reason,
    fee: play.price,
    plays: group.length,
  };
}

async function addPayerCount(tx: Tx, group: readonly KnownPlay[]): Promise<void> {
  const [play] = group;
  if (!play) return;
  const billed = sumMicro(group.map(({ verdict, fee }) => (verdict === "billed" ? fee : ZERO)));
  await addToPayer(tx, { zoneId: play.zoneId, day: play.day, shopId: play.shopId, plays: group.length, billed });
}

/** Adds plays and what they cost to one payer-side row. */
export async function addToPayer(
  tx: Tx,
  of: { zoneId: string; day: string; shopId: string; plays: number; billed: Micro },
): Promise<void> {
  await tx
    .insertInto("payer_rollup")
    .values({ zone_id: of.zoneId, day: of.day, shop_id: of.shopId, plays: BigInt(of.plays), billed_micro: of.billed })
    .onConflict((conflict) =>
      conflict.columns(["zone_id", "day"]).doUpdateSet({
        plays: sql`payer_rollup.plays + excluded.plays`,
        billed_micro: sql`payer_rollup.billed_micro + excluded.billed_micro`,
      }),
    )
    .execute();
}

/** How many plays a zone had on a platform day. */
export async function findPlaysOfDay(tx: Tx, zoneId: string, day: string): Promise<number> {
  const row = await tx
    .selectFrom("payer_rollup")
    .select("plays")
    .where("zone_id", "=", zoneId)
    .where("day", "=", day)
    .executeTakeFirst();
  return Number(row?.plays ?? 0n);
}
