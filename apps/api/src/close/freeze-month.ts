import { accept, canonicalJson, endOfMonth, type Month, nextMonth, type Outcome, refuse } from "@songkeeper/base";
import { foldRows, NO_ROWS } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { sealRest } from "../proof/seal-log.ts";
import { type CheckpointSigner, signCheckpoint } from "../proof/sign-checkpoint.ts";
import { sha256 } from "../sha256.ts";
import { closingKeyRow } from "./closing-key.ts";
import { type ClosingMonth, GRACE_MS } from "./closing-month.ts";
import { collectKeys } from "./collect-keys.ts";
import { listBilledBefore, listGaps, listRollup } from "./freeze-queries.ts";
import { insertInputs } from "./input-queries.ts";
import { insertSales, listSalesNow, saleRow } from "./sale-queries.ts";
import { insertParties, listPartiesNow, partyHashRow } from "./party-queries.ts";
import {
  findClose,
  findFirstMonth,
  findPreviousClose,
  insertClose,
  insertStep,
  listClosedMonths,
  markStep,
} from "./queries.ts";

/** Why a month cannot be closed now. */
export type CloseRefusal = "month_not_over" | "earlier_month_open" | "already_closed";

/** The instant from which a month can be closed: 72 hours after its end. */
export function closableFrom(month: Month, timeZone: string): Date {
  return new Date(endOfMonth(month, timeZone).getTime() + GRACE_MS);
}

/**
 * Whether a month may be frozen: it is over, and months are frozen one after the other, from the first with a play on.
 * So what is late is always accounted in a month that no later one has overtaken.
 */
export async function checkClosable(
  tx: Tx,
  month: Month,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<Outcome<undefined, CloseRefusal>> {
  if (now < closableFrom(month, timeZone))
    return refuse("month_not_over", { facts: { closableFrom: closableFrom(month, timeZone).toISOString() } });
  const [last] = await listClosedMonths(tx);
  if (last !== undefined && month <= last) return refuse("already_closed");
  const first = last === undefined ? await findFirstMonth(tx) : nextMonth(last);
  if (first !== undefined && first < month) return refuse("earlier_month_open", { facts: { month: first } });
  if (last !== undefined && (await findClose(tx, last))?.state !== "sealed")
    return refuse("earlier_month_open", { facts: { month: last } });
  return accept(undefined);
}

/**
 * Freezes a month: what was counted, who is owed what, and the state of the log that holds all its plays. One
 * transaction, which must hold `INGEST` and `SEAL` exclusively; later deliveries are accounted in the next month.
 */
export async function freezeMonth(
  tx: Tx,
  month: Month,
  signer: CheckpointSigner,
  now: Date,
): Promise<Outcome<ClosingMonth, CloseRefusal>> {
  const closable = await checkClosable(tx, month, { now, timeZone: signer.timeZone });
  if (!closable.ok) return closable;
  await sealRest(tx);
  const checkpoint = await signCheckpoint(tx, signer, now);
  const closing: ClosingMonth = { month, frozenAt: now, treeSize: checkpoint.checkpoint.treeSize, checkpoint };

  const previous = await findPreviousClose(tx, month);
  const parties = await listPartiesNow(tx, month, previous?.month);
  const keys = collectKeys({
    counted: await listRollup(tx, month),
    rulings: [],
    before: await listBilledBefore(tx, month),
  });
  const sales = await listSalesNow(tx, month);
  const gaps = await listGaps(tx);

  await insertClose(tx, closing);
  await insertInputs(tx, month, keys);
  await insertParties(tx, month, parties);
  await insertSales(tx, month, sales);
  await insertStep(tx, month, "freeze", now);
  const keysHash = foldRows(sha256, NO_ROWS, keys.map(closingKeyRow));
  const partiesHash = foldRows(sha256, NO_ROWS, parties.map(partyHashRow));
  const salesHash = foldRows(sha256, NO_ROWS, sales.map(saleRow));
  const gapsHash = foldRows(
    sha256,
    NO_ROWS,
    gaps.map(({ deviceId, from, to }) => [deviceId, from, to]),
  );
  const outputHash = foldRows(sha256, NO_ROWS, [keysHash, partiesHash, salesHash, gapsHash, canonicalJson(checkpoint)]);
  const facts = {
    keys: keys.length,
    parties: parties.length,
    sales: sales.reduce((sum, { sold }) => sum + sold, 0),
    treeSize: closing.treeSize,
    gaps: gaps.length,
    gapsShown: gaps
      .slice(0, 20)
      .map(({ deviceId, from, to }) => `${deviceId}:${from}-${to}`)
      .join(" "),
  };
  await markStep(tx, month, { step: "freeze", result: { ok: true, inputHash: NO_ROWS, outputHash, facts } }, now);
  return accept(closing);
}
