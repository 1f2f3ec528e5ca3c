import { CURRENCY, micro, type Micro, sumMicro } from "@songkeeper/base";
import { payableAccount, type Transfer, transfer, transferId } from "@songkeeper/ledger";
import { listUnclaimed } from "../close/posting-queries.ts";
import { getOpenMonth } from "../close/queries.ts";
import type { Tx } from "../db/transact.ts";
import { findTransferIds, writeTransfers } from "./transfer-queries.ts";

/** The queue of parties whose unclaimed money waits to be moved. */
export const CLAIM_UNCLAIMED = "claim-unclaimed";

/**
 * Moves what was kept for a party's credits to the party, one transfer per credit and month: what closes posted for it,
 * never what another party earned in the same place. Done again, it changes nothing.
 */
export async function claimUnclaimed(
  tx: Tx,
  partyId: string,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<void> {
  const due = await listToClaim(tx, partyId);
  const period = await getOpenMonth(tx, now, timeZone);
  const payable = payableAccount(partyId);
  const transfers = due.map(({ account, sum }): Transfer =>
    transfer({
      id: transferId.claim(partyId, account),
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
}

/** What is kept for parties until somebody claims it: one party, or all that have something. */
export async function findUnclaimed(tx: Tx, partyId?: string): Promise<Map<string, Micro>> {
  const kept = Map.groupBy(await listToClaim(tx, partyId), (row) => row.partyId);
  return new Map([...kept].map(([id, rows]) => [id, sumMicro(rows.map(({ sum }) => sum))]));
}

/** Each account with something kept for a party that was not moved yet; a close posts to one only once. */
async function listToClaim(tx: Tx, partyId?: string) {
  const kept = (await listUnclaimed(tx, partyId)).filter(({ sum }) => sum !== 0n);
  const ids = kept.map((row) => transferId.claim(row.partyId, row.account));
  const moved = await findTransferIds(tx, ids);
  return kept.filter((_, at) => !moved.has(ids[at] ?? ""));
}
