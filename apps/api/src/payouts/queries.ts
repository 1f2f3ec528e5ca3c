import { micro, type Micro, type Month, month as monthOf } from "@songkeeper/base";
import { forUpdate } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";

/** Where a payout is. `unknown` becomes anything else only on the provider's word. */
export const PAYOUT_STATES = [
  "created",
  "reserved",
  "submitting",
  "succeeded",
  "failed",
  "unknown",
  "returned",
] as const;
export type PayoutState = (typeof PAYOUT_STATES)[number];

/** Money on its way to a party. Provider, account and reference are fixed when it is reserved. */
export interface Payout {
  readonly id: string;
  readonly partyId: string;
  /** The month whose close reserved it. */
  readonly month: Month;
  readonly amount: Micro;
  readonly state: PayoutState;
  readonly provider: string;
  readonly account: string;
  readonly reference: string;
  readonly createdAt: Date;
  readonly settledAt: Date | null;
  readonly failure: string | null;
}

const COLUMNS = [
  "payout.id",
  "party_id",
  "month",
  "amount_micro",
  "state",
  "provider",
  "account",
  "reference",
  "payout.created_at",
  "settled_at",
  "failure",
] as const;

/** Stores a reserved payout; false when it is there already. */
export async function insertPayout(tx: Tx, payout: Payout): Promise<boolean> {
  const row = await tx
    .insertInto("payout")
    .values({
      id: payout.id,
      party_id: payout.partyId,
      month: payout.month,
      amount_micro: payout.amount,
      state: payout.state,
      provider: payout.provider,
      account: payout.account,
      reference: payout.reference,
      created_at: payout.createdAt.toISOString(),
      settled_at: null,
      failure: null,
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** A payout, locked until the transaction ends. Throws for one that there is not. */
export async function lockPayout(tx: Tx, id: string): Promise<Payout> {
  const row = await tx
    .selectFrom("payout")
    .select(COLUMNS)
    .where("id", "=", id)
    .$call(forUpdate(tx))
    .executeTakeFirstOrThrow();
  return toPayout(row);
}

/** Changes a payout's state; `settledAt` when it is its last. */
export async function markPayout(
  tx: Tx,
  id: string,
  to: { state: PayoutState; failure: string | null; settledAt: Date | null },
): Promise<void> {
  await tx
    .updateTable("payout")
    .set({ state: to.state, failure: to.failure, settled_at: to.settledAt?.toISOString() ?? null })
    .where("id", "=", id)
    .execute();
}

/** The payouts reserved since an instant on which the provider has not spoken. */
export async function listUnsettledPayouts(tx: Tx, since: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom("payout")
    .select("id")
    .where("created_at", ">=", since.toISOString())
    .where("state", "in", ["reserved", "submitting", "unknown"])
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => row.id);
}

/** A party's payouts, the newest first. */
export async function listPayoutsOf(tx: Tx, partyId: string, limit: number): Promise<Payout[]> {
  const rows = await tx
    .selectFrom("payout")
    .select(COLUMNS)
    .where("party_id", "=", partyId)
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map(toPayout);
}

/** The newest payouts with the names of their parties. */
export async function listPayouts(tx: Tx, limit: number): Promise<(Payout & { readonly partyName: string })[]> {
  const rows = await tx
    .selectFrom("payout")
    .innerJoin("party", "party.id", "payout.party_id")
    .select([...COLUMNS, "party.name as party_name"])
    .orderBy("payout.created_at", "desc")
    .orderBy("payout.id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...toPayout(row), partyName: row.party_name }));
}

interface Row {
  id: string;
  party_id: string;
  month: string;
  amount_micro: bigint;
  state: string;
  provider: string;
  account: string;
  reference: string;
  created_at: string;
  settled_at: string | null;
  failure: string | null;
}

function toPayout(row: Row): Payout {
  const state = PAYOUT_STATES.find((known) => known === row.state);
  if (!state) throw new Error(`payout ${row.id} is in no known state`);
  return {
    id: row.id,
    partyId: row.party_id,
    month: monthOf(row.month),
    amount: micro(row.amount_micro),
    state,
    provider: row.provider,
    account: row.account,
    reference: row.reference,
    createdAt: new Date(row.created_at),
    settledAt: row.settled_at === null ? null : new Date(row.settled_at),
    failure: row.failure,
  };
}
