import { accept, type Outcome, refuse } from "@songkeeper/base";
import { awaitedWriters } from "@songkeeper/catalog";
import type { Tx } from "../db/transact.ts";
import { tell } from "../messages/queries.ts";
import { insertConsents, listUncleared, listWriters, markCleared } from "./consent-queries.ts";

/**
 * Notes the leave of one of a user's parties for a song made from its work; given again, it is the one that was given. Tells
 * whether the song may be sold and licensed then.
 */
export async function giveConsent(
  tx: Tx,
  { userId, partyId, trackId }: { userId: string; partyId: string; trackId: string },
  now: Date,
): Promise<Outcome<{ cleared: boolean }, "not_found">> {
  const writers = await listWriters(tx, [trackId]);
  const own = writers.find((writer) => writer.partyId === partyId && writer.userId === userId);
  // Of a song that needs nobody's leave there is nothing to agree to; one that had it of all was agreed to by this writer.
  if (!own || (own.clearedAt && !own.consented)) return refuse("not_found");
  if (own.clearedAt) return accept({ cleared: true });
  await insertConsents(tx, partyId, [trackId], now);
  return accept({ cleared: (await clearAgreed(tx, [trackId], now)).includes(trackId) });
}

/**
 * What follows for covers and remixes when their writer's party becomes a user's: that user's leave, where it is given with
 * it; and a writer who turns out to be the song's own musician needs to give none.
 */
export async function settleLeave(
  tx: Tx,
  { partyId, consent }: { partyId: string; consent: boolean },
  now: Date,
): Promise<void> {
  const asked = await listUncleared(tx, partyId);
  if (consent) await insertConsents(tx, partyId, asked, now);
  await clearAgreed(tx, asked, now);
}

/**
 * Has those of some covers and remixes sold and licensed from now on that have the leave of all their writers, or were
 * written by their owner, who is told; gives their ids.
 */
async function clearAgreed(tx: Tx, trackIds: readonly string[], now: Date): Promise<string[]> {
  const writers = await listWriters(tx, trackIds);
  const waiting = new Set(awaitedWriters(writers).map(({ trackId }) => trackId));
  const agreed = new Map(
    writers
      .filter(({ trackId, clearedAt }) => !waiting.has(trackId) && clearedAt === null)
      .map((writer) => [writer.trackId, writer]),
  );
  await markCleared(tx, [...agreed.keys()], now);
  for (const [trackId, { ownerId, title }] of agreed)
    await tell(tx, { recipient: ownerId, topic: "song_cleared", ref: trackId, params: { title } }, now);
  return [...agreed.keys()];
}
