import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { findRecording } from "../uploads/recording-queries.ts";
import { lockMatch, markExplained } from "./match-queries.ts";

/** Keeps what a musician says about a held recording of theirs, for who decides; said again, it replaces what was said. */
export async function explainMatch(
  tx: Tx,
  { ownerId, matchId }: { ownerId: string; matchId: string },
  explanation: string,
): Promise<Outcome<undefined, "not_found">> {
  const match = await lockMatch(tx, matchId);
  const recording = match?.kind === "held" ? await findRecording(tx, match.recordingId) : undefined;
  if (recording?.ownerId !== ownerId || recording.state === "removed") return refuse("not_found");
  await markExplained(tx, matchId, explanation);
  return accept(undefined);
}
