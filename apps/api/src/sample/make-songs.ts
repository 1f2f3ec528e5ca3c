import { newTrack } from "@songkeeper/contracts";
import { createTrack } from "../catalog/create-track.ts";
import { storeSynthesised } from "../catalog/store-synthesised.ts";
import { listTracks, type TrackDetails } from "../catalog/track-queries.ts";
import { lockParty, markTied, savePayoutChoice } from "../ledger/party-queries.ts";
import type { Services } from "../services.ts";
import type { SamplePeople } from "./make-people.ts";
import { PEOPLE, type SampleSong } from "./sample-songs.ts";

/** Adds a song that the musician has not added yet. */
export async function makeSong(
  services: Pick<Services, "transact" | "objects">,
  ownerId: string,
  described: SampleSong,
  now: Date,
): Promise<void> {
  const known = await services.transact((tx) => listTracks(tx, ownerId));
  if (known.items.some(({ title }) => title === described.title)) return;
  const { audio: recipe, ...said } = described;
  const song = newTrack.parse({ ...said, ai: "generated" });
  const audio = await storeSynthesised(services, recipe.synthesised);
  const made = await services.transact((tx) => createTrack(tx, ownerId, { song, audio }, now));
  if (!made.ok) throw new Error(`the sample's song "${described.title}" was refused: ${made.reason}`);
}

/** The sample musician's songs, the oldest first. */
export async function findSongs({ transact }: Pick<Services, "transact">, ownerId: string): Promise<TrackDetails[]> {
  const { items } = await transact((tx) => listTracks(tx, ownerId));
  return items.toReversed();
}

/** Ties the parties of those who joined to their users; the musician's name is confirmed and an account is bound. */
export async function joinPeople(
  { transact }: Pick<Services, "transact">,
  people: SamplePeople,
  songs: readonly TrackDetails[],
  now: Date,
): Promise<void> {
  const partyOf = (name: string) => songs.flatMap(({ credits }) => credits).find((credit) => credit.name === name);
  const [musician, lyricist] = [partyOf(PEOPLE.musician.name)?.partyId, partyOf(PEOPLE.lyricist.name)?.partyId];
  await transact(async (tx) => {
    if (lyricist !== undefined) await markTied(tx, lyricist, people.lyricist);
    const party = musician === undefined ? undefined : await lockParty(tx, musician);
    if (!party || party.userId !== null) return;
    await markTied(tx, party.id, people.musician);
    const payout = { provider: "sandbox", account: PEOPLE.musician.email, boundAt: now };
    await savePayoutChoice(tx, { ...party, realName: party.name, realNameConfirmedAt: now, payout });
  });
}
