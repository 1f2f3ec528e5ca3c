import { expect, test } from "vitest";
import type { CheckName } from "./check.ts";
import type { ChunkLine, ShownPlay } from "./chunk-line.ts";
import { check, failures, forge, lines, playsText } from "./testing/verifying.ts";

const first = lines[0];
if (!first) throw new Error("the world has no plays");
const flipped = first.deviceProof.map((hash) => hash.replace(/^./, (digit) => (digit === "0" ? "1" : "0")));
const play = first.plays[1];
if (!play) throw new Error("the world has no second play");

test.each<[string, ChunkLine[], [CheckName, string][]]>([
  ["heard for longer", withPlay({ heardMs: 60_000 }), [["chunk_hash", "other_hash"]]],
  [
    "of another track",
    withPlay({ trackId: "snow" }),
    [
      ["chunk_hash", "other_hash"],
      ["verdict_inclusion", "not_in_log"],
      ["counts", "other_count"],
    ],
  ],
  [
    "on another day",
    withPlay({ day: first.plays[0]?.day ?? play.day, reason: "x" }),
    [
      ["verdict_inclusion", "not_in_log"],
      ["counts", "other_count"],
    ],
  ],
  [
    "with another fee",
    withPlay({ feeMicro: "2000" }),
    [
      ["verdict_inclusion", "not_in_log"],
      ["counts", "other_fee"],
    ],
  ],
  [
    "with a ruling that nobody counted",
    withPlay({ ruling: { verdict: "held", reason: "x", at: "", replaces: null } }),
    [["counts", "other_count"]],
  ],
  [
    "at another place",
    withPlay({ index: 3 }),
    [
      ["play_lines", "out_of_sequence"],
      ["chunk_hash", "other_hash"],
      ["verdict_inclusion", "not_in_log"],
    ],
  ],
  ["salted otherwise", withPlay({ salt1: "0".repeat(64) }), [["chunk_hash", "other_hash"]]],
  ["with its verdict salted otherwise", withPlay({ salt3: "0".repeat(64) }), [["verdict_inclusion", "not_in_log"]]],
  ["of another lease", withPlay({ secondHalfHash: "0".repeat(64) }), [["chunk_hash", "other_hash"]]],
  ["in a chunk of another device", withFirst({ headerHash: "0".repeat(64) }), [["chunk_hash", "other_hash"]]],
  ["in a chunk after another one", withFirst({ prevHash: "1".repeat(64) }), [["chunk_hash", "other_hash"]]],
  [
    "in a longer chunk",
    withFirst({ count: 9 }),
    [
      ["chunk_hash", "other_hash"],
      ["verdict_inclusion", "not_in_log"],
    ],
  ],
  ["with another proof by the device", withFirst({ deviceProof: flipped }), [["chunk_hash", "other_hash"]]],
  ["with another proof by the platform", withFirst({ verdictProof: flipped }), [["verdict_inclusion", "not_in_log"]]],
  [
    "in a chunk of another hash",
    withFirst({ hash: "0".repeat(64) }),
    [
      ["chunk_hash", "other_hash"],
      ["chunk_inclusion", "not_in_log"],
    ],
  ],
  [
    "elsewhere in the log",
    withFirst({ position: 2 }),
    [
      ["chunk_inclusion", "not_in_log"],
      ["verdict_inclusion", "not_in_log"],
    ],
  ],
  [
    "without a path to the log",
    withFirst({ inclusion: { ...first.inclusion, chunk: [] } }),
    [["chunk_inclusion", "not_in_log"]],
  ],
  [
    "without a path for its verdict",
    withFirst({ inclusion: { ...first.inclusion, verdict: [] } }),
    [["verdict_inclusion", "not_in_log"]],
  ],
  [
    "in a chunk that is shown twice",
    [...lines, first],
    [
      ["play_lines", "chunk_twice"],
      ["counts", "other_count"],
    ],
  ],
  ["in a chunk that is not shown", lines.slice(1), [["counts", "other_count"]]],
  ["before an earlier one", withFirst({ plays: first.plays.toReversed() }), [["play_lines", "out_of_sequence"]]],
])("a play %s fails, though the platform signed it", async (_, forged, expected) => {
  expect(await forge({}, forged)).toEqual(expected);
});

test("a plays file with a line of another kind fails", async () => {
  for (const bad of ["", "{", "{}", '{"a":1,"a":1}', "null"]) {
    const found = failures(await check({ playsText: `${playsText}${bad}\n` }));
    expect(found).toEqual([
      ["plays_file", "other_file"],
      ["play_lines", "not_a_chunk_line"],
    ]);
  }
});

function withPlay(changed: Partial<ShownPlay>): ChunkLine[] {
  return lines.map((line, at) =>
    at === 0
      ? { ...line, plays: line.plays.map((play, index) => (index === 1 ? { ...play, ...changed } : play)) }
      : line,
  );
}

function withFirst(changed: Partial<ChunkLine>): ChunkLine[] {
  return lines.map((line, at) => (at === 0 ? { ...line, ...changed } : line));
}
