import type { Sha256 } from "@songkeeper/base";
import { leftSize, nodeHash, rootOfLeafHashes } from "./merkle.ts";

/** A leaf that the reader of a proof can compute. */
export interface KnownLeaf {
  readonly index: number;
  readonly hash: Uint8Array;
}

/**
 * One proof for several leaves of one tree (RFC 6962): the roots of the largest subtrees that hold none of them, left to
 * right. No proof for them has fewer hashes. Throws a RangeError for an index outside the tree.
 */
export function multiProof(
  leafHashes: readonly Uint8Array[],
  indices: readonly number[],
  sha256: Sha256,
): Uint8Array[] {
  const known = new Set(indices);
  for (const index of known)
    if (!(index in leafHashes)) throw new RangeError(`no leaf ${index} among ${leafHashes.length}`);
  const ascending = [...known].toSorted((a, b) => a - b);
  return rootsBeside(leafHashes, 0, ascending, sha256);
}

/** The root that known leaves and their proof lead to; undefined when the proof is not exactly the one for these leaves. */
export function rootFromMultiProof(
  count: number,
  known: readonly KnownLeaf[],
  proof: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array | undefined {
  const ascending = known.toSorted((a, b) => a.index - b.index);
  const fits = ascending.every(({ index }, at) => isIndex(index, count) && index !== ascending[at - 1]?.index);
  if (!fits || !Number.isSafeInteger(count) || count < 1) return undefined;
  const left = { leaves: [...ascending], hashes: [...proof] };
  const root = takeRoot(0, count, left, sha256);
  return left.hashes.length === 0 ? root : undefined;
}

function rootsBeside(
  hashes: readonly Uint8Array[],
  from: number,
  known: readonly number[],
  sha256: Sha256,
): Uint8Array[] {
  if (known.length === 0) return [rootOfLeafHashes(hashes, sha256)];
  if (known.length === hashes.length) return [];
  const split = leftSize(hashes.length);
  const middle = from + split;
  return [
    ...rootsBeside(
      hashes.slice(0, split),
      from,
      known.filter((index) => index < middle),
      sha256,
    ),
    ...rootsBeside(
      hashes.slice(split),
      middle,
      known.filter((index) => index >= middle),
      sha256,
    ),
  ];
}

interface Unread {
  readonly leaves: KnownLeaf[];
  readonly hashes: Uint8Array[];
}

/** The root of leaves `from` to `until`, taking what it needs from the front of what is unread. */
function takeRoot(from: number, until: number, unread: Unread, sha256: Sha256): Uint8Array | undefined {
  const next = unread.leaves[0];
  if (!next || next.index >= until) return unread.hashes.shift();
  if (until - from === 1) return unread.leaves.shift()?.hash;
  const middle = from + leftSize(until - from);
  const left = takeRoot(from, middle, unread, sha256);
  const right = left && takeRoot(middle, until, unread, sha256);
  return right && nodeHash(left, right, sha256);
}

function isIndex(index: number, count: number): boolean {
  return Number.isSafeInteger(index) && index >= 0 && index < count;
}
