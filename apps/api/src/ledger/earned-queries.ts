import { micro, type Micro, type Month, type Role, sumMicro } from "@songkeeper/base";
import { readRole } from "../close/closing-key.ts";
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

/** What songs that were sold brought a party in a month, by song and role, less what refunds took. */
export async function listSold(
  tx: Tx,
  partyId: string,
  month: Month,
): Promise<{ trackId: string; title: string; role: Role; sold: number; amount: Micro }[]> {
  const rows = await tx
    .selectFrom("sale_share")
    .innerJoin("track", "track.id", "sale_share.track_id")
    .innerJoin("track_version", (join) =>
      join.onRef("track_version.track_id", "=", "track.id").onRef("track_version.version", "=", "track.version"),
    )
    .select(["track.id", "track_version.title", "sale_share.role", "sale_share.kind", "sale_share.order_id"])
    .select(["sale_share.line", "sale_share.amount_micro"])
    .where("sale_share.party_id", "=", partyId)
    .where("sale_share.period", "=", month)
    .orderBy("sale_share.created_at")
    .execute();
  return [...Map.groupBy(rows, ({ id, role }) => `${id} ${role}`).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    // Two places in one role share the same sales, which are counted once.
    const times = (kind: string) =>
      new Set(group.filter((row) => row.kind === kind).map((row) => `${row.order_id} ${row.line}`)).size;
    const amount = sumMicro(group.map(({ amount_micro }) => micro(amount_micro)));
    const { id: trackId, title } = first;
    return { trackId, title, role: readRole(first.role), sold: times("sale") - times("refund"), amount };
  });
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
