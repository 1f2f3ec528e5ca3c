import type { Micro } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { type Party, savePayoutChoice } from "./party-queries.ts";

/** What a party chooses: an account at the built-in provider, its name by law, and the least it wants paid. */
export interface PayoutChoice {
  readonly account: string;
  readonly realName: string;
  readonly minPayoutMicro: Micro;
}

/**
 * Binds the account that a party is paid to. Another account, or another real name, has to be confirmed anew before
 * money goes there; the least amount may change at any time.
 */
export async function choosePayout(tx: Tx, party: Party, choice: PayoutChoice, now: Date): Promise<Party> {
  const { account, realName, minPayoutMicro } = choice;
  const isSame = party.payout?.account === account;
  const isFirst = party.payout === null;
  const keepsConfirmation = party.realName === realName && (isSame || isFirst);
  const chosen: Party = {
    ...party,
    realName,
    realNameConfirmedAt: keepsConfirmation ? party.realNameConfirmedAt : null,
    minPayout: minPayoutMicro,
    payout: isSame && party.payout ? party.payout : { provider: "sandbox", account, boundAt: now },
  };
  await savePayoutChoice(tx, chosen);
  return chosen;
}
