import { CURRENCY, micro, type Micro, sumMicro, ZERO } from "@songkeeper/base";
import { payableAccount, type Transfer, transfer, transferId } from "@songkeeper/ledger";
import { listUnclaimed } from "../close/posting-queries.ts";
import { getOpenMonth } from "../close/queries.ts";
import type { Tx } from "../db/transact.ts";
import { listUnclaimedSales } from "../orders/sale-share-queries.ts";
import { findClaimed, writeTransfers } from "./transfer-queries.ts";

/** The queue of parties whose unclaimed money waits to be moved. */
export const CLAIM_UNCLAIMED = "claim-unclaimed";

/**
 * Moves what was kept for a party's credits to the party, one transfer per credit and month: what closes and sales gave
 * to it, never what another party earned in the same place. An account may grow after it was claimed, by the close of its
 * month, or shrink by a refund: then the difference moves, under an id of its own. Done again, it changes nothing.
 */
export async function claimUnclaimed(
  tx: Tx,
  partyId: string,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<Micro> {
  const due = await listToClaim(tx, partyId);
  const period = await getOpenMonth(tx, now, timeZone);
  const payable = payableAccount(partyId);
  const transfers = due.map(({ account, sum, times }): Transfer =>
    transfer({
      id: transferId.claim(partyId, account, times),
      debit: sum > 0n ? account : payable,
      credit: sum > 0n ? payable : account,
      amount: micro(sum > 0n ? sum : -sum),
      currency: CURRENCY,
      code: "claim",
      ref: partyId,
      period,
      createdAt: now,
    }),
  );
  await writeTransfers(tx, transfers);
  return sumMicro(due.map(({ sum }) => sum));
}

/** What is kept for parties until somebody claims it: one party, or all that have something. */
export async function findUnclaimed(tx: Tx, partyId?: string): Promise<Map<string, Micro>> {
  const kept = Map.groupBy(await listToClaim(tx, partyId), (row) => row.partyId);
  return new Map([...kept].map(([id, rows]) => [id, sumMicro(rows.map(({ sum }) => sum))]));
}

/** Each account with something kept for a party that was not moved yet, and how often something was. */
async function listToClaim(tx: Tx, partyId?: string) {
  const kept = new Map<string, { partyId: string; account: string; sum: Micro }>();
  for (const row of [...(await listUnclaimed(tx, partyId)), ...(await listUnclaimedSales(tx, partyId))]) {
    const name = `${row.partyId} ${row.account}`;
    kept.set(name, { ...row, sum: sumMicro([row.sum, kept.get(name)?.sum ?? ZERO]) });
  }
  const accounts = new Set([...kept.values()].map(({ account }) => account));
  const claimed = await findClaimed(tx, [...accounts]);
  return [...kept].flatMap(([name, row]) => {
    const { sum: moved, times } = claimed.get(name) ?? { sum: ZERO, times: 0 };
    return row.sum === moved ? [] : { ...row, sum: micro(row.sum - moved), times };
  });
}
