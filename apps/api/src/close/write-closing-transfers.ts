import type { Json } from "@songkeeper/base";
import { closingTransfer, foldRows, NO_ROWS, royaltyClearing, type Transfer } from "@songkeeper/ledger";
import { getBalance, writeTransfers } from "../ledger/transfer-queries.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";
import type { ClosingMonth, StepResult } from "./closing-month.ts";
import { listAccountSums } from "./posting-queries.ts";
import { refreshStatistics } from "./queries.ts";
import { inSlices } from "./slices.ts";

const ACCOUNTS_MAX = 200;

/**
 * Moves each account's due out of the month's clearing, or back into it where the sum is negative. Afterwards the
 * clearing must hold nothing. Written again after a stop, transfers change nothing.
 */
export async function writeClosingTransfers(services: Services, closing: ClosingMonth): Promise<StepResult> {
  const { month } = closing;
  await services.transact((tx) => refreshStatistics(tx, "posting"));
  let [inputHash, outputHash] = [NO_ROWS, NO_ROWS];
  let count = 0;
  const pages = inSlices(services, "", async (tx, after) => {
    const sums = await listAccountSums(tx, month, { after, limit: ACCOUNTS_MAX });
    const transfers = sums.flatMap((due) => closingTransfer({ closing: month, frozenAt: closing.frozenAt }, due) ?? []);
    await writeTransfers(tx, transfers);
    return { sums, transfers, next: sums.length === ACCOUNTS_MAX ? sums.at(-1)?.account : undefined };
  });
  for await (const { sums, transfers } of pages) {
    inputHash = foldRows(
      sha256,
      inputHash,
      sums.map(({ account, sum }) => [account, `${sum}`]),
    );
    outputHash = foldRows(sha256, outputHash, transfers.map(transferRow));
    count += transfers.length;
  }
  const left = await services.transact((tx) => getBalance(tx, royaltyClearing(month)));
  const facts = { transfers: count, clearingMicro: `${left}` };
  if (left !== 0n) return { ok: false, failure: `${left} is left in the clearing of ${month}`, facts };
  return { ok: true, inputHash, outputHash, facts };
}

function transferRow({ id, debit, credit, amount }: Transfer): Json {
  return [id, debit, credit, `${amount}`];
}
