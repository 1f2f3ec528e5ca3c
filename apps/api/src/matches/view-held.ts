import type { HeldMatch } from "@songkeeper/contracts";
import { OVERVIEW_FILE } from "@songkeeper/media";
import type { Tx } from "../db/transact.ts";
import { reviewUrl } from "../listen/audition-url.ts";
import { listAddresses } from "../messages/queries.ts";
import type { Match } from "./match.ts";
import { listDecisions } from "./match-queries.ts";
import { findSides, type MatchSide } from "./side-queries.ts";

/** For whom matches are shown: a person who decides, by whose name both recordings can be heard. */
export interface Reviewer {
  readonly userId: string;
  readonly mediaSecret: Uint8Array;
  readonly now: Date;
}

/** Matches that hold a recording, as those who decide see them: both sides, and every decision. */
export async function viewHeld(tx: Tx, matches: readonly Match[], reviewer: Reviewer): Promise<HeldMatch[]> {
  const sides = await findSides(tx, [
    ...new Set(matches.flatMap(({ recordingId, otherId }) => [recordingId, otherId])),
  ]);
  const decisions = await listDecisions(
    tx,
    matches.map(({ id }) => id),
  );
  const people = [...sides.values()].map(({ ownerId }) => ownerId);
  const deciders = [...decisions.values()].flat().map(({ by }) => by);
  const addresses = await listAddresses(tx, [...new Set([...people, ...deciders])]);
  const sideOf = (id: string) => {
    const side = sides.get(id);
    if (!side) throw new Error(`a match has no recording ${id}`);
    return viewSide(side, addresses, reviewer);
  };
  return matches.map((match) => ({
    id: match.id,
    state: match.state,
    foundAt: match.foundAt.toISOString(),
    recording: sideOf(match.recordingId),
    other: sideOf(match.otherId),
    atMs: match.atMs,
    otherAtMs: match.otherAtMs,
    lengthMs: match.lengthMs,
    bitError: match.bitError,
    explanation: match.explanation,
    decisions: (decisions.get(match.id) ?? []).map(({ state, note, by, at }) => ({
      state,
      note,
      by: addresses.get(by) ?? by,
      at: at.toISOString(),
    })),
  }));
}

function viewSide(side: MatchSide, addresses: ReadonlyMap<string, string>, { userId, mediaSecret, now }: Reviewer) {
  const { recordingId, ownerId, fileName, durationMs, song, uploadedAt } = side;
  const isThere = side.state === "ready";
  return {
    recordingId,
    trackId: song?.trackId ?? null,
    title: song?.title ?? null,
    artist: song?.artist ?? null,
    fileName,
    owner: addresses.get(ownerId) ?? ownerId,
    uploadedAt: uploadedAt.toISOString(),
    durationMs,
    playlistUrl: isThere ? reviewUrl(mediaSecret, { recordingId, userId, durationMs: durationMs ?? 0 }, now) : null,
    waveformUrl: isThere ? `/waveforms/${recordingId}/${OVERVIEW_FILE}` : null,
  };
}
