import { type Micro, micro, type Month, type Role } from "@songkeeper/base";
import { differencesOf, keyText } from "@songkeeper/ledger";
import { collectKeys } from "../close/collect-keys.ts";
import { getSplits, getTrackNames } from "../close/split-queries.ts";
import type { Tx } from "../db/transact.ts";
import { listBilledOfParty, listSold } from "./earned-queries.ts";

/** What one role in one track brought a party this month so far. */
export interface EarnedRole {
  readonly trackId: string;
  readonly title: string;
  readonly role: Role;
  readonly plays: number;
  /** Sold less refunded. */
  readonly sold: number;
  readonly amount: Micro;
}

/** What a close would state to a party if the month ended now, by track and role; the most first. */
export async function listEarned(tx: Tx, partyId: string, month: Month): Promise<EarnedRole[]> {
  const earned = await findPlayed(tx, partyId, month);
  for (const sale of await listSold(tx, partyId, month)) {
    const name = `${sale.trackId}.${sale.role}`;
    const played = earned.get(name);
    const amount = micro((played?.amount ?? 0n) + sale.amount);
    earned.set(name, { ...sale, plays: played?.plays ?? 0, amount });
  }
  return [...earned.values()]
    .filter(({ plays, sold, amount }) => plays !== 0 || sold !== 0 || amount !== 0n)
    .toSorted((a, b) => (a.amount === b.amount ? 0 : a.amount > b.amount ? -1 : 1));
}

/** What plays have brought so far, by "<track>.<role>". */
async function findPlayed(tx: Tx, partyId: string, month: Month): Promise<Map<string, EarnedRole>> {
  const { counted, before } = await listBilledOfParty(tx, partyId, month);
  const keys = collectKeys({ counted, before, rulings: [] });
  const splitOf = await getSplits(
    tx,
    keys.map(({ key }) => key),
  );
  const namesOf = await getTrackNames(
    tx,
    keys.map(({ key }) => key),
  );
  const earned = new Map<string, EarnedRole>();
  const counts = new Map<string, Set<string>>();
  for (const { key, fee, billedBefore, billedNow } of keys) {
    const plays = { playsBefore: billedBefore, playsNow: billedNow };
    const shares = differencesOf({ split: splitOf(key), coveredRoles: key.coveredRoles, fee, ...plays });
    for (const { role, amount } of shares.filter((share) => share.partyId === partyId)) {
      const name = `${key.trackId}.${role}`;
      const seen = counts.get(name) ?? new Set();
      counts.set(name, seen);
      const known = earned.get(name);
      // Two places in one role share the same plays, which are counted once.
      const more = seen.has(keyText(key)) ? 0 : billedNow - billedBefore;
      seen.add(keyText(key));
      earned.set(name, {
        trackId: key.trackId,
        title: namesOf(key).title,
        role,
        plays: (known?.plays ?? 0) + more,
        sold: 0,
        amount: micro((known?.amount ?? 0n) + amount),
      });
    }
  }
  return earned;
}
