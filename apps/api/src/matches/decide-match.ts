import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { tell } from "../messages/queries.ts";
import { findPublished } from "../uploads/file-queries.ts";
import { findRecording } from "../uploads/recording-queries.ts";
import type { Match, MatchDecision, MatchState } from "./match.ts";
import { insertDecision, lockMatch } from "./match-queries.ts";

/** What somebody decides of a match that they saw in a state. */
export interface Ruling extends Pick<MatchDecision, "note" | "by"> {
  readonly from: MatchState;
  readonly verdict: MatchDecision["state"];
}

/** Releases a held recording, or upholds that it may not be published; may be decided anew while it is not published. */
export async function decideMatch(
  tx: Tx,
  matchId: string,
  { from, verdict, note, by }: Ruling,
  now: Date,
): Promise<Outcome<Match, "not_found" | "decision_changed" | "already_published" | "invalid_fields">> {
  const match = await lockMatch(tx, matchId);
  if (match?.kind !== "held") return refuse("not_found");
  if (match.state === verdict && match.note === note) return accept(match);
  if (match.state !== from) return refuse("decision_changed");
  if (verdict === "upheld" && note === "")
    return refuse("invalid_fields", { errors: [{ path: "note", rule: "missing" }] });
  if (verdict === "upheld" && (await findPublished(tx, [match.recordingId])).size > 0)
    return refuse("already_published");

  await insertDecision(tx, matchId, { state: verdict, note, by }, now);
  await tellOwner(tx, match, { verdict, note }, now);
  return accept({ ...match, state: verdict, note, decidedAt: now });
}

async function tellOwner(tx: Tx, match: Match, { verdict, note }: Pick<Ruling, "verdict" | "note">, now: Date) {
  const recording = await findRecording(tx, match.recordingId);
  if (!recording || recording.state === "removed") return;
  const topic = verdict === "released" ? "recording_released" : "recording_upheld";
  const params = { title: recording.fileName, note };
  await tell(tx, { recipient: recording.ownerId, topic, ref: `${match.id} ${now.toISOString()}`, params }, now);
}
