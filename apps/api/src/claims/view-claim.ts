import { ZERO } from "@songkeeper/base";
import type { claimView } from "@songkeeper/contracts";
import type { z } from "zod";
import type { Tx } from "../db/transact.ts";
import { findUnclaimed } from "../ledger/claim-unclaimed.ts";
import { findParty, type Party } from "../ledger/party-queries.ts";
import { listClaimSongs } from "./claim-songs.ts";
import { findUserName } from "./consent-queries.ts";
import { linkIdOf } from "./invite.ts";
import { type ClaimLink, findLink } from "./link-queries.ts";

type ClaimView = z.infer<typeof claimView>;

/** What a link shows before anything is asked; songs and money only while it can still be used. */
export async function viewClaim(tx: Tx, secret: string, now: Date): Promise<ClaimView | undefined> {
  const link = await findLink(tx, linkIdOf(secret));
  const party = link && (await findParty(tx, link.partyId));
  if (!link || !party) return undefined;
  const state = stateOf(link, party, now);
  const isOpen = state === "open";
  return {
    partyId: party.id,
    name: party.name,
    invitedBy: await findUserName(tx, link.invitedBy),
    state,
    songs: isOpen ? await listClaimSongs(tx, link) : [],
    unclaimedMicro: `${isOpen ? ((await findUnclaimed(tx, party.id)).get(party.id) ?? ZERO) : ZERO}`,
  };
}

function stateOf(link: ClaimLink, party: Party, now: Date): ClaimView["state"] {
  if (link.claimed || party.userId !== null) return "claimed";
  if (link.declinedAt !== null) return "declined";
  return now >= link.expiresAt ? "expired" : "open";
}
