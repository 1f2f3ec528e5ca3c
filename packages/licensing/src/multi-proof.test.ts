import { toHex, utf8 } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { leafHash, rootOfLeafHashes } from "./merkle.ts";
import { inclusionProof, nodesForRoot, nodesToAppend } from "./merkle-log.ts";
import { type KnownLeaf, multiProof, rootFromMultiProof } from "./multi-proof.ts";
import { sha256 } from "./testing/sha256.ts";

const hashes = Array.from({ length: 48 }, (_, at) => leafHash(utf8(String(at)), sha256));
const anySubset = fc
  .integer({ min: 1, max: 48 })
  .chain((count) => fc.record({ count: fc.constant(count), indices: fc.subarray([...hashes.keys()].slice(0, count)) }));

function known(indices: readonly number[]): KnownLeaf[] {
  return indices.map((index) => ({ index, hash: hashes[index] ?? new Uint8Array() }));
}

function prove(count: number, indices: readonly number[]) {
  return multiProof(hashes.slice(0, count), indices, sha256);
}

test("any leaves of a chunk are proven together, in whatever order they are named", () => {
  fc.assert(
    fc.property(anySubset, ({ count, indices }) => {
      const proof = prove(count, indices.toReversed());
      const root = rootFromMultiProof(count, known(indices.toReversed()), proof, sha256);
      expect(root).toEqual(rootOfLeafHashes(hashes.slice(0, count), sha256));
    }),
  );
});

test("one changed bit anywhere leads to another root", () => {
  fc.assert(
    fc.property(anySubset, fc.nat(), fc.nat(255), ({ count, indices }, which, bit) => {
      const proof = prove(count, indices);
      const parts = [...known(indices).map(({ hash }) => hash), ...proof];
      const changed = parts.map((hash, at) => (at === which % parts.length ? flip(hash, bit) : hash));
      const leaves = indices.map((index, at) => ({ index, hash: changed[at] ?? new Uint8Array() }));
      const root = rootFromMultiProof(count, leaves, changed.slice(indices.length), sha256);
      expect(root && toHex(root)).not.toBe(toHex(rootOfLeafHashes(hashes.slice(0, count), sha256)));
    }),
  );
});

test("a proof with a hash too many or too few fits nothing", () => {
  fc.assert(
    fc.property(anySubset, ({ count, indices }) => {
      const proof = prove(count, indices);
      expect(rootFromMultiProof(count, known(indices), [...proof, new Uint8Array(32)], sha256)).toBeUndefined();
      if (proof.length > 0)
        expect(rootFromMultiProof(count, known(indices), proof.slice(0, -1), sha256)).toBeUndefined();
    }),
  );
});

test("a proof has one hash for each largest subtree without a known leaf, and no more", () => {
  fc.assert(
    fc.property(anySubset, ({ count, indices }) => {
      expect(prove(count, indices)).toHaveLength(subtreesWithout(new Set(indices), 0, count));
    }),
  );
});

test("a proof for one leaf is its audit path, sorted from left to right", () => {
  const stored = new Map(
    nodesToAppend(
      0,
      nodesForRoot(0).map(() => new Uint8Array()),
      hashes,
      sha256,
    ).map((node) => [`${node.level}/${node.index}`, node.hash]),
  );
  const path = inclusionProof(
    { index: 13, size: 48 },
    ({ level, index }) => stored.get(`${level}/${index}`) ?? new Uint8Array(),
    sha256,
  );
  expect(new Set(prove(48, [13]).map(toHex))).toEqual(new Set(path.map(toHex)));
});

test.each([
  ["all leaves", [0, 1, 2, 3, 4], 0],
  ["no leaf", [], 1],
  ["the last of five", [4], 1],
  ["the first of five", [0], 3],
])("a proof for %s needs its few hashes", (_, indices, expected) => {
  expect(prove(5, indices)).toHaveLength(expected);
});

test.each([
  ["twice the same leaf", 4, [0, 0]],
  ["a leaf outside the tree", 4, [4]],
  ["a negative index", 4, [-1]],
  ["a fraction", 4, [0.5]],
  ["no tree", 0, []],
])("%s is no claim", (_, count, indices) => {
  expect(rootFromMultiProof(count, known(indices), prove(4, [0]), sha256)).toBeUndefined();
});

test("two leaves cannot share one place", () => {
  const [first, second] = known([0, 1]).map(({ hash }) => ({ index: 0, hash }));
  expect(first && second && rootFromMultiProof(2, [first, second], [], sha256)).toBeUndefined();
});

test("what is not in the tree cannot be proven", () => {
  expect(() => prove(4, [4])).toThrow(RangeError);
});

function subtreesWithout(indices: ReadonlySet<number>, from: number, until: number): number {
  const inside = [...indices].filter((index) => index >= from && index < until).length;
  if (inside === 0) return 1;
  if (until - from === 1) return 0;
  const middle = from + 2 ** Math.floor(Math.log2(until - from - 1));
  return subtreesWithout(indices, from, middle) + subtreesWithout(indices, middle, until);
}

function flip(hash: Uint8Array, bit: number): Uint8Array {
  return hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}
