import { micro, type Micro } from "@songkeeper/base";
import { forUpdate } from "../db/for-update.ts";
import type { Tx } from "../db/transact.ts";

/** Who is owed money: with whose it is, who the person is by law, and where a payout goes. */
export interface Party {
  readonly id: string;
  readonly name: string;
  readonly userId: string | null;
  readonly realName: string | null;
  readonly realNameConfirmedAt: Date | null;
  readonly minPayout: Micro;
  readonly payout: { readonly provider: string; readonly account: string; readonly boundAt: Date } | null;
}

export type PartyWithUser = Party & { readonly userEmail: string | null };

const COLUMNS = [
  "party.id",
  "party.name",
  "user_id",
  "real_name",
  "real_name_confirmed_at",
  "min_payout_micro",
  "payout_provider",
  "payout_account",
  "payout_bound_at",
] as const;

/** A party, if there is one of this id. */
export async function findParty(tx: Tx, id: string): Promise<Party | undefined> {
  const row = await tx.selectFrom("party").select(COLUMNS).where("id", "=", id).executeTakeFirst();
  return row && toParty(row);
}

/** A party. Throws for an id of none. */
export async function getParty(tx: Tx, id: string): Promise<Party> {
  const party = await findParty(tx, id);
  if (!party) throw new Error(`there is no party ${id}`);
  return party;
}

/** A party, locked until the transaction ends. */
export async function lockParty(tx: Tx, id: string): Promise<Party | undefined> {
  const row = await tx.selectFrom("party").select(COLUMNS).where("id", "=", id).$call(forUpdate(tx)).executeTakeFirst();
  return row && toParty(row);
}

/** Every party by name, with the e-mail address of its user. */
export async function listAllParties(tx: Tx): Promise<PartyWithUser[]> {
  const rows = await selectWithUser(tx).orderBy("party.name").orderBy("party.id").execute();
  return rows.map((row) => ({ ...toParty(row), userEmail: row.email }));
}

/** A party with the e-mail address of its user. */
export async function findPartyWithUser(tx: Tx, id: string): Promise<PartyWithUser | undefined> {
  const row = await selectWithUser(tx).where("party.id", "=", id).executeTakeFirst();
  return row && { ...toParty(row), userEmail: row.email };
}

function selectWithUser(tx: Tx) {
  return tx
    .selectFrom("party")
    .leftJoin("user", "user.id", "party.user_id")
    .select([...COLUMNS, "user.email"]);
}

/** Makes a party a user's. */
export async function markTied(tx: Tx, partyId: string, userId: string): Promise<void> {
  await tx.updateTable("party").set({ user_id: userId }).where("id", "=", partyId).execute();
}

/** Notes that a person checked a party's real name. */
export async function markNameConfirmed(tx: Tx, partyId: string, now: Date): Promise<void> {
  await tx.updateTable("party").set({ real_name_confirmed_at: now.toISOString() }).where("id", "=", partyId).execute();
}

/** Stores what a party chose for its payouts. */
export async function savePayoutChoice(tx: Tx, party: Party): Promise<void> {
  await tx
    .updateTable("party")
    .set({
      real_name: party.realName,
      real_name_confirmed_at: party.realNameConfirmedAt?.toISOString() ?? null,
      min_payout_micro: party.minPayout,
      payout_provider: party.payout?.provider ?? null,
      payout_account: party.payout?.account ?? null,
      payout_bound_at: party.payout?.boundAt.toISOString() ?? null,
    })
    .where("id", "=", party.id)
    .execute();
}

interface Row {
  id: string;
  name: string;
  user_id: string | null;
  real_name: string | null;
  real_name_confirmed_at: string | null;
  min_payout_micro: bigint;
  payout_provider: string | null;
  payout_account: string | null;
  payout_bound_at: string | null;
}

function toParty(row: Row): Party {
  const { payout_provider: provider, payout_account: account, payout_bound_at: boundAt } = row;
  return {
    id: row.id,
    name: row.name,
    userId: row.user_id,
    realName: row.real_name,
    realNameConfirmedAt: row.real_name_confirmed_at === null ? null : new Date(row.real_name_confirmed_at),
    minPayout: micro(row.min_payout_micro),
    payout:
      provider !== null && account !== null && boundAt !== null
        ? { provider, account, boundAt: new Date(boundAt) }
        : null,
  };
}
