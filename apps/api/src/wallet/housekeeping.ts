import { exclusive, POSTING } from "../db/transact.ts";
import { listShopsWithHolds } from "../leases/holding-queries.ts";
import { settleHoldsOfShop } from "../leases/settle-holds.ts";
import type { Services } from "../services.ts";
import { deleteAnswersBefore } from "./idempotency-queries.ts";

/** How long an answer is given again for its Idempotency-Key. */
const ANSWERS_MS = 30 * 86_400_000;

/** Frees what leases hold that ran out with their time to report. */
export async function freeDeadHolds({ transact, now }: Services): Promise<void> {
  for (const shopId of await transact((tx) => listShopsWithHolds(tx)))
    await transact((tx) => settleHoldsOfShop(tx, shopId, now()), [exclusive(POSTING)]);
}

/** Forgets answers that are past their time. */
export async function forgetOldAnswers({ transact, now }: Services): Promise<void> {
  await transact((tx) => deleteAnswersBefore(tx, new Date(now().getTime() - ANSWERS_MS)));
}
