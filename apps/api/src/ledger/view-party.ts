import { type Micro, type Month, monthOf, sumMicro, ZERO } from "@songkeeper/base";
import type { PartyMoney, PartyRow, PayoutView, StatementSummary } from "@songkeeper/contracts";
import { payableAccount } from "@songkeeper/ledger";
import { listStatements, type StoredStatement } from "../close/statement-queries.ts";
import type { Tx } from "../db/transact.ts";
import { listPayoutsOf, type Payout } from "../payouts/queries.ts";
import { type EarnedRole, listEarned } from "./earned-so-far.ts";
import type { Party } from "./party-queries.ts";
import { getBalance } from "./transfer-queries.ts";

const STATEMENTS_MAX = 24;
const PAYOUTS_MAX = 50;

/** What a party has, earns this month so far, was told and was paid. */
export async function viewPartyMoney(
  tx: Tx,
  party: Party,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<PartyMoney> {
  const month = monthOf(now, timeZone);
  const earned = await listEarned(tx, party.id, month);
  const payouts = await listPayoutsOf(tx, party.id, PAYOUTS_MAX);
  return {
    id: party.id,
    name: party.name,
    realName: party.realName,
    realNameConfirmedAt: party.realNameConfirmedAt?.toISOString() ?? null,
    payoutAccount: party.payout && {
      provider: "sandbox",
      account: party.payout.account,
      boundAt: party.payout.boundAt.toISOString(),
    },
    minPayoutMicro: `${party.minPayout}`,
    payableMicro: `${await getBalance(tx, payableAccount(party.id))}`,
    thisMonth: viewEarned(month, earned),
    statements: (await listStatements(tx, party.id, STATEMENTS_MAX)).map(viewSummary),
    payouts: payouts.map((payout) => viewPayout(payout, party.name)),
  };
}

/** A party in the operator's list. */
export function viewPartyRow(
  party: Party & { readonly userEmail: string | null },
  { payable, unclaimed }: { payable: Micro; unclaimed: Micro },
): PartyRow {
  return {
    id: party.id,
    name: party.name,
    userEmail: party.userEmail,
    realName: party.realName,
    realNameConfirmedAt: party.realNameConfirmedAt?.toISOString() ?? null,
    payableMicro: `${payable}`,
    unclaimedMicro: `${unclaimed}`,
  };
}

/** A payout as people see it. */
export function viewPayout(payout: Payout, partyName: string): PayoutView {
  return {
    id: payout.id,
    month: payout.month,
    partyId: payout.partyId,
    partyName,
    amountMicro: `${payout.amount}`,
    state: payout.state,
    reference: payout.reference,
    createdAt: payout.createdAt.toISOString(),
    settledAt: payout.settledAt?.toISOString() ?? null,
  };
}

function viewEarned(month: Month, earned: readonly EarnedRole[]): PartyMoney["thisMonth"] {
  return {
    month,
    earnedMicro: `${sumMicro([ZERO, ...earned.map(({ amount }) => amount)])}`,
    tracks: earned.map(({ trackId, title, role, plays, sold, amount }) => ({
      trackId,
      title,
      role,
      plays,
      sold,
      amountMicro: `${amount}`,
    })),
  };
}

function viewSummary({ statement, createdAt }: StoredStatement): StatementSummary {
  const { header, lines, sales = [] } = statement;
  return {
    id: header.id,
    month: header.month,
    version: header.version,
    currency: "CNY",
    broughtForwardMicro: header.broughtForwardMicro,
    allocatedMicro: header.allocatedMicro,
    differencesMicro: header.differencesMicro,
    salesMicro: header.salesMicro ?? "0",
    paidMicro: header.paidMicro,
    carriedMicro: header.carriedMicro,
    lines: lines.length + sales.length,
    signedAt: createdAt.toISOString(),
  };
}
