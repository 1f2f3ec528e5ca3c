import type { RecordingMatch } from "@songkeeper/contracts";
import type { Tx } from "../db/transact.ts";
import { auditionUrl } from "../listen/audition-url.ts";
import { beginListening } from "../listen/begin-listening.ts";
import type { Match } from "./match.ts";
import { listMatchesOf } from "./match-queries.ts";
import { findSides, type MatchSide } from "./side-queries.ts";

/** What signs addresses, and when. */
interface Signing {
  readonly now: Date;
  readonly mediaSecret: Uint8Array;
}

/** The matches of a musician's recordings, by recording, as the musician may know them: the longest first. */
export async function listMatches(
  tx: Tx,
  { ownerId, recordingIds }: { ownerId: string; recordingIds: readonly string[] },
  signing: Signing,
): Promise<Map<string, RecordingMatch[]>> {
  const matches = await listMatchesOf(tx, recordingIds);
  const sides = await findSides(tx, [...new Set(matches.map(({ otherId }) => otherId))]);
  const views = new Map<string, RecordingMatch[]>();
  for (const match of matches) {
    const other = sides.get(match.otherId);
    if (!other) throw new Error(`match ${match.id} has no other recording`);
    const told = match.kind === "own" ? tellOwn(match, other) : tellOthers(match, other);
    const otherPlaylistUrl = await playlistOf(tx, { match, other, reader: ownerId }, signing);
    const view = { ...viewMatch(match), ...told, otherPlaylistUrl };
    views.set(match.recordingId, [...(views.get(match.recordingId) ?? []), view]);
  }
  return views;
}

function viewMatch({ id, kind, state, atMs, lengthMs, explanation, note }: Match) {
  return { id, kind, state, atMs, lengthMs, explanation, note };
}

function tellOwn({ otherAtMs }: Match, { song, fileName }: MatchSide) {
  return { title: song?.title ?? fileName, artist: song?.artist ?? null, otherAtMs };
}

/** Of another musician's recording nothing is told that is not public anyway. */
function tellOthers({ otherAtMs }: Match, side: MatchSide) {
  const song = isPublic(side) ? side.song : null;
  return { title: song?.title ?? null, artist: song?.artist ?? null, otherAtMs: song && otherAtMs };
}

function isPublic({ song, isWithdrawn }: MatchSide): boolean {
  return song !== null && !isWithdrawn;
}

interface Heard {
  readonly match: Match;
  readonly other: MatchSide;
  readonly reader: string;
}

/** An own recording is heard as an audition, another's as far as everybody hears it; a preview has not the place in it. */
async function playlistOf(tx: Tx, { match, other, reader }: Heard, { now, mediaSecret }: Signing) {
  const { recordingId, durationMs, song } = other;
  if (match.kind === "own" && other.state === "ready")
    return auditionUrl(mediaSecret, { recordingId, userId: reader, durationMs: durationMs ?? 0 }, now);
  if (match.kind === "own" || !song || !isPublic(other)) return null;
  const heard = await beginListening(tx, { trackId: song.trackId, reader }, { now, mediaSecret });
  return heard && heard.tier !== "preview" ? heard.playlistUrl : null;
}
