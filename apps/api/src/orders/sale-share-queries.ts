import { micro, type Micro, type Month } from "@songkeeper/base";
import type { SaleShare } from "@songkeeper/ledger";
import { sql } from "kysely";
import { readRole } from "../close/closing-key.ts";
import type { Tx } from "../db/transact.ts";

const ROWS_MAX = 400;
/** In the very words of the index that answers it. */
const IS_UNCLAIMED = sql<boolean>`substr(account, 1, 10) = 'unclaimed:'`;

/** Stores what a sale gave to each credit, or what a refund took back, in an accounting month. */
export async function insertSaleShares(
  tx: Tx,
  shares: readonly SaleShare[],
  { kind, period, now }: { kind: "sale" | "refund"; period: Month; now: Date },
): Promise<void> {
  const rows = shares.map(({ orderId, line, role, position, trackId, partyId, account, amount }) => ({
    order_id: orderId,
    line: BigInt(line),
    role,
    position: BigInt(position),
    kind,
    track_id: trackId,
    party_id: partyId,
    account,
    amount_micro: kind === "sale" ? amount : micro(-amount),
    period,
    created_at: now.toISOString(),
  }));
  for (let at = 0; at < rows.length; at += ROWS_MAX)
    await tx
      .insertInto("sale_share")
      .values(rows.slice(at, at + ROWS_MAX))
      .execute();
}

/** What an order's sale gave to each credit. */
export async function listSaleShares(tx: Tx, orderId: string): Promise<SaleShare[]> {
  const rows = await tx
    .selectFrom("sale_share")
    .select(["line", "role", "position", "track_id", "party_id", "account", "amount_micro"])
    .where("order_id", "=", orderId)
    .where("kind", "=", "sale")
    .orderBy("line")
    .orderBy("role")
    .orderBy("position")
    .execute();
  return rows.map((row) => ({
    orderId,
    line: Number(row.line),
    role: readRole(row.role),
    position: Number(row.position),
    trackId: row.track_id,
    partyId: row.party_id,
    account: row.account,
    amount: micro(row.amount_micro),
  }));
}

/** What sales put aside in each unclaimed account, less what refunds took back, for one party or for all. */
export async function listUnclaimedSales(
  tx: Tx,
  partyId?: string,
): Promise<{ partyId: string; account: string; sum: Micro }[]> {
  const rows = await tx
    .selectFrom("sale_share")
    .select((eb) => ["party_id", "account", eb.fn.sum<bigint>("amount_micro").as("sum")])
    .where(IS_UNCLAIMED)
    .$if(partyId !== undefined, (query) => query.where("party_id", "=", partyId ?? ""))
    .groupBy(["party_id", "account"])
    .orderBy("party_id")
    .orderBy("account")
    .execute();
  return rows.map((row) => ({ partyId: row.party_id, account: row.account, sum: micro(row.sum) }));
}
