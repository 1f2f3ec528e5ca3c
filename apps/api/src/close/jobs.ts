import { month } from "@songkeeper/base";
import { closeRequest, id } from "@songkeeper/contracts";
import { z } from "zod";
import { type PayoutProvider, sandboxPayouts } from "../adapters/sandbox-payout.ts";
import { HopelessJobError } from "../jobs/run-jobs.ts";
import { CLAIM_UNCLAIMED, claimUnclaimed } from "../ledger/claim-unclaimed.ts";
import { SUBMIT_PAYOUT, submitPayout } from "../payouts/submit-payout.ts";
import type { Services } from "../services.ts";
import { closeMonth } from "./close-month.ts";
import { CLOSE_MONTH } from "./start-close.ts";

const claim = z.strictObject({ partyId: id });
const payout = z.strictObject({ payoutId: z.string() });

type MoneyHandlers = Readonly<Record<string, (services: Services, payload: unknown) => Promise<void>>>;

/** The jobs of the money side: closing a month, sending payouts, and giving people what was kept for them. */
export function closeHandlersWith(provider: PayoutProvider): MoneyHandlers {
  return {
    [CLOSE_MONTH]: async (services, payload) => {
      const closed = await closeMonth(services, month(closeRequest.parse(payload).month));
      if (!closed.ok) throw new HopelessJobError(closed.reason);
    },
    [SUBMIT_PAYOUT]: (services, payload) => submitPayout(services, provider, payout.parse(payload).payoutId),
    [CLAIM_UNCLAIMED]: async ({ transact, now, config }, payload) => {
      const { partyId } = claim.parse(payload);
      await transact((tx) => claimUnclaimed(tx, partyId, { now: now(), timeZone: config.timeZone }));
    },
  };
}

/** The same with the built-in payout provider. */
export const closeHandlers = closeHandlersWith(sandboxPayouts());
