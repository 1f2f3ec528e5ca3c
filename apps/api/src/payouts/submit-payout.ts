import { CURRENCY } from "@songkeeper/base";
import { cashAccount, PAYOUT_CLEARING, payableAccount, transfer, transferId } from "@songkeeper/ledger";
import type { PayoutAnswer, PayoutProvider } from "../adapters/sandbox-payout.ts";
import { getOpenMonth } from "../close/queries.ts";
import type { Tx } from "../db/transact.ts";
import { writeTransfers } from "../ledger/transfer-queries.ts";
import { enqueue, hasOpenJob } from "../jobs/queries.ts";
import { tell } from "../messages/queries.ts";
import type { Services } from "../services.ts";
import { getParty } from "../ledger/party-queries.ts";
import { lockPayout, markPayout, type Payout, listUnsettledPayouts } from "./queries.ts";

/** The queue of payouts that wait to be sent. */
export const SUBMIT_PAYOUT = "submit-payout";

/** A provider that was silent for a year is a matter for people. */
const ASKED_MS = 365 * 86_400_000;

const SETTLED: ReadonlySet<string> = new Set(["succeeded", "failed", "returned"]);

/**
 * Sends a reserved payout and books the provider's word. Without one it is `unknown` and this throws: the next try
 * sends the same reference with the same content, so that it is paid once whatever was lost on the way.
 */
export async function submitPayout(services: Services, provider: PayoutProvider, payoutId: string): Promise<void> {
  const { transact, now } = services;
  const payout = await transact((tx) => beginSubmitting(tx, payoutId));
  if (!payout) return;
  const { reference, account, amount } = payout;
  let answer: PayoutAnswer;
  try {
    answer = await provider.send({ reference, account, amount });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    await transact((tx) => markPayout(tx, payoutId, { state: "unknown", failure, settledAt: null }));
    throw new Error(`payout ${payoutId} got no answer`, { cause: error });
  }
  await transact((tx) => settlePayout(tx, payoutId, answer, { now: now(), timeZone: services.config.timeZone }));
}

/**
 * Asks anew for every payout that nobody has spoken on: its job may have been given up while the provider was away. One
 * that is asked for already is not doubled, and it is sent under the same reference.
 */
export async function askForPayouts({ transact, now, wakeJobs }: Services): Promise<void> {
  const since = new Date(now().getTime() - ASKED_MS);
  await transact(async (tx) => {
    for (const payoutId of await listUnsettledPayouts(tx, since))
      if (!(await hasOpenJob(tx, SUBMIT_PAYOUT, payoutId)))
        await enqueue(tx, { queue: SUBMIT_PAYOUT, payload: { payoutId }, dedupe: payoutId, runAt: now() });
  });
  wakeJobs();
}

async function beginSubmitting(tx: Tx, payoutId: string): Promise<Payout | undefined> {
  const payout = await lockPayout(tx, payoutId);
  if (SETTLED.has(payout.state)) return undefined;
  await markPayout(tx, payoutId, { state: "submitting", failure: payout.failure, settledAt: null });
  return payout;
}

/** Books a payout as sent, or gives the money back to the party's payable; once, however often it is told. */
export async function settlePayout(
  tx: Tx,
  payoutId: string,
  answer: PayoutAnswer,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<void> {
  const payout = await lockPayout(tx, payoutId);
  if (SETTLED.has(payout.state)) return;
  const isSent = answer.state === "succeeded";
  await writeTransfers(tx, [
    transfer({
      id: isSent ? transferId.payoutSucceeded(payout.id) : transferId.payoutFailed(payout.id),
      debit: PAYOUT_CLEARING,
      credit: isSent ? cashAccount(payout.provider) : payableAccount(payout.partyId),
      amount: payout.amount,
      currency: CURRENCY,
      code: isSent ? "payout_succeeded" : "payout_failed",
      ref: payout.id,
      period: await getOpenMonth(tx, now, timeZone),
      createdAt: now,
    }),
  ]);
  const failure = answer.state === "failed" ? answer.reason : null;
  await markPayout(tx, payout.id, { state: answer.state, failure, settledAt: now });
  const { userId } = await getParty(tx, payout.partyId);
  if (userId === null) return;
  const params = { month: payout.month, amountMicro: `${payout.amount}`, account: payout.account };
  await tell(tx, { recipient: userId, topic: isSent ? "payout_sent" : "payout_failed", ref: payout.id, params }, now);
}
