import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { UnsignedChunk } from "./chunk.ts";

/** How far a device's journal has been judged: the next sequence number and the hash it must follow. */
export interface JournalHead {
  readonly expectedSeq: number;
  readonly headHash: string;
}

/** A chunk that is stored: judged, or waiting beyond a gap. */
export interface StoredChunk {
  readonly firstSeq: number;
  readonly count: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly state: "judged" | "waiting";
}

/**
 * Where a chunk stands: `known` is stored already, in that state, and gets its stored receipt again; `next` is judged now,
 * and so are the waiting chunks that then follow (`waitingInSequence`); `fills` is `next` where such a chunk is known to
 * follow; `ahead` is stored and waits, its gap asked for.
 */
export type JournalPlace =
  | { readonly kind: "known"; readonly state: StoredChunk["state"] }
  | { readonly kind: "next" | "fills" | "ahead" };

/** Sequence numbers that were never delivered, both ends included. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

type Sealed = Pick<UnsignedChunk, "firstSeq" | "count" | "prevHash" | "hash">;

/**
 * Where a delivered chunk belongs. `stored` are the stored chunks that share a sequence number with it or are its direct
 * neighbours. Refusals carry the head: after `overlapping_chunk` the device seals the entries from there anew; a `fork`
 * is another history than the one stored, kept outside the journal until a person rules.
 */
export function placeInJournal(
  head: JournalHead,
  stored: readonly StoredChunk[],
  chunk: Sealed,
): Outcome<JournalPlace, "fork" | "overlapping_chunk"> {
  const { expectedSeq, headHash } = head;
  const no = (reason: "fork" | "overlapping_chunk") => refuse(reason, { facts: { expectedSeq, headHash } });
  const same = stored.find(({ firstSeq, count }) => firstSeq === chunk.firstSeq && count === chunk.count);
  if (same) return same.hash === chunk.hash ? accept({ kind: "known", state: same.state }) : no("fork");
  if (chunk.firstSeq < expectedSeq || stored.some((other) => intersects(other, chunk))) return no("overlapping_chunk");
  if (!isChained(head, stored, chunk)) return no("fork");
  if (chunk.firstSeq > expectedSeq) return accept({ kind: "ahead" });
  return accept({ kind: stored.some((other) => follows(other, chunk)) ? "fills" : "next" });
}

/** Whether a chunk follows the one before it, and the one after it this one, as far as these are stored. */
function isChained(head: JournalHead, stored: readonly StoredChunk[], chunk: Sealed): boolean {
  const before = stored.find((other) => follows(chunk, other))?.hash;
  const prevHash = chunk.firstSeq === head.expectedSeq ? head.headHash : (before ?? chunk.prevHash);
  const after = stored.find((other) => follows(other, chunk));
  return chunk.prevHash === prevHash && (!after || after.prevHash === chunk.hash);
}

function follows(next: Pick<Sealed, "firstSeq">, chunk: Sealed | StoredChunk): boolean {
  return next.firstSeq === endOf(chunk);
}

/** The waiting chunks that follow `expectedSeq` without a gap, in sequence: they are judged after the chunk that ends there. */
export function waitingInSequence<C extends StoredChunk>(expectedSeq: number, waiting: readonly C[]): C[] {
  const run: C[] = [];
  let seq = expectedSeq;
  for (const chunk of inSequence(waiting)) {
    if (chunk.firstSeq !== seq) break;
    run.push(chunk);
    seq = endOf(chunk);
  }
  return run;
}

/** The gaps before and between waiting chunks. Those that follow `expectedSeq` directly leave none. */
export function gapsOf(expectedSeq: number, waiting: readonly Pick<StoredChunk, "firstSeq" | "count">[]): Gap[] {
  const gaps: Gap[] = [];
  let seq = expectedSeq;
  for (const chunk of inSequence(waiting)) {
    if (chunk.firstSeq > seq) gaps.push({ from: seq, to: chunk.firstSeq - 1 });
    seq = Math.max(seq, endOf(chunk));
  }
  return gaps;
}

function intersects(a: Pick<Sealed, "firstSeq" | "count">, b: Pick<Sealed, "firstSeq" | "count">): boolean {
  return a.firstSeq < endOf(b) && b.firstSeq < endOf(a);
}

/** The first sequence number after a chunk. */
function endOf({ firstSeq, count }: Pick<Sealed, "firstSeq" | "count">): number {
  return firstSeq + count;
}

function inSequence<C extends Pick<Sealed, "firstSeq">>(chunks: readonly C[]): C[] {
  return chunks.toSorted((a, b) => a.firstSeq - b.firstSeq);
}
