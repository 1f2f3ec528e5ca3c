import { insertParty } from "../catalog/party-queries.ts";
import type { Tx } from "../db/transact.ts";
import { markTied } from "../ledger/party-queries.ts";
import { listPartiesOfUser, type Room } from "./queries.ts";

/**
 * The party under which a user is credited and paid: theirs from the start, so that the income of their own first song
 * does not wait for a claim. Who has a party already keeps it, under its name.
 */
export async function beginParty(
  tx: Tx,
  { userId, name }: { readonly userId: string; readonly name: string },
  now: Date,
): Promise<Room> {
  const [first] = await listPartiesOfUser(tx, userId);
  if (first) return first;
  const id = await insertParty(tx, name, now);
  await markTied(tx, id, userId);
  return { id, name };
}
