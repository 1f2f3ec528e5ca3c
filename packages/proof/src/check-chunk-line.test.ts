import { concatBytes, fromHex, toHex, utf8 } from "@songkeeper/base";
import { leafHash, nodeHash, verdictLeafOfDisclosed } from "@songkeeper/licensing";
import { expect, test } from "vitest";
import { checkChunkLine } from "./check-chunk-line.ts";
import type { ChunkLine } from "./chunk-line.ts";
import { sha256 } from "./testing/keys.ts";
import { file, lines } from "./testing/verifying.ts";

const base = file.statement.checkpoint.checkpoint;
// A chunk of two plays, both shown: its verdict tree can be made from the line alone.
const pair = lines[1];
if (!pair || pair.plays.length !== 2 || pair.count !== 2) throw new Error("the world has no such chunk");

/** The log of one chunk, whose verdicts are these plays' as they stand: what a platform could seal. */
function sealed(line: ChunkLine) {
  const [left, right] = line.plays.map((play) => leafHash(verdictLeafOfDisclosed(play, sha256), sha256));
  if (!left || !right) throw new Error("not two plays");
  const [chunk, verdict] = [fromHex(line.hash), nodeHash(left, right, sha256)].map((data) => leafHash(data, sha256));
  if (!chunk || !verdict) throw new Error("not two leaves");
  const inclusion = { chunk: [toHex(verdict)], verdict: [toHex(chunk)] };
  const checkpoint = { ...base, treeSize: 2, rootHash: toHex(nodeHash(chunk, verdict, sha256)) };
  return { line: { ...line, position: 0, inclusion }, checkpoint };
}

test("a line whose verdicts were sealed as they stand holds", () => {
  const { line, checkpoint } = sealed(pair);
  expect(checkChunkLine(line, checkpoint, sha256)).toEqual([]);
});

test("a verdict that speaks of another entry than the one at its place is found, even when it was sealed so", () => {
  const plays = pair.plays.map((play, at) => (at === 1 ? { ...play, seq: play.seq + 1 } : play));
  const { line, checkpoint } = sealed({ ...pair, plays });
  expect(checkChunkLine(line, checkpoint, sha256)).toEqual([{ name: "play_lines", reason: "out_of_sequence" }]);
});

test("a line without plays proves nothing", () => {
  const { line, checkpoint } = sealed(pair);
  const empty = { ...line, plays: [], deviceProof: [toHex(sha256(concatBytes(utf8("x"))))], verdictProof: [] };
  expect(checkChunkLine(empty, checkpoint, sha256).map(({ name }) => name)).toContain("play_lines");
});
