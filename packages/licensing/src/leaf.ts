import { type Day, hmacSha256, type Json, type Role, type Sha256, utf8, type Use } from "@songkeeper/base";
import { type Entry, parseEntryAt } from "./entry.ts";

const encoder = new TextEncoder();

/** What a salt hides: 1 and 2 the halves of the device's leaf, 3 the platform's verdict on it. */
export type Half = 1 | 2 | 3;

/** The three salts of one entry. */
export interface EntrySalts {
  readonly salt1: Uint8Array;
  readonly salt2: Uint8Array;
  readonly salt3: Uint8Array;
}

/** What a payee may see of a play, and the first half of the device's leaf. */
export interface FirstHalf {
  readonly heardMs: number;
  readonly priceVersion: number;
  readonly trackId: string;
}

/** The platform's word on one entry, as the verdict's leaf carries it. What is not known for lack of a lease is null. */
export interface VerdictFacts {
  /** Roles whose right a society's licence covers; nothing is charged for them. */
  readonly coveredRoles: readonly Role[];
  readonly day: Day | null;
  /** Decimal text: what is charged, or kept reserved while held; "0" otherwise. */
  readonly feeMicro: string;
  readonly priceVersion: number | null;
  readonly reason: string | null;
  readonly seq: number;
  readonly splitVersion: number | null;
  readonly trackId: string | null;
  readonly use: Use | null;
  readonly verdict: "billed" | "unbilled" | "held" | "rejected";
}

/** The salt of one half of one entry: HMAC-SHA256(seed, "seq|half"). */
export function entrySalt(sha256: Sha256, seed: Uint8Array, seq: number, half: Half): Uint8Array {
  return hmacSha256(sha256, seed, utf8(`${seq}|${half}`));
}

/** `entrySalt` for many entries of one chunk; the seed's two HMAC blocks are made once. */
export function entrySalter(sha256: Sha256, seed: Uint8Array): (seq: number, half: Half) => Uint8Array {
  const [inner, outer] = [hmacBlock(seed, 0x36), hmacBlock(seed, 0x5c)];
  return (seq, half) => sha256(joined(outer, saltedHash(inner, `${seq}|${half}`, sha256)));
}

/**
 * The data of a device's leaf: H(H(salt1 ‖ track, price version, heard) ‖ H(salt2 ‖ the rest)), so that the first half
 * can be shown without the second. A malformed line has `null` as first half and itself, as a JSON string, as second.
 */
export function deviceLeaf(
  line: string,
  seq: number,
  salts: Pick<EntrySalts, "salt1" | "salt2">,
  sha256: Sha256,
): Uint8Array {
  const entry = parseEntryAt(seq, line);
  const first = firstHalfHash(entry ?? null, salts.salt1, sha256);
  return sha256(joined(first, secondHalfHash(line, entry, salts.salt2, sha256)));
}

/** H(salt1 ‖ canonical first half); of a malformed line, H(salt1 ‖ "null"). */
export function firstHalfHash(half: FirstHalf | null, salt1: Uint8Array, sha256: Sha256): Uint8Array {
  const text = half
    ? `{"heardMs":${half.heardMs},"priceVersion":${half.priceVersion},"trackId":${JSON.stringify(half.trackId)}}`
    : "null";
  return saltedHash(salt1, text, sha256);
}

/** H(salt2 ‖ canonical second half); of a malformed line (no entry), H(salt2 ‖ the line as a JSON string). */
export function secondHalfHash(line: string, entry: Entry | undefined, salt2: Uint8Array, sha256: Sha256): Uint8Array {
  // JSON.stringify escapes lone surrogates, so that every line has a text here, whatever a device sends.
  const text = entry
    ? `{"bootId":"${entry.bootId}","leaseId":"${entry.leaseId}","monoEnd":${entry.monoEnd},` +
      `"monoStart":${entry.monoStart},"outcome":"${entry.outcome}","seq":${entry.seq},"wallStart":${entry.wallStart}}`
    : JSON.stringify(line);
  return saltedHash(salt2, text, sha256);
}

/** The data of a verdict's leaf: H(salt3 ‖ canonical facts). */
export function verdictLeaf(facts: VerdictFacts, salt3: Uint8Array, sha256: Sha256): Uint8Array {
  return saltedHash(salt3, verdictText(facts), sha256);
}

/** Members in sorted order, as RFC 8785 wants them; only ids and words, and an anomaly's rule, need quoting. */
function verdictText(facts: VerdictFacts): string {
  const text = (value: Json) => JSON.stringify(value);
  return (
    `{"coveredRoles":${text(facts.coveredRoles)},"day":${text(facts.day)},"feeMicro":${text(facts.feeMicro)},` +
    `"priceVersion":${text(facts.priceVersion)},"reason":${text(facts.reason)},"seq":${text(facts.seq)},` +
    `"splitVersion":${text(facts.splitVersion)},"trackId":${text(facts.trackId)},"use":${text(facts.use)},` +
    `"verdict":${text(facts.verdict)}}`
  );
}

/** The hash of a salt and a text's UTF-8 bytes. */
function saltedHash(salt: Uint8Array, text: string, sha256: Sha256): Uint8Array {
  // Written in place, since this runs several times a play; a UTF-16 unit takes 3 bytes at most.
  const bytes = new Uint8Array(salt.length + 3 * text.length);
  bytes.set(salt);
  const { written } = encoder.encodeInto(text, bytes.subarray(salt.length));
  return sha256(bytes.subarray(0, salt.length + written));
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(left.length + right.length);
  bytes.set(left);
  bytes.set(right, left.length);
  return bytes;
}

function hmacBlock(key: Uint8Array, pad: number): Uint8Array {
  if (key.length > 64) throw new RangeError("a seed is not longer than a block");
  return new Uint8Array(64).fill(pad).map((byte, at) => byte ^ (key[at] ?? 0));
}
