import { indexKeys } from "@songkeeper/media";
import { reviewUrl } from "../../apps/api/src/listen/audition-url.ts";
import { decideMatch } from "../../apps/api/src/matches/decide-match.ts";
import { explainMatch } from "../../apps/api/src/matches/explain-match.ts";
import { listMatches } from "../../apps/api/src/matches/list-matches.ts";
import { listDecidedMatches, listMatchesOf, listOpenMatches } from "../../apps/api/src/matches/match-queries.ts";
import { matchRecording } from "../../apps/api/src/matches/match-recording.ts";
import { viewHeld } from "../../apps/api/src/matches/view-held.ts";
import type { Services } from "../../apps/api/src/services.ts";
import { madeUpSound, uploadSound } from "../../apps/api/src/testing/made-up-sound.ts";
import type { Send } from "../../apps/api/src/testing/test-player.ts";
import { removeRecording } from "../../apps/api/src/uploads/remove-recording.ts";
import { tidyRecording } from "../../apps/api/src/uploads/tidy-recording.ts";

/** Uploads the same sound by several people, and decides about it in every way. */
export async function tourTheMatches(services: Services, send: Send, operatorId: string): Promise<void> {
  const sound = madeUpSound(1);
  const ids: string[] = [];
  for (const ownerId of ["mei", "mei", "thief", "other"]) {
    const id = await uploadSound(services, { ownerId, sound });
    await matchRecording(services, id);
    ids.push(id);
  }
  const [first = "", , stolen = "", other = ""] = ids;
  const now = services.now();
  const { transact, secrets } = services;
  await transact(async (tx) => {
    for (const ownerId of ["mei", "thief"])
      await listMatches(tx, { ownerId, recordingIds: ids }, { now, mediaSecret: secrets.media });
    const [held] = await listMatchesOf(tx, [stolen]);
    if (!held) throw new Error("the same sound was not found");
    await explainMatch(tx, { ownerId: "thief", matchId: held.id }, "Mine.");
    await decideMatch(tx, held.id, { from: "open", verdict: "upheld", note: "No.", by: operatorId }, now);
    for (const list of [listOpenMatches, listDecidedMatches])
      for (const after of [undefined, { at: now.toISOString(), id: held.id }])
        await viewHeld(tx, await list(tx, after, 20), { userId: operatorId, mediaSecret: secrets.media, now });
  });
  await send(reviewUrl(secrets.media, { recordingId: stolen, userId: operatorId, durationMs: 0 }, now));
  await fillKeys(services);
  await matchRecording(services, await uploadSound(services, { ownerId: "zhou", sound }));
  for (const [ownerId, id] of [
    ["other", other],
    ["mei", first],
  ] as const) {
    await removeRecording(services, ownerId, id);
    await tidyRecording(services, id);
  }
}

/** Gives the song's keys as many places as they can have. */
async function fillKeys({ transact }: Services): Promise<void> {
  const [shared] = indexKeys(madeUpSound(1));
  const rows = Array.from({ length: 100 }, (_, at) => ({
    key: BigInt(shared?.key ?? 0),
    number: BigInt(1_000 + at),
    position: 1n,
  }));
  await transact((tx) => tx.insertInto("fingerprint_key").values(rows).execute());
}
