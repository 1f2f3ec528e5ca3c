import { fromHex, toHex, utf8 } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { leafHash, rootOfLeafHashes } from "./merkle.ts";
import {
  foldNodes,
  type GetNode,
  inclusionProof,
  nodesForInclusion,
  nodesForRoot,
  nodesToAppend,
  rootFromInclusion,
  rootOfSize,
} from "./merkle-log.ts";
import { CT_LEAVES, CT_PATHS, CT_ROOTS } from "./testing/ct-vectors.ts";
import { sha256 } from "./testing/sha256.ts";

/** A log that stores nodes as a database does: complete subtrees, each once. */
function aLog(leafHashes: readonly Uint8Array[], batches: readonly number[] = []) {
  const nodes = new Map<string, Uint8Array>();
  const getNode: GetNode = ({ level, index }) => {
    const hash = nodes.get(`${level}/${index}`);
    if (!hash) throw new Error(`node ${level}/${index} is not stored`);
    return hash;
  };
  for (let size = 0, at = 0; size < leafHashes.length; at++) {
    const added = leafHashes.slice(size, size + (batches[at] ?? leafHashes.length));
    for (const { level, index, hash } of nodesToAppend(size, nodesForRoot(size).map(getNode), added, sha256)) {
      expect(nodes.has(`${level}/${index}`)).toBe(false);
      nodes.set(`${level}/${index}`, hash);
    }
    size += added.length;
  }
  return { nodes, getNode };
}

const hashes = Array.from({ length: 70 }, (_, at) => leafHash(utf8(String(at)), sha256));
const anyPlace = fc
  .integer({ min: 1, max: 70 })
  .chain((size) => fc.record({ size: fc.constant(size), index: fc.nat(size - 1) }));

test("a log has the root of its leaves at every size that it ever had, however it grew", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 }), fc.nat(70), (batches, size) => {
      const { getNode } = aLog(hashes, batches);
      expect(rootOfSize(size, getNode, sha256)).toEqual(rootOfLeafHashes(hashes.slice(0, size), sha256));
    }),
    { numRuns: 50 },
  );
});

test("a log stores fewer than two nodes a leaf", () => {
  expect(aLog(hashes).nodes.size).toBeLessThan(2 * hashes.length);
});

test.each(CT_PATHS)("the audit path of leaf $index of $size is the published one", ({ index, size, path }) => {
  const leaves = CT_LEAVES.map((leaf) => leafHash(leaf, sha256));
  const { getNode } = aLog(leaves);
  expect(inclusionProof({ index, size }, getNode, sha256).map(toHex)).toEqual(path);
  const root = rootFromInclusion({ index, size }, leaves[index] ?? new Uint8Array(), path.map(fromHex), sha256);
  expect(root && toHex(root)).toBe(CT_ROOTS[size - 1]);
});

const whole = aLog(hashes);

test("every leaf is proven in every later size", () => {
  for (let size = 1; size <= 40; size++)
    for (let index = 0; index < size; index++) {
      const proof = inclusionProof({ index, size }, whole.getNode, sha256);
      const root = rootFromInclusion({ index, size }, hashes[index] ?? new Uint8Array(), proof, sha256);
      expect(root && toHex(root)).toBe(toHex(rootOfSize(size, whole.getNode, sha256)));
    }
});

test("one changed bit, a missing hash or one too many proves nothing", () => {
  fc.assert(
    fc.property(anyPlace, fc.nat(), fc.nat(255), ({ index, size }, which, bit) => {
      const leaf = hashes[index] ?? new Uint8Array();
      const proof = inclusionProof({ index, size }, whole.getNode, sha256);
      const root = toHex(rootOfSize(size, whole.getNode, sha256));
      const all = [leaf, ...proof].map((hash, at, { length }) => (at === which % length ? flip(hash, bit) : hash));
      const changed = rootFromInclusion({ index, size }, all[0] ?? leaf, all.slice(1), sha256);
      expect(changed && toHex(changed)).not.toBe(root);
      expect(rootFromInclusion({ index, size }, leaf, [...proof, leaf], sha256)).toBeUndefined();
      if (proof.length > 0) expect(rootFromInclusion({ index, size }, leaf, proof.slice(1), sha256)).toBeUndefined();
    }),
  );
});

test("a leaf is not proven at another's place", () => {
  const proof = inclusionProof({ index: 4, size: 8 }, whole.getNode, sha256);
  const root = toHex(rootOfSize(8, whole.getNode, sha256));
  for (const index of [0, 1, 2, 3, 5, 6, 7]) {
    const other = rootFromInclusion({ index, size: 8 }, hashes[4] ?? new Uint8Array(), proof, sha256);
    expect(other && toHex(other)).not.toBe(root);
  }
});

test("a place outside the log has no proof", () => {
  expect(() => nodesForInclusion(3, 3)).toThrow(RangeError);
  expect(rootFromInclusion({ index: 3, size: 3 }, new Uint8Array(32), [], sha256)).toBeUndefined();
  expect(rootFromInclusion({ index: -1, size: 3 }, new Uint8Array(32), [], sha256)).toBeUndefined();
});

test("a log beyond 2^32 leaves finds its few nodes", () => {
  const size = 2 ** 40 + 3;
  expect(nodesForRoot(size)).toEqual([
    { level: 40, index: 0 },
    { level: 1, index: 2 ** 39 },
    { level: 0, index: 2 ** 40 + 2 },
  ]);
  expect(nodesForInclusion(2 ** 40 + 2, size)).toHaveLength(2);
  expect(foldNodes([hashes[0] ?? new Uint8Array()], sha256)).toBe(hashes[0]);
});

test("leaves are appended to the very log that they follow", () => {
  expect(() => nodesToAppend(3, [new Uint8Array(32)], [], sha256)).toThrow(RangeError);
});

function flip(hash: Uint8Array, bit: number): Uint8Array {
  return hash.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}
