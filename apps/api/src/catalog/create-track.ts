import { accept, type FieldError, type Outcome, refuse, type Role, USES } from "@songkeeper/base";
import { checkCredits, needsConsent, type Placed } from "@songkeeper/catalog";
import type { newTrack } from "@songkeeper/contracts";
import type { z } from "zod";
import type { Tx } from "../db/transact.ts";
import { findKnownParties, findPartyByName, findPartyUsers, insertParty } from "./party-queries.ts";
import type { StoredAudio } from "./stored-audio.ts";
import { insertLyrics, insertSalePrice } from "./sale-queries.ts";
import { timeOrderedId } from "./time-ordered-id.ts";
import { insertPrice, insertTrack, insertTrackVersion } from "./track-queries.ts";

/** A song as its musician describes it. */
export type NewSong = z.output<typeof newTrack>;
type NewCredit = NewSong["credits"][number];

/** Where a song that was uploaded belongs: its recording, and its place in a release, from 1. */
export interface Placement {
  readonly recordingId: string;
  readonly releaseId: string;
  readonly trackNumber: number;
}

/** A song to add: what is said of it, the file that shops' players fetch, and its place where it was uploaded. */
export interface TrackToAdd {
  readonly song: NewSong;
  readonly audio: StoredAudio;
  readonly placement?: Placement | undefined;
}

/**
 * Adds a song whose file is stored already, and gives its id. A credit names a party, or a person for whom one is made:
 * the same name, given by the same owner again, is the same party.
 */
export async function createTrack(
  tx: Tx,
  ownerId: string,
  { song, audio, placement }: TrackToAdd,
  now: Date,
): Promise<Outcome<string, "invalid_fields">> {
  const credits = checkCredits(song.credits);
  if (!credits.ok) return credits;
  const errors = await findUnknownParties(tx, ownerId, song.credits);
  if (errors.length > 0) return refuse("invalid_fields", { errors });

  const id = timeOrderedId(now);
  const { title, artist, isrc = null } = song;
  const parties = await withParties(tx, ownerId, credits.value, now);
  const clearedAt = (await needsConsentOfOthers(tx, ownerId, { song, parties })) ? null : now;
  await insertTrack(tx, { id, ownerId, audio, song, clearedAt, placement }, now);
  await insertTrackVersion(tx, { trackId: id, version: 1, title, artist, isrc, credits: parties }, now);
  await insertLyrics(tx, id, { plain: song.lyrics, timed: song.timedLyrics });
  await insertSalePrice(tx, id, { ...saleOf(song), version: 1, effectiveAt: now });
  for (const use of USES) {
    const fee = song.prices[use];
    if (fee !== undefined) await insertPrice(tx, id, { use, version: 1, fee, effectiveAt: now });
  }
  return accept(id);
}

function saleOf({ sale: { mode, amountMicro } }: NewSong) {
  return { mode, amount: amountMicro };
}

/** A cover of one's own work needs nobody's leave. */
async function needsConsentOfOthers(
  tx: Tx,
  ownerId: string,
  { song, parties }: { song: NewSong; parties: readonly { role: Role; partyId: string }[] },
): Promise<boolean> {
  if (!needsConsent(song.origin)) return false;
  const writers = parties.filter(({ role }) => role !== "recording").map(({ partyId }) => partyId);
  const owners = await findPartyUsers(tx, writers);
  return writers.some((partyId) => owners.get(partyId) !== ownerId);
}

/**
 * The credits that name a party whom the owner has nothing to do with: one's own, those credited or invited before are
 * known. Else anybody could put a stranger's name, and their account, to a song.
 */
export async function findUnknownParties(
  tx: Tx,
  ownerId: string,
  credits: readonly { readonly partyId?: string | undefined }[],
): Promise<FieldError[]> {
  const named = credits.flatMap(({ partyId }) => partyId ?? []);
  const known = await findKnownParties(tx, ownerId, named);
  return credits.flatMap(({ partyId }, at) =>
    partyId === undefined || known.has(partyId) ? [] : [{ path: `credits.${at}.partyId`, rule: "unknown_party" }],
  );
}

/** The credits, each with its party: the one that it names, one that the owner credited before, or a new one. */
async function withParties(tx: Tx, ownerId: string, credits: readonly Placed<NewCredit>[], now: Date) {
  const byName = new Map<string, string>();
  const found = [];
  for (const { partyId, ...credit } of credits) {
    const id = partyId ?? byName.get(credit.name) ?? (await partyOf(tx, ownerId, credit.name, now));
    if (partyId === undefined) byName.set(credit.name, id);
    found.push({ ...credit, partyId: id });
  }
  return found;
}

async function partyOf(tx: Tx, ownerId: string, name: string, now: Date): Promise<string> {
  return (await findPartyByName(tx, ownerId, name)) ?? insertParty(tx, name, now);
}
