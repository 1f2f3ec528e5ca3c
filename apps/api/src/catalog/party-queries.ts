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

/** The party whom a musician means by a name: whom one credited under it, or invited, the first where there were several. */
export async function findPartyByName(tx: Tx, ownerId: string, name: string): Promise<string | undefined> {
  return (await findPartyCredited(tx, ownerId, name)) ?? findPartyInvited(tx, ownerId, name);
}

async function findPartyCredited(tx: Tx, ownerId: string, name: string): Promise<string | undefined> {
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

async function findPartyInvited(tx: Tx, invitedBy: string, name: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom("claim_link")
    .innerJoin("party", "party.id", "claim_link.party_id")
    .select("party.id")
    .where("claim_link.invited_by", "=", invitedBy)
    .where("party.name", "=", name)
    .orderBy("claim_link.created_at")
    .orderBy("claim_link.id")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** Those of some parties whom a musician may credit by id: one's own, and whom one credited or invited before. */
export async function findKnownParties(tx: Tx, ownerId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .selectFrom("party")
    .select("id")
    .where("id", "in", [...new Set(ids)])
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb("party.user_id", "=", ownerId),
        exists(
          selectFrom("claim_link")
            .select("claim_link.id")
            .whereRef("claim_link.party_id", "=", "party.id")
            .where("claim_link.invited_by", "=", ownerId),
        ),
        exists(
          selectFrom("credit")
            .innerJoin("track", "track.id", "credit.track_id")
            .select("credit.track_id")
            .whereRef("credit.party_id", "=", "party.id")
            .where("track.owner_id", "=", ownerId),
        ),
      ]),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The users behind the credits of some songs' versions in force, each once. */
export async function listCreditedUsers(tx: Tx, trackIds: readonly string[]): Promise<string[]> {
  if (trackIds.length === 0) return [];
  const rows = await tx
    .selectFrom("track")
    .innerJoin("credit", (join) =>
      join.onRef("credit.track_id", "=", "track.id").onRef("credit.version", "=", "track.version"),
    )
    .innerJoin("party", "party.id", "credit.party_id")
    .select("party.user_id")
    .distinct()
    .where("track.id", "in", trackIds)
    .where("party.user_id", "is not", null)
    .execute();
  return rows.flatMap(({ user_id }) => user_id ?? []);
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
