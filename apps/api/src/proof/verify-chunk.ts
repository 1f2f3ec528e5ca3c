import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { fromBase64url, fromHex, toHex } from "@songkeeper/base";
import { checkChunk, leafHash, verdictRoot } from "@songkeeper/licensing";
import { sha256 } from "../sha256.ts";
import type { StoredSealedChunk } from "./sealed-chunk-queries.ts";

/**
 * What does not hold about a stored chunk, in words; undefined when all does: its hash is that of its lines, the device
 * signed it, every entry has its verdict, and the log has both leaves. `leafAt` reads the log.
 */
export function faultOfChunk(
  { chunk, position, verdictRoot: stored, publicKey, verdicts }: StoredSealedChunk,
  leafAt: (index: number) => Uint8Array,
): string | undefined {
  const name = `chunk ${chunk.deviceId}:${chunk.firstSeq}`;
  if (!checkChunk(chunk, sha256).ok) return `${name} is not what its hash says`;
  const signature = fromBase64url(chunk.signature);
  if (!verify(null, fromHex(chunk.hash), keyOf(publicKey), signature)) return `${name} is not signed by its device`;
  const inSequence = verdicts.every(({ seq }, at) => seq === chunk.firstSeq + at);
  if (verdicts.length !== chunk.count || !inSequence) return `${name} lacks plays`;
  if (toHex(verdictRoot(verdicts, chunk.seed, sha256)) !== stored) return `${name} has other verdicts than were sealed`;
  const leaves = [chunk.hash, stored].map((data) => toHex(leafHash(fromHex(data), sha256)));
  const inLog = leaves.every((leaf, at) => toHex(leafAt(position + at)) === leaf);
  return inLog ? undefined : `${name} is not what the log holds`;
}

const keys = new Map<string, KeyObject>();
const KEYS_MAX = 1_000;

/** An Ed25519 public key (raw, base64url) as node knows it; making one costs as much as a verification. */
function keyOf(publicKey: string): KeyObject {
  const known = keys.get(publicKey);
  if (known) return known;
  const made = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  if (keys.size >= KEYS_MAX) keys.clear();
  keys.set(publicKey, made);
  return made;
}
