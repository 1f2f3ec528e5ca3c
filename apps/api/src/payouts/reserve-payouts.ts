import { CURRENCY, type Json, micro, nextMonth, sumMicro, ZERO } from "@songkeeper/base";
import {
  foldRows,
  NO_ROWS,
  PAYOUT_CLEARING,
  payableAccount,
  payoutAmount,
  transfer,
  transferId,
} from "@songkeeper/ledger";
import type { ClosingMonth, StepResult } from "../close/closing-month.ts";
import { type ClosingParty, listParties, partyHashRow } from "../close/party-queries.ts";
import { getAccountSum } from "../close/posting-queries.ts";
import { inSlices } from "../close/slices.ts";
import type { Tx } from "../db/transact.ts";
import { enqueue } from "../jobs/queries.ts";
import { writeTransfers } from "../ledger/transfer-queries.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import { insertPayout, type Payout } from "./queries.ts";
import { SUBMIT_PAYOUT } from "./submit-payout.ts";

const PARTIES_MAX = 50;

/**
 * Reserves a payout for every party with a confirmed name, an account and enough to pay, in whole fen, and asks for it
 * to be sent. What it may come to was frozen; reserved again after a stop, it changes nothing.
 */
export async function reservePayouts(services: Services, closing: ClosingMonth): Promise<StepResult> {
  let [inputHash, outputHash] = [NO_ROWS, NO_ROWS];
  let [amount, count] = [ZERO, 0];
  const pages = inSlices(services, "", async (tx, after) => {
    const parties = await listParties(tx, closing.month, after, PARTIES_MAX);
    const payouts: Payout[] = [];
    for (const party of parties) {
      const payout = await payoutFor(tx, closing, party);
      if (!payout) continue;
      payouts.push(payout);
      await reserve(tx, payout);
    }
    return { parties, payouts, next: parties.length === PARTIES_MAX ? parties.at(-1)?.partyId : undefined };
  });
  for await (const { parties, payouts } of pages) {
    inputHash = foldRows(sha256, inputHash, parties.map(partyHashRow));
    outputHash = foldRows(sha256, outputHash, payouts.map(payoutRow));
    amount = sumMicro([amount, ...payouts.map((payout) => payout.amount)]);
    count += payouts.length;
  }
  services.wakeJobs();
  return { ok: true, inputHash, outputHash, facts: { payouts: count, amountMicro: `${amount}` } };
}

async function payoutFor(
  tx: Tx,
  { month, frozenAt }: ClosingMonth,
  { partyId, payable, minPayout, payoutProvider, payoutAccount, realNameConfirmedAt }: ClosingParty,
): Promise<Payout | undefined> {
  if (payoutProvider === null || payoutAccount === null || realNameConfirmedAt === null) return undefined;
  const due = micro(payable + (await getAccountSum(tx, month, payableAccount(partyId))));
  const amount = payoutAmount(due, minPayout);
  if (amount === null) return undefined;
  return {
    id: `po-${month}-${partyId}`,
    partyId,
    month,
    amount,
    state: "reserved",
    provider: payoutProvider,
    account: payoutAccount,
    reference: `SK-${month}-${partyId}`,
    createdAt: frozenAt,
    settledAt: null,
    failure: null,
  };
}

/** The money leaves the payable in the transaction that stores the payout, so it cannot be reserved twice. */
async function reserve(tx: Tx, payout: Payout): Promise<void> {
  if (!(await insertPayout(tx, payout))) return;
  await writeTransfers(tx, [
    transfer({
      id: transferId.payoutReserved(payout.id),
      debit: payableAccount(payout.partyId),
      credit: PAYOUT_CLEARING,
      amount: payout.amount,
      currency: CURRENCY,
      code: "payout_reserved",
      ref: payout.id,
      period: nextMonth(payout.month),
      createdAt: payout.createdAt,
    }),
  ]);
  const job = { queue: SUBMIT_PAYOUT, payload: { payoutId: payout.id }, dedupe: payout.id };
  await enqueue(tx, { ...job, runAt: payout.createdAt });
}

function payoutRow({ id, amount, provider, account, reference }: Payout): Json {
  return [id, `${amount}`, provider, account, reference];
}
