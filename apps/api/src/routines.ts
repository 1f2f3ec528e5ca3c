import { deliverMessages } from "./messages/deliver-messages.ts";
import type { Routine } from "./jobs/run-every.ts";
import { closeLostGaps } from "./metering/close-lost-gaps.ts";
import { releaseHeldPlays } from "./metering/release-held.ts";
import { expireOrders } from "./orders/expire-orders.ts";
import { askForPayouts } from "./payouts/submit-payout.ts";
import { sealLog } from "./proof/seal-log.ts";
import { signDailyCheckpoint } from "./proof/sign-checkpoint.ts";
import { forgetDrafts } from "./studio/forget-drafts.ts";
import { settleUploads, sweepUploads } from "./uploads/sweep-uploads.ts";
import { forgetOldAnswers, freeDeadHolds } from "./wallet/housekeeping.ts";

const MINUTE = 60_000;

/** What is done again and again, beside jobs that a cause asks for. */
export const ROUTINES: readonly Routine[] = [
  { name: "deliver-messages", everyMs: 2_000, run: (services) => deliverMessages(services) },
  { name: "seal-log", everyMs: MINUTE, run: async (services) => void (await sealLog(services)) },
  { name: "daily-checkpoint", everyMs: 10 * MINUTE, run: signDailyCheckpoint },
  { name: "release-held", everyMs: 10 * MINUTE, run: async (services) => void (await releaseHeldPlays(services)) },
  { name: "close-lost-gaps", everyMs: 60 * MINUTE, run: (services) => closeLostGaps(services) },
  { name: "expire-orders", everyMs: MINUTE, run: expireOrders },
  { name: "free-dead-holds", everyMs: 60 * MINUTE, run: freeDeadHolds },
  { name: "ask-for-payouts", everyMs: 60 * MINUTE, run: askForPayouts },
  { name: "settle-uploads", everyMs: MINUTE, run: settleUploads },
  { name: "sweep-uploads", everyMs: 60 * MINUTE, run: sweepUploads },
  { name: "forget-drafts", everyMs: 60 * MINUTE, run: forgetDrafts },
  { name: "forget-old-answers", everyMs: 60 * MINUTE, run: forgetOldAnswers },
];
