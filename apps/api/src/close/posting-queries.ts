import { type Json, micro, type Micro, type Month, type Role } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { readRole } from "./closing-key.ts";

/** What a close gives to one credit of one key, and into which account. */
export interface StoredPosting {
  readonly keyText: string;
  readonly role: Role;
  readonly position: number;
  readonly partyId: string;
  readonly account: string;
  readonly amount: Micro;
}

const ROWS_MAX = 500;

/** Writes postings; those that are written already stay as they are. */
export async function insertPostings(tx: Tx, month: Month, postings: readonly StoredPosting[]): Promise<void> {
  const rows = postings.map(({ keyText, role, position, partyId, account, amount }) => ({
    month,
    key_text: keyText,
    role,
    position: BigInt(position),
    party_id: partyId,
    account,
    amount_micro: amount,
  }));
  for (let at = 0; at < rows.length; at += ROWS_MAX)
    await tx
      .insertInto("posting")
      .values(rows.slice(at, at + ROWS_MAX))
      .onConflict((conflict) => conflict.columns(["month", "key_text", "role", "position"]).doNothing())
      .execute();
}

/** One page of what each account is due from a month, in order of its name, after this one ("" begins). */
export async function listAccountSums(
  tx: Tx,
  month: Month,
  { after, limit }: { after: string; limit: number },
): Promise<{ account: string; sum: Micro }[]> {
  const rows = await tx
    .selectFrom("posting")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_micro").as("sum")])
    .where("month", "=", month)
    .where("account", ">", after)
    .groupBy("account")
    .orderBy("account")
    .limit(limit)
    .execute();
  return rows.map(({ account, sum }) => ({ account, sum: micro(sum) }));
}

/** What one account is due from a month. */
export async function getAccountSum(tx: Tx, month: Month, account: string): Promise<Micro> {
  const row = await tx
    .selectFrom("posting")
    .select((eb) => eb.fn.sum<bigint | null>("amount_micro").as("sum"))
    .where("month", "=", month)
    .where("account", "=", account)
    .executeTakeFirst();
  return micro(row?.sum ?? 0n);
}

/** A party's postings of a month, in order of key; roles and positions within a key in no order. */
export async function listPostingsOf(tx: Tx, month: Month, partyId: string): Promise<StoredPosting[]> {
  const rows = await tx
    .selectFrom("posting")
    .select(["key_text", "role", "position", "party_id", "account", "amount_micro"])
    .where("party_id", "=", partyId)
    .where("month", "=", month)
    .orderBy("key_text")
    .execute();
  return rows.map((row) => ({
    keyText: row.key_text,
    role: readRole(row.role),
    position: Number(row.position),
    partyId: row.party_id,
    account: row.account,
    amount: micro(row.amount_micro),
  }));
}

/** What each unclaimed account was given by sealed closes, for one party or for all; in order of party and account. */
export async function listUnclaimed(
  tx: Tx,
  partyId?: string,
): Promise<{ partyId: string; account: string; sum: Micro }[]> {
  const rows = await tx
    .selectFrom("posting")
    .select((eb) => ["party_id", "account", eb.fn.sum<bigint>("amount_micro").as("sum")])
    .where("month", "in", tx.selectFrom("month_close").select("month").where("state", "=", "sealed"))
    .where("account", "like", "unclaimed:%")
    .$if(partyId !== undefined, (query) => query.where("party_id", "=", partyId ?? ""))
    .groupBy(["party_id", "account"])
    .orderBy("party_id")
    .orderBy("account")
    .execute();
  return rows.map((row) => ({ partyId: row.party_id, account: row.account, sum: micro(row.sum) }));
}

/** Parties that have a user now, and for whom a month put money aside because they had none when it froze. */
export async function listClaimable(tx: Tx, month: Month): Promise<string[]> {
  const parties = await tx
    .selectFrom("close_party")
    .select("party_id")
    .where("month", "=", month)
    .where("user_id", "is", null)
    .execute();
  const claimed: string[] = [];
  const ids = parties.map(({ party_id }) => party_id);
  for (let at = 0; at < ids.length; at += ROWS_MAX) {
    const rows = await tx
      .selectFrom("party")
      .select("id")
      .where("id", "in", ids.slice(at, at + ROWS_MAX))
      .where("user_id", "is not", null)
      .execute();
    claimed.push(...rows.map(({ id }) => id));
  }
  return claimed.toSorted();
}

/** A posting as a row that is hashed. */
export function postingRow({ keyText, role, position, partyId, account, amount }: StoredPosting): Json {
  return [keyText, role, position, partyId, account, `${amount}`];
}
