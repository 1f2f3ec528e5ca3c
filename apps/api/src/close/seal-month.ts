import { canonicalJson } from "@songkeeper/base";
import { rootOfClose, stepHash } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { enqueue } from "../jobs/queries.ts";
import { CLAIM_UNCLAIMED } from "../ledger/claim-unclaimed.ts";
import { sha256, sha256Hex } from "../sha256.ts";
import type { ClosingMonth } from "./closing-month.ts";
import { listClaimable } from "./posting-queries.ts";
import { insertStep, listSteps, markSealed, markStep } from "./queries.ts";

/**
 * Seals a close: one hash over its month, the freeze and every step. Whoever joined while the month was closing is
 * given what was kept for them, by a job of its own: a close knows only what was so when it froze.
 */
export async function sealMonth(tx: Tx, { month, frozenAt }: ClosingMonth, now: Date): Promise<string> {
  const steps = (await listSteps(tx, month)).filter(({ step }) => step !== "seal");
  const stepHashes = steps.map(({ step, inputHash, outputHash, finishedAt }) => {
    if (finishedAt === null || inputHash === null || outputHash === null) throw new Error(`${step} is not finished`);
    return stepHash(sha256, { step, inputHash, outputHash });
  });
  const root = rootOfClose(sha256, { month, frozenAt, stepHashes });
  const inputHash = sha256Hex(canonicalJson(stepHashes));
  await insertStep(tx, month, "seal", now);
  await markStep(tx, month, { step: "seal", result: { ok: true, inputHash, outputHash: root, facts: { root } } }, now);
  await markSealed(tx, month, root, now);
  for (const partyId of await listClaimable(tx, month))
    await enqueue(tx, { queue: CLAIM_UNCLAIMED, payload: { partyId }, dedupe: partyId, runAt: now });
  return root;
}
