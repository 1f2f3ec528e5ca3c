import type { Delivery, Lease } from "@songkeeper/client";
import type { Entry } from "@songkeeper/licensing";

export type SignedChunk = Delivery["chunk"];

/** The play that is going on, written before it sounds and again at each checkpoint. */
export interface OpenEntry {
  readonly seq: number;
  readonly leaseId: string;
  readonly trackId: string;
  readonly priceVersion: number;
  readonly feeMicro: string;
  readonly qualifyingMs: number;
  readonly bootId: string;
  readonly wallStart: number;
  readonly monoStart: number;
  /** The monotonic clock at the last checkpoint. */
  readonly monoEnd: number;
  readonly heardMs: number;
  /** Whether it sounded. */
  readonly started: boolean;
  /** The platform's time at its start, as well as the device knows it. */
  readonly startedAt: number;
  /** The platform day of that start: the day that pays for it. */
  readonly day: string;
}

/** A play that has ended, not sealed yet. `feeMicro` is what it is expected to cost, "0" below the threshold. */
export interface ClosedEntry {
  readonly entry: Entry;
  readonly feeMicro: string;
  readonly day: string;
}

/** What a chunk's entries are expected to cost, for the tally of their days. */
export interface ExpectedFee {
  readonly seq: number;
  readonly feeMicro: string;
  readonly day: string;
}

/** A sealed chunk. It is kept for some days after its receipt, since a platform restored from a backup asks for it. */
export interface KeptChunk {
  readonly chunk: SignedChunk;
  readonly fees: readonly ExpectedFee[];
  /** The platform's time at its receipt; null while it waits. */
  readonly deliveredAt: number | null;
}

/** What this device played and spent on one platform day, as decimal text of micro-yuan. */
export interface DayTally {
  readonly plays: number;
  readonly spentMicro: string;
}

/** `ended`: another device has its place. `forked`: the platform holds another journal under this name. */
export type Standing = "active" | "ended" | "forked";

/**
 * Where the soundtrack stands: the last song of all, the last one that was taken in the soundtrack's order, the last free
 * one, and how many songs this device has begun.
 */
export interface Played {
  readonly trackId: string | null;
  readonly inOrderId: string | null;
  readonly freeId: string | null;
  readonly songs: number;
}

/** Everything that survives the page. */
export interface Saved {
  /** The number of the next entry, and the hash of the last sealed chunk. */
  readonly head: { readonly nextSeq: number; readonly headHash: string };
  readonly open: OpenEntry | null;
  readonly entries: readonly ClosedEntry[];
  readonly chunks: readonly KeptChunk[];
  readonly lease: Lease | null;
  readonly days: Readonly<Record<string, DayTally>>;
  /** The latest platform time that this device has lived through, and what the wall clock lacked to it (null: unknown). */
  readonly time: { readonly floorMs: number; readonly skewMs: number | null };
  readonly standing: Standing;
  /** Why the last request for a lease was refused; null after a grant. */
  readonly refusal: string | null;
  readonly played: Played;
  readonly volume: number;
}

/** What one write changes: the whole of each part named, and rows put or dropped by sequence number. */
export interface Change extends Partial<Omit<Saved, "entries" | "chunks">> {
  readonly putEntries?: readonly ClosedEntry[];
  readonly dropEntries?: readonly number[];
  readonly putChunks?: readonly KeptChunk[];
  readonly dropChunks?: readonly number[];
}

export const FIRST_HASH = "0".repeat(64);

/** What a device knows that has just been paired. */
export const NOTHING_SAVED: Saved = {
  head: { nextSeq: 1, headHash: FIRST_HASH },
  open: null,
  entries: [],
  chunks: [],
  lease: null,
  days: {},
  time: { floorMs: 0, skewMs: null },
  standing: "active",
  played: { trackId: null, inOrderId: null, freeId: null, songs: 0 },
  refusal: null,
  volume: 0.8,
};

/** The state after a change. */
export function applyChange(saved: Saved, change: Change): Saved {
  const { putEntries = [], dropEntries = [], putChunks = [], dropChunks = [], ...parts } = change;
  return {
    ...saved,
    ...parts,
    entries: replaceRows(saved.entries, putEntries, dropEntries, ({ entry }) => entry.seq),
    chunks: replaceRows(saved.chunks, putChunks, dropChunks, ({ chunk }) => chunk.firstSeq),
  };
}

function replaceRows<T>(
  rows: readonly T[],
  put: readonly T[],
  drop: readonly number[],
  keyOf: (row: T) => number,
): readonly T[] {
  if (put.length === 0 && drop.length === 0) return rows;
  const gone = new Set([...drop, ...put.map(keyOf)]);
  return [...rows.filter((row) => !gone.has(keyOf(row))), ...put].toSorted((a, b) => keyOf(a) - keyOf(b));
}
