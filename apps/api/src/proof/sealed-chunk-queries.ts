import type { Day } from "@songkeeper/base";
import type { Chunk, VerdictFacts } from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import { readRoles, readUse, readVerdict } from "../close/closing-key.ts";

/** A chunk with its place in the log, the platform's word on it, and the key that signed it. */
export interface StoredSealedChunk {
  readonly chunk: Chunk;
  readonly position: number;
  readonly verdictRoot: string;
  readonly publicKey: string;
  /** In the order of the entries. */
  readonly verdicts: readonly VerdictFacts[];
}

/** Where a sealed chunk is found. */
export interface ChunkPlace {
  readonly deviceId: string;
  readonly firstSeq: number;
}

/** Entries in one slice: what is read, and hashed after it, in a few dozen milliseconds. */
const ENTRIES_MAX = 600;

/** How many of the first chunks have together no more entries than one slice takes; at least one. */
export function withinEntries(chunks: readonly { readonly count: number }[]): number {
  let sum = 0;
  const over = chunks.findIndex(({ count }) => (sum += count) > ENTRIES_MAX);
  return over === -1 ? chunks.length : Math.max(1, over);
}

/** How many entries some chunks of one device have, in the order in which they were named. */
export async function listCounts(tx: Tx, places: readonly ChunkPlace[]): Promise<{ readonly count: number }[]> {
  const [first] = places;
  if (!first) return [];
  const firsts = places.map(({ firstSeq }) => BigInt(firstSeq));
  const rows = await tx
    .selectFrom("chunk")
    .select(["first_seq", "count"])
    .where("device_id", "=", first.deviceId)
    .where("first_seq", "in", firsts)
    .execute();
  const counts = new Map(rows.map((row) => [Number(row.first_seq), Number(row.count)]));
  return places.map(({ firstSeq }) => ({ count: counts.get(firstSeq) ?? 0 }));
}

/** The next sealed chunks from a position on, with how many entries they have; below the log's size `until`. */
export async function listSealedPlaces(
  tx: Tx,
  { from, until, limit }: { from: number; until: number; limit: number },
): Promise<(ChunkPlace & { readonly position: number; readonly count: number })[]> {
  const rows = await tx
    .selectFrom("chunk")
    .select(["device_id", "first_seq", "position", "count"])
    .where("position", ">=", BigInt(from))
    .where("position", "<", BigInt(until))
    .orderBy("position")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    deviceId: row.device_id,
    firstSeq: Number(row.first_seq),
    position: Number(row.position),
    count: Number(row.count),
  }));
}

/** Sealed chunks with all their verdicts, in the order in which they were named. Throws for one that is not sealed. */
export async function getSealedChunks(tx: Tx, places: readonly ChunkPlace[]): Promise<StoredSealedChunk[]> {
  const found = new Map<string, StoredSealedChunk>();
  for (const [deviceId, ofDevice] of Map.groupBy(places, (place) => place.deviceId)) {
    const firsts = ofDevice.map(({ firstSeq }) => BigInt(firstSeq));
    const verdicts = await listVerdicts(tx, deviceId, firsts);
    for (const chunk of await listChunks(tx, deviceId, firsts))
      found.set(nameOf(chunk.chunk), { ...chunk, verdicts: verdicts.get(chunk.chunk.firstSeq) ?? [] });
  }
  return places.map((place) => {
    const chunk = found.get(nameOf(place));
    if (!chunk) throw new Error(`chunk ${nameOf(place)} is not in the log`);
    return chunk;
  });
}

async function listChunks(tx: Tx, deviceId: string, firsts: readonly bigint[]) {
  const rows = await tx
    .selectFrom("chunk")
    .innerJoin("device", "device.id", "chunk.device_id")
    .select(["first_seq", "count", "prev_hash", "hash", "entries", "seed", "signature"])
    .select(["position", "verdict_root", "device.public_key"])
    .where("device_id", "=", deviceId)
    .where("first_seq", "in", [...firsts])
    .where("position", "is not", null)
    .execute();
  return rows.map((row) => ({
    chunk: {
      deviceId,
      firstSeq: Number(row.first_seq),
      count: Number(row.count),
      prevHash: row.prev_hash,
      hash: row.hash,
      entries: JSON.parse(row.entries) as string[],
      seed: row.seed,
      signature: row.signature,
    },
    position: Number(row.position),
    verdictRoot: row.verdict_root ?? "",
    publicKey: row.public_key,
  }));
}

/** The platform's verdicts on the entries of some chunks of one device, by the chunk's first sequence number. */
async function listVerdicts(tx: Tx, deviceId: string, firsts: readonly bigint[]): Promise<Map<number, VerdictFacts[]>> {
  const [least, most] = [firsts.reduce(smaller), firsts.reduce(larger)];
  const rows = await tx
    .selectFrom("play")
    .select(["seq", "first_seq", "track_id", "use", "price_version", "split_version", "covered_roles", "day"])
    .select(["verdict", "reason", "fee_micro"])
    .where("device_id", "=", deviceId)
    .where("seq", ">=", least)
    .where("seq", "<", most + 500n)
    .where("first_seq", "in", [...firsts])
    .orderBy("seq")
    .execute();
  const verdicts = new Map<number, VerdictFacts[]>();
  for (const row of rows) {
    const of = verdicts.get(Number(row.first_seq)) ?? [];
    of.push({
      coveredRoles: readRoles(row.covered_roles),
      day: row.day as Day | null,
      feeMicro: `${row.fee_micro}`,
      priceVersion: row.price_version === null ? null : Number(row.price_version),
      reason: row.reason,
      seq: Number(row.seq),
      splitVersion: row.split_version === null ? null : Number(row.split_version),
      trackId: row.track_id,
      use: row.use === null ? null : readUse(row.use),
      verdict: readVerdict(row.verdict),
    });
    verdicts.set(Number(row.first_seq), of);
  }
  return verdicts;
}

function nameOf({ deviceId, firstSeq }: ChunkPlace): string {
  return `${deviceId}:${firstSeq}`;
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
