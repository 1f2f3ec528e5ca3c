import type { Sha256 } from "@songkeeper/base";
import { leftSize, nodeHash } from "./merkle.ts";

/**
 * The place of a complete subtree in a growing log: `index` counts the subtrees of 2^level leaves from the left. Only
 * complete subtrees are stored, so that a stored node never changes.
 */
export interface NodePlace {
  readonly level: number;
  readonly index: number;
}

/** A complete subtree with its hash, as a database stores it. */
export interface LogNode extends NodePlace {
  readonly hash: Uint8Array;
}

/** Reads a stored node that was named by `nodesForRoot` or `nodesForInclusion`, and must be there. */
export type GetNode = (place: NodePlace) => Uint8Array;

/** The stored nodes that make the root of the log's first `size` leaves, left to right; also what appending needs. */
export function nodesForRoot(size: number): NodePlace[] {
  return nodesOfRange(0, size);
}

/** The stored nodes for an inclusion proof: for each of its hashes, from the leaf up, those that `foldNodes` makes it of. */
export function nodesForInclusion(index: number, size: number): NodePlace[][] {
  if (!isPlace(index, size)) throw new RangeError(`no leaf ${index} among ${size}`);
  const siblings: NodePlace[][] = [];
  let [from, until] = [0, size];
  while (until - from > 1) {
    const middle = from + leftSize(until - from);
    siblings.push(index < middle ? nodesOfRange(middle, until) : nodesOfRange(from, middle));
    if (index < middle) until = middle;
    else from = middle;
  }
  return siblings.toReversed();
}

/** The hash over the subtrees of one range, left to right; of none it is the hash of nothing. */
export function foldNodes(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  if (hashes.length === 0) return sha256(new Uint8Array(0));
  return hashes.reduceRight((right, left) => nodeHash(left, right, sha256));
}

/** The root of the log's first `size` leaves (RFC 6962). */
export function rootOfSize(size: number, getNode: GetNode, sha256: Sha256): Uint8Array {
  return foldNodes(nodesForRoot(size).map(getNode), sha256);
}

/** The audit path of a leaf in the log's first `size` leaves (RFC 6962 section 2.1.1), from the leaf up. */
export function inclusionProof(place: LeafPlace, getNode: GetNode, sha256: Sha256): Uint8Array[] {
  return nodesForInclusion(place.index, place.size).map((nodes) => foldNodes(nodes.map(getNode), sha256));
}

/** A leaf's position in a log of so many leaves. */
export interface LeafPlace {
  readonly index: number;
  readonly size: number;
}

/** The root that a leaf hash and its audit path lead to (RFC 9162 section 2.1.3.2); undefined when the path does not fit. */
export function rootFromInclusion(
  { index, size }: LeafPlace,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): Uint8Array | undefined {
  if (!isPlace(index, size)) return undefined;
  let [hash, node, last] = [leaf, index, size - 1];
  for (const sibling of proof) {
    if (last === 0) return undefined;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash, sha256);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else hash = nodeHash(hash, sibling, sha256);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

/** The nodes to store when leaves follow a log of `size` leaves, whose `nodesForRoot(size)` hashes are `peaks`. */
export function nodesToAppend(
  size: number,
  peaks: readonly Uint8Array[],
  leafHashes: readonly Uint8Array[],
  sha256: Sha256,
): LogNode[] {
  const places = nodesForRoot(size);
  if (places.length !== peaks.length) throw new RangeError(`a log of ${size} has ${places.length} peaks`);
  const open: LogNode[] = places.map((place, at) => ({ ...place, hash: peaks[at] ?? new Uint8Array(0) }));
  const added: LogNode[] = [];
  for (const [at, hash] of leafHashes.entries()) {
    let node: LogNode = { level: 0, index: size + at, hash };
    added.push(node);
    for (let left = open.at(-1); left?.level === node.level; left = open.at(-1)) {
      node = { level: node.level + 1, index: left.index / 2, hash: nodeHash(left.hash, node.hash, sha256) };
      added.push(node);
      open.pop();
    }
    open.push(node);
  }
  return added;
}

/** The complete subtrees that make up leaves `from` to `until`, where `from` is a multiple of the largest of them. */
function nodesOfRange(from: number, until: number): NodePlace[] {
  const places: NodePlace[] = [];
  for (let at = from; at < until;) {
    const level = Math.floor(Math.log2(until - at));
    places.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return places;
}

function isPlace(index: number, size: number): boolean {
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
}
