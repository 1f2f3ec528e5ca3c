import { toHex, type Sha256 } from "@songkeeper/base";
import {
  deviceLeafHashes,
  disclosePlay,
  headerHash,
  multiProof,
  verdictLeafHashes,
  type UnsignedChunk,
  type VerdictFacts,
} from "@songkeeper/licensing";
import type { ChunkLine, Ruling, ShownPlay } from "./chunk-line.ts";

/** A sealed chunk with the platform's verdicts on all its entries, and where it stands in the log. */
export type SealedChunk = {
  readonly chunk: UnsignedChunk;
  /** In the order of the entries. */
  readonly verdicts: readonly VerdictFacts[];
  readonly position: number;
  /** The audit paths of both its leaves to the checkpoint's root. */
  readonly inclusion: { readonly chunk: readonly Uint8Array[]; readonly verdict: readonly Uint8Array[] };
};

/** What of a chunk a party is shown, and under which name. */
export type Disclosure = {
  readonly pseudonym: string;
  /** Places in the chunk, ascending. */
  readonly indices: readonly number[];
  readonly rulings: ReadonlyMap<number, Ruling>;
};

/** A chunk's line for one party: its plays opened, everybody else's behind one hash per subtree. */
export function discloseChunk(sealed: SealedChunk, disclosure: Disclosure, sha256: Sha256): ChunkLine {
  const { chunk, verdicts, position, inclusion } = sealed;
  const { indices, pseudonym } = disclosure;
  return {
    chunk: pseudonym,
    count: chunk.count,
    prevHash: chunk.prevHash,
    headerHash: toHex(headerHash(chunk, sha256)),
    hash: chunk.hash,
    position,
    plays: indices.map((index) => showPlay(sealed, index, disclosure.rulings.get(index) ?? null, sha256)),
    deviceProof: multiProof(deviceLeafHashes(chunk, sha256), indices, sha256).map(toHex),
    verdictProof: multiProof(verdictLeafHashes(verdicts, chunk.seed, sha256), indices, sha256).map(toHex),
    inclusion: { chunk: inclusion.chunk.map(toHex), verdict: inclusion.verdict.map(toHex) },
  };
}

/** Throws a RangeError for a place without an entry, and for a play without a track: such a one belongs to no party. */
function showPlay({ chunk, verdicts }: SealedChunk, index: number, ruling: Ruling | null, sha256: Sha256): ShownPlay {
  const [line, verdict] = [chunk.entries[index], verdicts[index]];
  if (line === undefined || !verdict) throw new RangeError(`no entry ${index} among ${chunk.count}`);
  const play = disclosePlay({ line, seed: chunk.seed, verdict }, sha256);
  const { day, heardMs, priceVersion, splitVersion, trackId, use } = play;
  const known = day && heardMs !== null && priceVersion !== null && splitVersion !== null && trackId !== null && use;
  if (!known) throw new RangeError(`entry ${play.seq} is of no party`);
  return { ...play, day, heardMs, priceVersion, splitVersion, trackId, use, index, ruling };
}
