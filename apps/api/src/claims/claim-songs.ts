import type { Role } from "@songkeeper/base";
import { needsConsent, type Origin } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";
import { listOpenDrafts } from "../studio/draft-queries.ts";
import { findConsented, listCreditsOf } from "./consent-queries.ts";
import type { ClaimLink } from "./link-queries.ts";

/** A song in which somebody who has not joined has a part; without an id while it is a draft. */
export interface ClaimSong {
  readonly trackId: string | null;
  readonly title: string;
  readonly artist: string;
  readonly role: Role;
  readonly perMille: number;
  readonly consentNeeded: boolean;
}

const CREDITS_MAX = 200;
const DRAFTS_MAX = 50;

/** What a link is about: the party's credits in published songs, and in open drafts of the musician who invited it. */
export async function listClaimSongs(tx: Tx, { partyId, invitedBy }: ClaimLink): Promise<ClaimSong[]> {
  const credits = await listCreditsOf(tx, partyId, CREDITS_MAX);
  const consented = await findConsented(
    tx,
    partyId,
    credits.map(({ trackId }) => trackId),
  );
  const published = credits.map(({ origin, clearedAt, ...song }) => ({
    ...song,
    consentNeeded: isAsked(song.role, origin) && clearedAt === null && !consented.has(song.trackId),
  }));
  const drafts = (await listOpenDrafts(tx, invitedBy, DRAFTS_MAX)).flatMap(({ body }) =>
    body.tracks.flatMap(({ title, origin, credits: drafted }) =>
      drafted
        .filter((credit) => credit.partyId === partyId)
        .map(({ role, perMille }) => ({
          trackId: null,
          title: title === "" ? body.title : title,
          artist: body.artist,
          role,
          perMille,
          consentNeeded: isAsked(role, origin),
        })),
    ),
  );
  return [...published, ...drafts];
}

/** The writers of a work are asked about covers and remixes of it, not those who record them. */
function isAsked(role: Role, origin: Origin): boolean {
  return role !== "recording" && needsConsent(origin);
}
