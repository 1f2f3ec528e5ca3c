import { micro, type Month } from "@songkeeper/base";
import type { BilledBefore, CountedPlays } from "../close/collect-keys.ts";
import { toKey } from "../close/freeze-queries.ts";
import type { Tx } from "../db/transact.ts";

/** The billed plays of the tracks in which a party has a part: those accounted in a month, and those of all before it. */
export async function listBilledOfParty(
  tx: Tx,
  partyId: string,
  month: Month,
): Promise<{ counted: CountedPlays[]; before: BilledBefore[] }> {
  const counted = await listBilled(tx, partyId, { month, when: "=" });
  return {
    counted: counted.map((row) => ({ ...row, verdict: "billed", reason: null })),
    before: await listBilled(tx, partyId, { month, when: "<" }),
  };
}

async function listBilled(
  tx: Tx,
  partyId: string,
  { month, when }: { month: Month; when: "=" | "<" },
): Promise<BilledBefore[]> {
  const tracks = tx.selectFrom("credit").select("track_id").distinct().where("party_id", "=", partyId);
  const rows = await tx
    .selectFrom("payee_rollup")
    .select(["origin_month", "track_id", "use", "price_version", "covered_roles", "split_version"])
    .select((eb) => [eb.fn.max("fee_micro").as("fee_micro"), eb.fn.sum<bigint>("plays").as("plays")])
    .where("track_id", "in", tracks)
    .where("verdict", "=", "billed")
    .where("accounting_month", when, month)
    .groupBy(["origin_month", "track_id", "use", "price_version", "covered_roles", "split_version"])
    .execute();
  return rows.map((row) => ({ key: toKey(row), fee: micro(row.fee_micro), plays: Number(row.plays) }));
}
