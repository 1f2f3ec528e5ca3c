import { concatBytes, fromHex, type Sha256, toHex } from "@songkeeper/base";
import { parseEntryAt } from "./entry.ts";
import { entrySalter, firstHalfHash, secondHalfHash, type VerdictFacts, verdictLeaf } from "./leaf.ts";

/**
 * What a payee is shown of one play: the first half of the device's leaf, the hash of the other, and the verdict's leaf.
 * Track and price version stand here once and go into both leaves, so that device and platform speak of one song.
 * Salts and hash are hex. Of a malformed line `trackId`, `priceVersion` and `heardMs` are null.
 */
export interface DisclosedPlay extends VerdictFacts {
  readonly heardMs: number | null;
  readonly salt1: string;
  readonly salt3: string;
  readonly secondHalfHash: string;
}

/** A journal line with its platform's verdict and its chunk's seed (hex), from which it can be shown. */
export interface SecretPlay {
  readonly line: string;
  readonly seed: string;
  readonly verdict: VerdictFacts;
}

/** What may be shown of a play without its seed, device, lease and times. */
export function disclosePlay({ line, seed, verdict }: SecretPlay, sha256: Sha256): DisclosedPlay {
  const salt = entrySalter(sha256, fromHex(seed));
  const entry = parseEntryAt(verdict.seq, line);
  return {
    ...verdict,
    heardMs: entry?.heardMs ?? null,
    salt1: toHex(salt(verdict.seq, 1)),
    salt3: toHex(salt(verdict.seq, 3)),
    secondHalfHash: toHex(secondHalfHash(line, entry, salt(verdict.seq, 2), sha256)),
  };
}

/** The device's leaf data, computed again from what was shown. Throws a RangeError for text that is not hex. */
export function deviceLeafOfDisclosed(play: DisclosedPlay, sha256: Sha256): Uint8Array {
  const { heardMs, priceVersion, trackId } = play;
  const half =
    heardMs === null || priceVersion === null || trackId === null ? null : { heardMs, priceVersion, trackId };
  return sha256(concatBytes(firstHalfHash(half, fromHex(play.salt1), sha256), fromHex(play.secondHalfHash)));
}

/** The verdict's leaf data, computed again from what was shown. Throws a RangeError for text that is not hex. */
export function verdictLeafOfDisclosed(play: DisclosedPlay, sha256: Sha256): Uint8Array {
  return verdictLeaf(play, fromHex(play.salt3), sha256);
}
