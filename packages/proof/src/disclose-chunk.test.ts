import { parseJson } from "@songkeeper/base";
import { FIRST_PREV_HASH, sealChunk, type VerdictFacts } from "@songkeeper/licensing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { chunkLineText, readChunkLine } from "./chunk-line.ts";
import { discloseChunk } from "./disclose-chunk.ts";
import { sha256 } from "./testing/keys.ts";
import { lines, playsText } from "./testing/verifying.ts";

test("a party sees its own plays, and of everybody else's, the device and the lease only hashes", () => {
  expect(lines.flatMap(({ plays }) => plays.map(({ trackId }) => trackId))).toEqual(
    Array.from({ length: 7 }, () => "rain"),
  );
  for (const hidden of ["snow", "tablet", "l1", "b1", "oops", "seed"]) expect(playsText).not.toContain(`"${hidden}`);
});

test("a line is read back as it was written", () => {
  for (const line of lines) expect(readChunkLine(parseJson(chunkLineText(line)))).toEqual({ ok: true, value: line });
  expect(readChunkLine({ ...lines[0], count: "7" })).toEqual({
    ok: false,
    reason: "not_a_chunk_line",
    facts: { path: "chunk.count" },
  });
  fc.assert(fc.property(fc.jsonValue(), (value) => !readChunkLine(value).ok));
});

test("an entry that is of no party, or not there, is not disclosed", () => {
  const content = { deviceId: "d", firstSeq: 1, prevHash: FIRST_PREV_HASH, entries: ["{oops"], seed: "00".repeat(32) };
  const verdict: VerdictFacts = {
    coveredRoles: [],
    day: null,
    feeMicro: "0",
    priceVersion: null,
    reason: "malformed",
    seq: 1,
    splitVersion: null,
    trackId: null,
    use: null,
    verdict: "rejected",
  };
  const inclusion = { chunk: [], verdict: [] };
  const sealed = { chunk: sealChunk(content, sha256), verdicts: [verdict], position: 0, inclusion };
  for (const index of [0, 1])
    expect(() => discloseChunk(sealed, { pseudonym: "c", indices: [index], rulings: new Map() }, sha256)).toThrow(
      RangeError,
    );
});
