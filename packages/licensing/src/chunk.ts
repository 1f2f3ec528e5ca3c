import {
  accept,
  canonicalJson,
  concatBytes,
  fromHex,
  type Outcome,
  refuse,
  type Sha256,
  toHex,
  utf8,
} from "@songkeeper/base";
import { deviceLeaf, entrySalter, type VerdictFacts, verdictLeaf } from "./leaf.ts";
import { leafHash, merkleRoot } from "./merkle.ts";

/** Consecutive journal lines of one device, chained by hash to the chunk before. Hashes and seed are lower-case hex. */
export interface UnsignedChunk {
  readonly deviceId: string;
  readonly firstSeq: number;
  readonly count: number;
  readonly prevHash: string;
  readonly entries: readonly string[];
  /** 32 random bytes that the entries' salts come from; delivered to the server, never shown to others. */
  readonly seed: string;
  readonly hash: string;
}

/** A chunk as it is delivered: `signature` is Ed25519 over the 32 bytes of `hash`, base64url. */
export interface Chunk extends UnsignedChunk {
  readonly signature: string;
}

/** What a chunk says of itself inside its hash. */
export type ChunkHeader = Pick<UnsignedChunk, "count" | "deviceId" | "firstSeq">;

export const CHUNK_ENTRIES_MAX = 500;
/** What the first chunk of a journal has for the hash of the one before. */
export const FIRST_PREV_HASH = "0".repeat(64);

const HASH = /^[0-9a-f]{64}$/;
const DEVICE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Seals lines as one chunk, whose hash is then signed. Throws a RangeError for what no chunk may hold. */
export function sealChunk(content: Omit<UnsignedChunk, "count" | "hash">, sha256: Sha256): UnsignedChunk {
  const { deviceId, firstSeq, prevHash, entries, seed } = content;
  const open = { deviceId, firstSeq, count: entries.length, prevHash, entries, seed };
  if (!isEnvelope(open)) throw new RangeError("not the content of a chunk");
  return { ...open, hash: chunkHash(open, sha256) };
}

/**
 * Whether a chunk is what it says. A malformed entry is no reason to refuse: it is judged by itself. The signature is
 * checked elsewhere, over `hash`.
 */
export function checkChunk(chunk: UnsignedChunk, sha256: Sha256): Outcome<undefined, "bad_envelope" | "bad_hash"> {
  if (!isEnvelope(chunk) || !HASH.test(chunk.hash)) return refuse("bad_envelope");
  return chunkHash(chunk, sha256) === chunk.hash ? accept(undefined) : refuse("bad_hash");
}

/** A chunk's hash in hex: H(prevHash ‖ H(header) ‖ root of the device's leaves). */
export function chunkHash(chunk: Omit<UnsignedChunk, "hash">, sha256: Sha256): string {
  const root = merkleRoot(deviceLeaves(chunk, sha256), sha256);
  return toHex(chunkHashOf({ prevHash: fromHex(chunk.prevHash), headerHash: headerHash(chunk, sha256), root }, sha256));
}

/** The same from its three parts, for whoever may know the header only by its hash. */
export function chunkHashOf(
  { prevHash, headerHash: header, root }: { prevHash: Uint8Array; headerHash: Uint8Array; root: Uint8Array },
  sha256: Sha256,
): Uint8Array {
  return sha256(concatBytes(prevHash, header, root));
}

/** The hash of a chunk's canonical header; a payee gets this, and so never learns which device played. */
export function headerHash({ count, deviceId, firstSeq }: ChunkHeader, sha256: Sha256): Uint8Array {
  return sha256(utf8(canonicalJson({ count, deviceId, firstSeq })));
}

/** The leaf data of a chunk's entries, in sequence. */
export function deviceLeaves({ entries, firstSeq, seed }: Omit<UnsignedChunk, "hash">, sha256: Sha256): Uint8Array[] {
  const salt = entrySalter(sha256, fromHex(seed));
  return entries.map((line, at) => {
    const seq = firstSeq + at;
    return deviceLeaf(line, seq, { salt1: salt(seq, 1), salt2: salt(seq, 2) }, sha256);
  });
}

/** The leaf hashes of a chunk's entries, for a multi-proof. */
export function deviceLeafHashes(chunk: Omit<UnsignedChunk, "hash">, sha256: Sha256): Uint8Array[] {
  return deviceLeaves(chunk, sha256).map((data) => leafHash(data, sha256));
}

/** The leaf data of a chunk's verdicts, in sequence. `seed` is the chunk's, in hex. */
export function verdictLeaves(verdicts: readonly VerdictFacts[], seed: string, sha256: Sha256): Uint8Array[] {
  const salt = entrySalter(sha256, fromHex(seed));
  return verdicts.map((facts) => verdictLeaf(facts, salt(facts.seq, 3), sha256));
}

/** The leaf hashes of a chunk's verdicts, for a multi-proof. */
export function verdictLeafHashes(verdicts: readonly VerdictFacts[], seed: string, sha256: Sha256): Uint8Array[] {
  return verdictLeaves(verdicts, seed, sha256).map((data) => leafHash(data, sha256));
}

/** The root over a chunk's verdicts: the platform's word beside the device's in the log. */
export function verdictRoot(verdicts: readonly VerdictFacts[], seed: string, sha256: Sha256): Uint8Array {
  return merkleRoot(verdictLeaves(verdicts, seed, sha256), sha256);
}

function isEnvelope({ deviceId, firstSeq, count, prevHash, entries, seed }: Omit<UnsignedChunk, "hash">): boolean {
  const isCount = count === entries.length && count >= 1 && count <= CHUNK_ENTRIES_MAX;
  const isRange = Number.isSafeInteger(firstSeq) && firstSeq >= 1 && Number.isSafeInteger(firstSeq + count);
  return isCount && isRange && DEVICE_ID.test(deviceId) && HASH.test(prevHash) && HASH.test(seed);
}
