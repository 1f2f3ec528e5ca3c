import { accept, refuse } from "@songkeeper/base";
import { findUserIdByEmail } from "../accounts/queries.ts";
import { settleLeave } from "../claims/give-consent.ts";
import type { Tx } from "../db/transact.ts";
import { claimUnclaimed } from "./claim-unclaimed.ts";
import { lockParty, markNameConfirmed, markTied } from "./party-queries.ts";

/** Makes a party a user's, and gives it what was kept for its credits; done twice, it changes nothing more. */
export async function tieParty(
  tx: Tx,
  { partyId, email }: { partyId: string; email: string },
  moment: { now: Date; timeZone: string },
) {
  const party = await lockParty(tx, partyId);
  if (!party) return refuse("not_found");
  const userId = await findUserIdByEmail(tx, email);
  if (userId === undefined) return refuse("invalid_fields", { errors: [{ path: "email", rule: "no_such_user" }] });
  if (party.userId !== null && party.userId !== userId) return refuse("party_taken");
  await markTied(tx, partyId, userId);
  await claimUnclaimed(tx, partyId, moment);
  await settleLeave(tx, { partyId, consent: false }, moment.now);
  return accept(undefined);
}

/** Notes that a person compared a party's real name with its papers. */
export async function confirmName(tx: Tx, partyId: string, now: Date) {
  const party = await lockParty(tx, partyId);
  if (!party) return refuse("not_found");
  if (party.realName === null) return refuse("name_missing");
  if (party.realNameConfirmedAt === null) await markNameConfirmed(tx, partyId, now);
  return accept(undefined);
}
