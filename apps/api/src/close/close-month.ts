import { accept, type Month, type Outcome } from "@songkeeper/base";
import { exclusive, INGEST } from "../db/transact.ts";
import { reservePayouts } from "../payouts/reserve-payouts.ts";
import { SEAL, sealLog } from "../proof/seal-log.ts";
import type { Services } from "../services.ts";
import { auditMonth } from "./audit-month.ts";
import type { ClosingMonth, CloseStep, StepResult } from "./closing-month.ts";
import { type CloseRefusal, freezeMonth } from "./freeze-month.ts";
import { allocateMonth, trueUpOlderMonths } from "./post-shares.ts";
import { priceMonth } from "./price-month.ts";
import { findClose, insertStep, listSteps, markCloseFailed, markClosing, markStep } from "./queries.ts";
import { sealMonth } from "./seal-month.ts";
import { writeClosingTransfers } from "./write-closing-transfers.ts";
import { writeStatements } from "./write-statements.ts";

/** How far a close came: sealed under a root, or failed for a reason that a person must look at. */
export type CloseResult =
  | { readonly state: "sealed"; readonly root: string }
  | { readonly state: "failed"; readonly failure: string };

type Step = (services: Services, closing: ClosingMonth) => Promise<StepResult>;

/** Between freeze and seal, in this order; each is a function of what was frozen, and may be done again. */
const STEPS: readonly (readonly [CloseStep, Step])[] = [
  ["audit", auditMonth],
  ["price", priceMonth],
  ["allocate", allocateMonth],
  ["true_up", trueUpOlderMonths],
  ["transfers", writeClosingTransfers],
  ["statements", writeStatements],
  ["payouts", reservePayouts],
];

/**
 * Closes a month, from wherever it stopped: freeze, recount, price, divide, transfer, state, pay, seal. Stopped anywhere
 * and called again it ends with the same root as one that ran through; sealed, it writes nothing. What it cannot
 * reconcile is kept as the close's failure, in words, and tried again at the next call.
 */
export async function closeMonth(services: Services, month: Month): Promise<Outcome<CloseResult, CloseRefusal>> {
  const { transact, now } = services;
  const known = await transact((tx) => findClose(tx, month));
  if (known?.state === "sealed" && known.root !== null) return accept({ state: "sealed", root: known.root });
  const frozen = known ? accept<ClosingMonth>(known) : await freeze(services, month);
  if (!frozen.ok) return frozen;

  if (known?.state === "failed") await transact((tx) => markClosing(tx, month));
  const done = await transact((tx) => listSteps(tx, month));
  const finished = new Set(done.filter(({ finishedAt }) => finishedAt !== null).map(({ step }) => step));
  for (const [step, run] of STEPS) {
    if (finished.has(step)) continue;
    await transact((tx) => insertStep(tx, month, step, now()));
    const result = await run(services, frozen.value);
    await transact(async (tx) => {
      await markStep(tx, month, { step, result }, now());
      if (!result.ok) await markCloseFailed(tx, month, `${step}: ${result.failure}`);
    });
    if (!result.ok) return accept({ state: "failed", failure: `${step}: ${result.failure}` });
  }
  const root = await transact((tx) => sealMonth(tx, frozen.value, now()));
  services.wakeJobs();
  return accept({ state: "sealed", root });
}

/** Most chunks are sealed before, so that the one transaction that keeps deliveries out is short. */
async function freeze(services: Services, month: Month): Promise<Outcome<ClosingMonth, CloseRefusal>> {
  const { transact, secrets, config, now } = services;
  await sealLog(services);
  const signer = { key: secrets.platform, timeZone: config.timeZone };
  return transact((tx) => freezeMonth(tx, month, signer, now()), [exclusive(INGEST), SEAL]);
}
