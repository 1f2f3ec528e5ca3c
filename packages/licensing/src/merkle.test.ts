import { fromHex, toHex } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { leafHash, merkleRoot, nodeHash, rootOfLeafHashes } from "./merkle.ts";
import { CT_LEAVES, CT_ROOTS } from "./testing/ct-vectors.ts";
import { sha256 } from "./testing/sha256.ts";

test("no leaves have the hash of nothing as root", () => {
  expect(toHex(merkleRoot([], sha256))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
});

test.each(CT_ROOTS.map((root, at) => [at + 1, root] as const))(
  "the first %i leaves of the Certificate Transparency tests have their published root",
  (size, root) => {
    expect(toHex(merkleRoot(CT_LEAVES.slice(0, size), sha256))).toBe(root);
  },
);

/** RFC 6962 section 2.1, word for word. */
function rootByDefinition(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (!first) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leafHash(first, sha256);
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(rootByDefinition(leaves.slice(0, split)), rootByDefinition(leaves.slice(split)), sha256);
}

test("every tree has the root that RFC 6962 defines", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 40 }), (leaves) => {
      expect(merkleRoot(leaves, sha256)).toEqual(rootByDefinition(leaves));
      expect(
        rootOfLeafHashes(
          leaves.map((leaf) => leafHash(leaf, sha256)),
          sha256,
        ),
      ).toEqual(rootByDefinition(leaves));
    }),
  );
});

test("a leaf cannot be passed off as a node", () => {
  const [a, b] = [fromHex("01".repeat(32)), fromHex("02".repeat(32))];
  expect(toHex(leafHash(new Uint8Array([...a, ...b]), sha256))).not.toBe(toHex(nodeHash(a, b, sha256)));
});
