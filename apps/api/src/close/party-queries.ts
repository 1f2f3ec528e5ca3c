import { type Json, micro, type Micro, type Month, sumMicro, ZERO } from "@songkeeper/base";
import { PAYOUT_CLEARING, payableAccount } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { findClaimed } from "../ledger/transfer-queries.ts";
import { sumSalesAfter, sumSalesByParty } from "./sale-queries.ts";

/** A party as a month's freeze found it. */
export interface ClosingParty {
  readonly partyId: string;
  readonly name: string;
  /** Whose it is; nobody's money is kept for the credit instead. */
  readonly userId: string | null;
  /** What the last statement carried. */
  readonly broughtForward: Micro;
  /** Payouts of this accounting month, less those that failed or came back. */
  readonly paid: Micro;
  /** What the payable account held, but for sales of later months. */
  readonly payable: Micro;
  readonly minPayout: Micro;
  readonly payoutProvider: string | null;
  readonly payoutAccount: string | null;
  readonly realNameConfirmedAt: string | null;
}

const ROWS_MAX = 400;

/** Every party there is, with what the accounts say of it now. `previous` is the last frozen month. */
export async function listPartiesNow(tx: Tx, month: Month, previous: Month | undefined): Promise<ClosingParty[]> {
  const rows = await tx
    .selectFrom("party")
    .select(["id", "name", "user_id", "min_payout_micro", "payout_provider", "payout_account"])
    .select("real_name_confirmed_at")
    .execute();
  const carried = previous ? await findCarried(tx, previous) : new Map<string, Micro>();
  const paid = await findPaid(tx, month);
  const payables = await findPayables(
    tx,
    month,
    rows.map(({ id }) => id),
  );
  return rows
    .map((row) => ({
      partyId: row.id,
      name: row.name,
      userId: row.user_id,
      broughtForward: carried.get(row.id) ?? ZERO,
      paid: paid.get(row.id) ?? ZERO,
      payable: payables.get(row.id) ?? ZERO,
      minPayout: micro(row.min_payout_micro),
      payoutProvider: row.payout_provider,
      payoutAccount: row.payout_account,
      realNameConfirmedAt: row.real_name_confirmed_at,
    }))
    .toSorted((a, b) => (a.partyId < b.partyId ? -1 : 1));
}

/** Freezes parties. */
export async function insertParties(tx: Tx, month: Month, parties: readonly ClosingParty[]): Promise<void> {
  const rows = parties.map((party) => ({
    month,
    party_id: party.partyId,
    name: party.name,
    user_id: party.userId,
    brought_forward_micro: party.broughtForward,
    paid_micro: party.paid,
    payable_micro: party.payable,
    min_payout_micro: party.minPayout,
    payout_provider: party.payoutProvider,
    payout_account: party.payoutAccount,
    real_name_confirmed_at: party.realNameConfirmedAt,
  }));
  for (let at = 0; at < rows.length; at += ROWS_MAX)
    await tx
      .insertInto("close_party")
      .values(rows.slice(at, at + ROWS_MAX))
      .execute();
}

/** One page of a month's frozen parties, in order of id, after this one ("" begins). */
export async function listParties(tx: Tx, month: Month, after: string, limit: number): Promise<ClosingParty[]> {
  const rows = await selectParties(tx, month).where("party_id", ">", after).orderBy("party_id").limit(limit).execute();
  return rows.map(toParty);
}

/** Frozen parties by id. */
export async function findParties(tx: Tx, month: Month, ids: readonly string[]): Promise<Map<string, ClosingParty>> {
  if (ids.length === 0) return new Map();
  const rows = await selectParties(tx, month)
    .where("party_id", "in", [...ids])
    .execute();
  return new Map(rows.map((row) => [row.party_id, toParty(row)]));
}

/** A frozen party as a row that is hashed. */
export function partyHashRow(party: ClosingParty): Json {
  const { partyId, name, userId, broughtForward, paid, payable, minPayout } = party;
  const payout = [party.payoutProvider, party.payoutAccount, party.realNameConfirmedAt];
  return [partyId, name, userId, `${broughtForward}`, `${paid}`, `${payable}`, `${minPayout}`, ...payout];
}

/** What the statements of a frozen month carried: all that a party is owed, whether somebody claimed it or not. */
async function findCarried(tx: Tx, month: Month): Promise<Map<string, Micro>> {
  const frozen = await tx
    .selectFrom("close_party")
    .select(["party_id", "brought_forward_micro", "paid_micro"])
    .where("month", "=", month)
    .execute();
  const posted = await tx
    .selectFrom("posting")
    .select((eb) => ["party_id", eb.fn.sum<bigint>("amount_micro").as("sum")])
    .where("month", "=", month)
    .groupBy("party_id")
    .execute();
  const sums = new Map(posted.map(({ party_id, sum }) => [party_id, sum]));
  const sales = await sumSalesByParty(tx, month);
  return new Map(
    frozen.map((row) => [
      row.party_id,
      micro(
        row.brought_forward_micro - row.paid_micro + (sums.get(row.party_id) ?? 0n) + (sales.get(row.party_id) ?? 0n),
      ),
    ]),
  );
}

/** What left each party's payable for payouts in an accounting month, less what came back. */
async function findPaid(tx: Tx, month: Month): Promise<Map<string, Micro>> {
  const moved = await tx
    .selectFrom("transfer")
    .select(["debit", "credit", "amount_micro"])
    .where("period", "=", month)
    .where((eb) => eb.or([eb("debit", "=", PAYOUT_CLEARING), eb("credit", "=", PAYOUT_CLEARING)]))
    .execute();
  const returned = await tx
    .selectFrom("transfer")
    .select(["debit", "credit", "amount_micro"])
    .where("period", "=", month)
    .where("debit", "=", "cash:sandbox")
    .where("code", "=", "payout_returned")
    .execute();
  const paid = new Map<string, Micro>();
  const add = (account: string, by: bigint) => {
    const party = /^payable:(.+)$/.exec(account)?.[1];
    if (party !== undefined) paid.set(party, sumMicro([paid.get(party) ?? ZERO, micro(by)]));
  };
  for (const { debit, credit, amount_micro } of [...moved, ...returned]) {
    add(debit, amount_micro);
    add(credit, -amount_micro);
  }
  return paid;
}

/**
 * What payables hold, without what songs that were sold after the month brought to them, at once or by a claim: that is
 * stated, and paid, with its own month. What a later refund took is gone already.
 */
async function findPayables(tx: Tx, month: Month, partyIds: readonly string[]): Promise<Map<string, Micro>> {
  const payables = new Map<string, Micro>();
  const later = await sumSalesAfter(tx, month);
  const kept = [...later.keys()].filter((account) => account.startsWith("unclaimed:"));
  for (const [claim, { sum }] of await findClaimed(tx, kept)) {
    const payable = payableAccount(claim.slice(0, claim.indexOf(" ")));
    later.set(payable, sumMicro([later.get(payable) ?? ZERO, sum]));
  }
  for (let at = 0; at < partyIds.length; at += ROWS_MAX) {
    const partyOf = new Map(partyIds.slice(at, at + ROWS_MAX).map((id) => [payableAccount(id), id]));
    const rows = await tx
      .selectFrom("account_balance")
      .select(["account", "balance_micro"])
      .where("account", "in", [...partyOf.keys()])
      .execute();
    for (const { account, balance_micro: balance } of rows) {
      const brought = later.get(account) ?? 0n;
      payables.set(partyOf.get(account) ?? "", micro(brought > 0n ? balance - brought : balance));
    }
  }
  return payables;
}

function selectParties(tx: Tx, month: Month) {
  return tx
    .selectFrom("close_party")
    .select(["party_id", "name", "user_id", "brought_forward_micro", "paid_micro", "payable_micro"])
    .select(["min_payout_micro", "payout_provider", "payout_account", "real_name_confirmed_at"])
    .where("month", "=", month);
}

type PartyRow = Awaited<ReturnType<ReturnType<typeof selectParties>["execute"]>>[number];

function toParty(row: PartyRow): ClosingParty {
  return {
    partyId: row.party_id,
    name: row.name,
    userId: row.user_id,
    broughtForward: micro(row.brought_forward_micro),
    paid: micro(row.paid_micro),
    payable: micro(row.payable_micro),
    minPayout: micro(row.min_payout_micro),
    payoutProvider: row.payout_provider,
    payoutAccount: row.payout_account,
    realNameConfirmedAt: row.real_name_confirmed_at,
  };
}
