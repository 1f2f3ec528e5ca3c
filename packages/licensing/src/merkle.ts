import type { Sha256 } from "@songkeeper/base";

/** The hash of one leaf's data (RFC 6962 section 2.1): SHA-256 of 0x00 and the data. */
export function leafHash(data: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(1 + data.length);
  bytes.set(data, 1);
  return sha256(bytes);
}

/** The hash of an inner node (RFC 6962 section 2.1): SHA-256 of 0x01 and both children. */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return sha256(bytes);
}

/** The root over leaf data; of none it is the hash of nothing (RFC 6962). */
export function merkleRoot(leafData: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  return rootOfLeafHashes(
    leafData.map((data) => leafHash(data, sha256)),
    sha256,
  );
}

/** The root over leaf hashes that are already known. */
export function rootOfLeafHashes(leafHashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  let level = leafHashes;
  while (level.length > 1) level = parentsOf(level, sha256);
  return level[0] ?? sha256(new Uint8Array(0));
}

/** How many of `size` leaves (2 or more) stand in the left subtree: the largest power of two below `size`. */
export function leftSize(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** A node without a sibling moves up as it is, which gives RFC 6962's split at a power of two. */
function parentsOf(level: readonly Uint8Array[], sha256: Sha256): Uint8Array[] {
  const parents: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = [level[at], level[at + 1]];
    if (left) parents.push(right ? nodeHash(left, right, sha256) : left);
  }
  return parents;
}
