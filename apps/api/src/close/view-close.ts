import { month as monthOf, type Month, monthOf as monthOfInstant, nextMonth } from "@songkeeper/base";
import { CLOSE_STEPS, type CloseView } from "@songkeeper/contracts";
import type { Tx } from "../db/transact.ts";
import { hasOpenJob } from "../jobs/queries.ts";
import { closableFrom } from "./freeze-month.ts";
import { CLOSE_MONTH } from "./start-close.ts";
import {
  findClose,
  findFirstMonth,
  listClosedMonths,
  listSteps,
  type StoredClose,
  type StoredStep,
} from "./queries.ts";

/** Every month with a play or a close, up to the running one, the latest first. */
export async function viewCloses(tx: Tx, now: Date, timeZone: string): Promise<CloseView[]> {
  const closed = await listClosedMonths(tx);
  const views: CloseView[] = [];
  for (const month of [...(await listOpenMonths(tx, closed[0], monthOfInstant(now, timeZone))), ...closed])
    views.push(await viewClose(tx, month, timeZone));
  return views;
}

/** A month's close, step by step; of an open month, from when it can be closed. */
export async function viewClose(tx: Tx, month: Month, timeZone: string): Promise<CloseView> {
  const close = await findClose(tx, month);
  const steps = await listSteps(tx, month);
  const isRunning = await hasOpenJob(tx, CLOSE_MONTH, month);
  const state = isRunning && close?.state !== "sealed" ? "closing" : (close?.state ?? "open");
  return {
    month,
    state,
    closableFrom: closableFrom(month, timeZone).toISOString(),
    failure: state === "failed" ? (close?.failure ?? null) : null,
    root: close?.root ?? null,
    steps: CLOSE_STEPS.map((name) => viewStep(name, steps, close)),
  };
}

/** The months after the last frozen one, or from the first with a play on; the latest first. */
async function listOpenMonths(tx: Tx, last: Month | undefined, current: Month): Promise<Month[]> {
  const first = last === undefined ? ((await findFirstMonth(tx)) ?? current) : nextMonth(last);
  const months: Month[] = [];
  for (let month = first; month <= current; month = nextMonth(monthOf(month))) months.push(month);
  return months.toReversed();
}

function viewStep(
  name: CloseView["steps"][number]["step"],
  steps: readonly StoredStep[],
  close: StoredClose | undefined,
): CloseView["steps"][number] {
  const step = steps.find((candidate) => candidate.step === name);
  if (!step) {
    const nothing = { startedAt: null, finishedAt: null, inputHash: null, outputHash: null };
    return { step: name, state: "waiting", ...nothing, facts: {} };
  }
  const { startedAt, finishedAt, inputHash, outputHash, facts } = step;
  return {
    step: name,
    state: finishedAt ? "done" : close?.state === "failed" ? "failed" : "running",
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    inputHash,
    outputHash,
    facts: { ...facts },
  };
}
