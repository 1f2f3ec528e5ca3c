import { micro, type Month } from "@songkeeper/base";
import { toKey } from "../close/freeze-queries.ts";
import type { BilledBefore, CountedPlays } from "../close/collect-keys.ts";
import type { Tx } from "../db/transact.ts";

/** The billed plays of the tracks in which a party has a part: those accounted in a month, and those of all before it. */
export async function listBilledOfParty(
  tx: Tx,
  partyId: string,
  month: Month,
): Promise<{ counted: CountedPlays[]; before: BilledBefore[] }> {
  const tracks = tx.selectFrom("credit").select("track_id").distinct().where("party_id", "=", partyId);
  const rows = await tx
    .selectFrom("payee_rollup")
    .select(["origin_month", "track_id", "use", "price_version", "covered_roles", "split_version"])
    .select((eb) => [
      eb.case().when("accounting_month", "=", month).then(1n).else(0n).end().as("is_now"),
      eb.fn.max("fee_micro").as("fee_micro"),
      eb.fn.sum<bigint>("plays").as("plays"),
    ])
    .where("track_id", "in", tracks)
    .where("verdict", "=", "billed")
    .where("accounting_month", "<=", month)
    .groupBy(["origin_month", "track_id", "use", "price_version", "covered_roles", "split_version", "is_now"])
    .execute();
  const counted = rows.map((row) => ({
    isNow: row.is_now === 1n,
    key: toKey(row),
    fee: micro(row.fee_micro),
    verdict: "billed" as const,
    reason: null,
    plays: Number(row.plays),
  }));
  return { counted: counted.filter(({ isNow }) => isNow), before: counted.filter(({ isNow }) => !isNow) };
}
