import { type Receipt, receipt as receiptShape } from "@songkeeper/contracts";
import type { Chunk, StoredChunk } from "@songkeeper/licensing";
import type { Selectable } from "kysely";
import type { Tables } from "../db/schema.ts";
import type { Tx } from "../db/transact.ts";
import { sha256Hex } from "../sha256.ts";

/** A chunk with what its first delivery said of the clocks. */
export interface StoredDelivery extends Chunk {
  readonly bootId: string;
  readonly monoSent: number;
  readonly receivedAt: Date;
}

/** How many contradictions of one device are kept; more prove nothing new. */
const QUARANTINED_MAX = 20;

/**
 * The stored chunks that share a sequence number with this one or are its direct neighbours. Stored chunks never overlap
 * each other, so of those that begin before this one only the nearest can reach it.
 */
export async function findNeighbours(
  tx: Tx,
  deviceId: string,
  { firstSeq, count }: Pick<Chunk, "firstSeq" | "count">,
): Promise<StoredChunk[]> {
  const rows = await tx
    .selectFrom("chunk")
    .select(["first_seq", "count", "prev_hash", "hash", "state"])
    .where("device_id", "=", deviceId)
    .where("first_seq", ">=", (eb) => {
      const before = eb.selectFrom("chunk").select((chunk) => chunk.fn.max("first_seq").as("first_seq"));
      const nearest = before.where("device_id", "=", deviceId).where("first_seq", "<=", BigInt(firstSeq));
      return eb.fn.coalesce(nearest.$asScalar(), eb.val(0n));
    })
    .where("first_seq", "<=", BigInt(firstSeq + count))
    .execute();
  return rows
    .map((row) => ({
      firstSeq: Number(row.first_seq),
      count: Number(row.count),
      prevHash: row.prev_hash,
      hash: row.hash,
      state: row.state,
    }))
    .filter((stored) => stored.firstSeq + stored.count >= firstSeq);
}

/** The chunks of a device that wait for their predecessors, in sequence. */
export async function listWaiting(tx: Tx, deviceId: string): Promise<(StoredDelivery & StoredChunk)[]> {
  const rows = await tx
    .selectFrom("chunk")
    .selectAll()
    .where("device_id", "=", deviceId)
    .where("state", "=", "waiting")
    .orderBy("first_seq")
    .execute();
  return rows.map((row) => ({ ...toDelivery(row), state: row.state }));
}

/** Where a chunk lies that waits for its predecessors, and since when. */
export interface WaitingRange extends Pick<Chunk, "firstSeq" | "count"> {
  readonly receivedAt: Date;
}

/** Where the chunks of a device lie that wait for their predecessors, in sequence. */
export async function listWaitingRanges(tx: Tx, deviceId: string): Promise<WaitingRange[]> {
  const rows = await tx
    .selectFrom("chunk")
    .select(["first_seq", "count", "received_at"])
    .where("device_id", "=", deviceId)
    .where("state", "=", "waiting")
    .orderBy("first_seq")
    .execute();
  return rows.map((row) => ({
    firstSeq: Number(row.first_seq),
    count: Number(row.count),
    receivedAt: new Date(row.received_at),
  }));
}

/** The receipt that was given for a stored chunk. */
export async function findReceipt(tx: Tx, deviceId: string, firstSeq: number): Promise<Receipt> {
  const row = await tx
    .selectFrom("chunk")
    .select("receipt")
    .where("device_id", "=", deviceId)
    .where("first_seq", "=", BigInt(firstSeq))
    .executeTakeFirstOrThrow();
  return receiptShape.parse(JSON.parse(row.receipt));
}

/** Stores a chunk with its receipt; one is stored once. */
export async function insertChunk(
  tx: Tx,
  chunk: StoredDelivery & { readonly state: "judged" | "waiting"; readonly verdictRoot?: string },
  receipt: Receipt,
): Promise<void> {
  await tx
    .insertInto("chunk")
    .values({
      device_id: chunk.deviceId,
      first_seq: BigInt(chunk.firstSeq),
      count: BigInt(chunk.count),
      prev_hash: chunk.prevHash,
      hash: chunk.hash,
      entries: JSON.stringify(chunk.entries),
      seed: chunk.seed,
      signature: chunk.signature,
      boot_id: chunk.bootId,
      mono_sent: BigInt(chunk.monoSent),
      received_at: chunk.receivedAt.toISOString(),
      state: chunk.state,
      receipt: JSON.stringify(receipt),
      verdict_root: chunk.verdictRoot ?? null,
      position: null,
    })
    .execute();
}

/** Gives a chunk that waited its verdicts. */
export async function markReceipt(
  tx: Tx,
  deviceId: string,
  firstSeq: number,
  { verdictRoot, receipt }: { verdictRoot: string; receipt: Receipt },
): Promise<void> {
  await tx
    .updateTable("chunk")
    .set({ state: "judged", verdict_root: verdictRoot, receipt: JSON.stringify(receipt) })
    .where("device_id", "=", deviceId)
    .where("first_seq", "=", BigInt(firstSeq))
    .execute();
}

/** Keeps a chunk that contradicts the journal, once, and not without end. */
export async function insertQuarantined(tx: Tx, deviceId: string, chunk: Chunk, now: Date): Promise<void> {
  const kept = await tx.selectFrom("quarantined_chunk").select("id").where("device_id", "=", deviceId).execute();
  if (kept.length >= QUARANTINED_MAX) return;
  await tx
    .insertInto("quarantined_chunk")
    .values({
      id: sha256Hex(`${deviceId}:${chunk.hash}`),
      device_id: deviceId,
      first_seq: BigInt(chunk.firstSeq),
      hash: chunk.hash,
      body: JSON.stringify(chunk),
      received_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .execute();
}

/** The devices of which a chunk has waited for its predecessors since before an instant. */
export async function listDevicesWaitingSince(tx: Tx, instant: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom("chunk")
    .select("device_id")
    .distinct()
    .where("state", "=", "waiting")
    .where("received_at", "<", instant.toISOString())
    .execute();
  return rows.map((row) => row.device_id);
}

/** Keeps for ever that some entries of a journal never came. */
export async function insertLostRange(
  tx: Tx,
  of: { deviceId: string; from: number; to: number },
  now: Date,
): Promise<void> {
  await tx
    .insertInto("lost_range")
    .values({
      device_id: of.deviceId,
      from_seq: BigInt(of.from),
      to_seq: BigInt(of.to),
      closed_at: now.toISOString(),
    })
    .execute();
}

function toDelivery(row: Selectable<Tables["chunk"]>): StoredDelivery {
  return {
    deviceId: row.device_id,
    firstSeq: Number(row.first_seq),
    count: Number(row.count),
    prevHash: row.prev_hash,
    hash: row.hash,
    entries: JSON.parse(row.entries) as string[],
    seed: row.seed,
    signature: row.signature,
    bootId: row.boot_id,
    monoSent: Number(row.mono_sent),
    receivedAt: new Date(row.received_at),
  };
}
