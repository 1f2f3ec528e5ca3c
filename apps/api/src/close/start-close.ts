import { accept, type Month, refuse } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { enqueue, hasOpenJob } from "../jobs/queries.ts";
import { checkClosable } from "./freeze-month.ts";
import { findClose } from "./queries.ts";

/** The queue of months that an operator asked to close. */
export const CLOSE_MONTH = "close-month";

/** Asks for a month to be closed by a job; one that failed or was stopped goes on. */
export async function startClose(tx: Tx, month: Month, { now, timeZone }: { now: Date; timeZone: string }) {
  const known = await findClose(tx, month);
  if (known?.state === "sealed") return refuse("already_closed");
  if (await hasOpenJob(tx, CLOSE_MONTH, month)) return refuse("already_running");
  if (!known) {
    const closable = await checkClosable(tx, month, { now, timeZone });
    if (!closable.ok) return closable;
  }
  await enqueue(tx, { queue: CLOSE_MONTH, payload: { month }, dedupe: month, runAt: now });
  return accept(undefined);
}
