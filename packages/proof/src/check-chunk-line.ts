import { fromHex, sameBytes, toHex, type Sha256 } from "@songkeeper/base";
import type { SignedCheckpoint } from "@songkeeper/ledger";
import {
  chunkHashOf,
  deviceLeafOfDisclosed,
  leafHash,
  rootFromInclusion,
  rootFromMultiProof,
  verdictLeafOfDisclosed,
} from "@songkeeper/licensing";
import type { CheckName } from "./check.ts";
import type { ChunkLine, ShownPlay } from "./chunk-line.ts";

/** What does not hold about one line: which check, and why. */
export type LineProblem = { readonly name: CheckName; readonly reason: string };

type Checkpoint = SignedCheckpoint["checkpoint"];

/**
 * Everything that one line of plays.jsonl says of itself, computed anew: that its plays are the chunk's (the device's
 * word), that the chunk is in the log, and that the verdicts stand beside it (the platform's word).
 */
export function checkChunkLine(line: ChunkLine, checkpoint: Checkpoint, sha256: Sha256): LineProblem[] {
  const problems: LineProblem[] = [];
  if (!isInSequence(line.plays)) problems.push({ name: "play_lines", reason: "out_of_sequence" });
  if (!isHashOfPlays(line, sha256)) problems.push({ name: "chunk_hash", reason: "other_hash" });
  const { position } = line;
  if (!isInLog({ position, data: fromHex(line.hash), path: line.inclusion.chunk }, checkpoint, sha256))
    problems.push({ name: "chunk_inclusion", reason: "not_in_log" });
  const root = rootOf(line, line.verdictProof, (play) => verdictLeafOfDisclosed(play, sha256), sha256);
  if (!root || !isInLog({ position: position + 1, data: root, path: line.inclusion.verdict }, checkpoint, sha256))
    problems.push({ name: "verdict_inclusion", reason: "not_in_log" });
  return problems;
}

/** No play twice, and sequence numbers as far apart as places are: each leaf speaks of the entry at its own place. */
function isInSequence(plays: readonly ShownPlay[]): boolean {
  const [first] = plays;
  return (
    first !== undefined &&
    plays.every((play, at) => {
      const before = plays[at - 1];
      return (!before || play.index > before.index) && play.seq - play.index === first.seq - first.index;
    })
  );
}

function isHashOfPlays(line: ChunkLine, sha256: Sha256): boolean {
  const root = rootOf(line, line.deviceProof, (play) => deviceLeafOfDisclosed(play, sha256), sha256);
  if (!root) return false;
  const parts = { prevHash: fromHex(line.prevHash), headerHash: fromHex(line.headerHash), root };
  return toHex(chunkHashOf(parts, sha256)) === line.hash;
}

function rootOf(
  { count, plays }: ChunkLine,
  proof: readonly string[],
  leafOf: (play: ShownPlay) => Uint8Array,
  sha256: Sha256,
): Uint8Array | undefined {
  const known = plays.map((play) => ({ index: play.index, hash: leafHash(leafOf(play), sha256) }));
  return rootFromMultiProof(count, known, proof.map(fromHex), sha256);
}

function isInLog(
  leaf: { readonly position: number; readonly data: Uint8Array; readonly path: readonly string[] },
  { treeSize, rootHash }: Checkpoint,
  sha256: Sha256,
): boolean {
  const place = { index: leaf.position, size: treeSize };
  const root = rootFromInclusion(place, leafHash(leaf.data, sha256), leaf.path.map(fromHex), sha256);
  return root !== undefined && sameBytes(root, fromHex(rootHash));
}
