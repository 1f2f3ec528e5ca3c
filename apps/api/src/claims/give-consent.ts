import type { Tx } from "../db/transact.ts";
import { insertConsents, listWriters, markCleared } from "./consent-queries.ts";
import type { ClaimSong } from "./claim-songs.ts";

/**
 * Notes a writer's leave for covers and remixes of their works, where it is given; whichever of these songs has the leave
 * of all its writers then, or was written by its owner, may be sold and licensed.
 */
export async function giveConsent(
  tx: Tx,
  { partyId, songs, consent }: { partyId: string; songs: readonly ClaimSong[]; consent: boolean },
  now: Date,
): Promise<void> {
  const asked = [...new Set(songs.flatMap(({ trackId, consentNeeded }) => (consentNeeded && trackId) || []))];
  if (consent) await insertConsents(tx, partyId, asked, now);
  const writers = Map.groupBy(await listWriters(tx, asked), ({ trackId }) => trackId);
  const cleared = asked.filter((trackId) =>
    writers.get(trackId)?.every(({ consented, userId, ownerId }) => consented || userId === ownerId),
  );
  await markCleared(tx, cleared, now);
}
