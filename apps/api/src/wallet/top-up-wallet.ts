import { randomUUID } from "node:crypto";
import { CURRENCY, type Micro, monthOf } from "@songkeeper/base";
import { cashAccount, shopWallet, transfer, transferId } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { getBalance, writeTransfers } from "../ledger/transfer-queries.ts";
import { insertTopUp } from "./top-up-queries.ts";

/**
 * Adds money to a shop's wallet through the sandbox provider, which takes any amount at once and no fee. Providers that
 * answer later come with the money they move.
 */
export async function topUpWallet(
  tx: Tx,
  of: { shopId: string; amount: Micro; userId: string },
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<{ id: string; balance: Micro }> {
  const id = randomUUID();
  await insertTopUp(tx, { id, ...of, provider: "sandbox" }, now);
  const movement = transfer({
    id: transferId.topUp(id),
    debit: cashAccount("sandbox"),
    credit: shopWallet(of.shopId),
    amount: of.amount,
    currency: CURRENCY,
    code: "top_up",
    ref: id,
    period: monthOf(now, timeZone),
    createdAt: now,
  });
  await writeTransfers(tx, [movement]);
  return { id, balance: await getBalance(tx, shopWallet(of.shopId)) };
}
