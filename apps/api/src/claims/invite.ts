import { randomBytes } from "node:crypto";
import { accept, type Outcome, refuse } from "@songkeeper/base";
import { findKnownParties, findPartyByName, insertParty } from "../catalog/party-queries.ts";
import type { Tx } from "../db/transact.ts";
import { lockParty } from "../ledger/party-queries.ts";
import { sha256Hex } from "../sha256.ts";
import { countLinks, insertLink } from "./link-queries.ts";

const DAY_MS = 86_400_000;
const LINK_MS = 90 * DAY_MS;
/** Each new name is a party, and every party has a statement at every close: nobody makes thousands of them in a day. */
const LINKS_A_DAY_MAX = 60;

/** Whom a musician invites: a name, or a party credited or invited before. */
export interface Invitation {
  readonly invitedBy: string;
  readonly name: string;
  readonly partyId?: string | undefined;
}

/** A link that was made, with the secret that only its reader ever holds. */
export interface MadeLink {
  readonly partyId: string;
  readonly name: string;
  readonly secret: string;
  readonly expiresAt: Date;
}

/**
 * Makes a link by which a co-writer who has not joined can take their credits. The same name, invited or credited by the
 * same musician again, is the same party. Only the hash of the secret is kept.
 */
export async function invite(
  tx: Tx,
  invitation: Invitation,
  now: Date,
): Promise<Outcome<MadeLink, "invalid_fields" | "party_taken" | "too_many_requests">> {
  const lately = await countLinks(tx, invitation.invitedBy, new Date(now.getTime() - DAY_MS));
  if (lately >= LINKS_A_DAY_MAX) return refuse("too_many_requests");
  const partyId = await partyOf(tx, invitation, now);
  const party = partyId === undefined ? undefined : await lockParty(tx, partyId);
  if (!party) return refuse("invalid_fields", { errors: [{ path: "partyId", rule: "unknown_party" }] });
  if (party.userId !== null) return refuse("party_taken");
  const secret = randomBytes(16).toString("base64url");
  const expiresAt = new Date(now.getTime() + LINK_MS);
  const link = { partyId: party.id, invitedBy: invitation.invitedBy, createdAt: now, expiresAt };
  await insertLink(tx, { ...link, id: linkIdOf(secret), claimed: null, declinedAt: null });
  return accept({ partyId: party.id, name: party.name, secret, expiresAt });
}

/** Under which a link's secret is stored. */
export function linkIdOf(secret: string): string {
  return sha256Hex(`claim-link:${secret}`);
}

async function partyOf(tx: Tx, { invitedBy, name, partyId }: Invitation, now: Date): Promise<string | undefined> {
  if (partyId !== undefined)
    return (await findKnownParties(tx, invitedBy, [partyId])).has(partyId) ? partyId : undefined;
  return (await findPartyByName(tx, invitedBy, name)) ?? insertParty(tx, name, now);
}
