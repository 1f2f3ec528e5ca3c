import type { TrialBalance } from "@songkeeper/contracts";
import { accountKind, PLATFORM_FEE, trialBalance } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { listBalances, rebuildBalances } from "./transfer-queries.ts";

/** Debits against credits, from the kept balances; and whether the transfers alone give the same balances. */
export async function viewTrialBalance(tx: Tx, now: Date): Promise<TrialBalance> {
  const kept = await listBalances(tx);
  const rebuilt = await rebuildBalances(tx);
  const { debits, credits, difference, openClearing } = trialBalance(kept);
  const filled = [...kept].filter(([, balance]) => balance !== 0n);
  const rebuiltFilled = [...rebuilt].filter(([, balance]) => balance !== 0n);
  return {
    at: now.toISOString(),
    debitsMicro: `${debits}`,
    creditsMicro: `${credits}`,
    differenceMicro: `${difference}`,
    platformFeeMicro: `${kept.get(PLATFORM_FEE) ?? 0n}`,
    rebuiltMatches:
      rebuiltFilled.length === filled.length && rebuiltFilled.every(([account, sum]) => kept.get(account) === sum),
    accounts: filled.map(([account, balance]) => ({
      account,
      kind: accountKind(account),
      balanceMicro: `${balance}`,
    })),
    openClearing: openClearing.map(({ account, balance }) => ({ account, balanceMicro: `${balance}` })),
  };
}
