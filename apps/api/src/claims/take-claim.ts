import { accept, micro, type Micro, type Outcome, refuse } from "@songkeeper/base";
import { payableAccount } from "@songkeeper/ledger";
import type { Tx } from "../db/transact.ts";
import { choosePayout } from "../ledger/choose-payout.ts";
import { claimUnclaimed } from "../ledger/claim-unclaimed.ts";
import { lockParty, markTied, type Party, savePayoutChoice } from "../ledger/party-queries.ts";
import { sumClaimedAt } from "../ledger/transfer-queries.ts";
import { tell } from "../messages/queries.ts";
import { settleLeave } from "./give-consent.ts";
import { linkIdOf } from "./invite.ts";
import { type ClaimLink, lockLink, saveLink } from "./link-queries.ts";

/** What somebody says when they take their credits. */
export interface TakenClaim {
  readonly secret: string;
  readonly userId: string;
  readonly realName: string;
  readonly account?: string | undefined;
  /** Leave to sell and license covers and remixes of their works. */
  readonly consent: boolean;
}

export type ClaimRefusal = "not_found" | "party_taken" | "link_expired";

/**
 * Makes a link's party the user's, with what was kept for its credits, once: the same user gets the same answer again.
 * The real name waits for an operator to confirm it before anything is paid out, as any does.
 */
export async function takeClaim(
  tx: Tx,
  taken: TakenClaim,
  moment: { now: Date; timeZone: string },
): Promise<Outcome<{ partyId: string; moved: Micro }, ClaimRefusal>> {
  const link = await lockLink(tx, linkIdOf(taken.secret));
  const party = link && (await lockParty(tx, link.partyId));
  if (!link || !party) return refuse("not_found");
  if (link.claimed?.by === taken.userId) return accept(await answerOf(tx, link, link.claimed.at));
  if (link.claimed || (party.userId !== null && party.userId !== taken.userId)) return refuse("party_taken");
  if (link.declinedAt !== null || moment.now >= link.expiresAt) return refuse("link_expired");

  const { now } = moment;
  await saveLink(tx, { ...link, claimed: { at: now, by: taken.userId } });
  await markTied(tx, party.id, taken.userId);
  await saveName(tx, party, taken, now);
  await claimUnclaimed(tx, party.id, moment);
  await settleLeave(tx, { partyId: party.id, consent: taken.consent }, now);
  if (link.invitedBy !== taken.userId)
    await tell(
      tx,
      { recipient: link.invitedBy, topic: "share_claimed", ref: link.id, params: { party: party.name } },
      now,
    );
  return accept(await answerOf(tx, link, now));
}

/** Says that a link's credits are not the reader's; what was earned stays kept, and the musician is told. */
export async function declineClaim(tx: Tx, secret: string, now: Date): Promise<Outcome<undefined, ClaimRefusal>> {
  const link = await lockLink(tx, linkIdOf(secret));
  const party = link && (await lockParty(tx, link.partyId));
  if (!link || !party) return refuse("not_found");
  if (link.claimed || party.userId !== null) return refuse("party_taken");
  if (link.declinedAt !== null) return accept(undefined);
  await saveLink(tx, { ...link, declinedAt: now });
  const params = { party: party.name };
  await tell(tx, { recipient: link.invitedBy, topic: "share_declined", ref: link.id, params }, now);
  return accept(undefined);
}

async function saveName(tx: Tx, party: Party, { realName, account }: TakenClaim, now: Date): Promise<void> {
  if (account !== undefined) await choosePayout(tx, party, { account, realName, minPayoutMicro: party.minPayout }, now);
  else if (party.realName !== realName) await savePayoutChoice(tx, { ...party, realName, realNameConfirmedAt: null });
}

/** What was moved in the moment in which the link was used. */
async function answerOf(tx: Tx, { partyId }: ClaimLink, at: Date): Promise<{ partyId: string; moved: Micro }> {
  return { partyId, moved: micro(await sumClaimedAt(tx, payableAccount(partyId), at)) };
}
