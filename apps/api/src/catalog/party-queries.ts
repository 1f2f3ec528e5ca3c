import { randomUUID } from "node:crypto";
import { yuan } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";

/** What a party is paid from on until it chooses otherwise (rule 5 of the house). */
const MIN_PAYOUT = yuan("1.00");

/** Makes a party: someone who is owed money, before any user is behind the name. Gives its id. */
export async function insertParty(tx: Tx, name: string, now: Date): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto("party")
    .values({
      id,
      name,
      user_id: null,
      real_name: null,
      real_name_confirmed_at: null,
      min_payout_micro: MIN_PAYOUT,
      payout_provider: null,
      payout_account: null,
      payout_bound_at: null,
      created_at: now.toISOString(),
    })
    .execute();
  return id;
}

/** The party whom an owner credited under this name before, the first where there were several. */
export async function findPartyCredited(tx: Tx, ownerId: string, name: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("track")
    .innerJoin("credit", "credit.track_id", "track.id")
    .select("credit.party_id")
    .where("track.owner_id", "=", ownerId)
    .where("credit.name", "=", name)
    .orderBy("track.id")
    .orderBy("credit.version")
    .orderBy("credit.role")
    .orderBy("credit.position")
    .limit(1)
    .executeTakeFirst();
  return row?.party_id;
}

/** Those of some ids that are parties'. */
export async function findPartyIds(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx.selectFrom("party").select("id").where("id", "in", ids).execute();
  return new Set(rows.map(({ id }) => id));
}

/** The users behind some parties; those who have not joined are not among them. */
export async function findPartyUsers(tx: Tx, partyIds: readonly string[]): Promise<Map<string, string>> {
  if (partyIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("party")
    .select(["id", "user_id"])
    .where("id", "in", [...new Set(partyIds)])
    .execute();
  return new Map(rows.flatMap(({ id, user_id }) => (user_id === null ? [] : [[id, user_id] as const])));
}
