import { fromHex, toHex } from "@songkeeper/base";
import {
  inclusionProof,
  type LogNode,
  nodesForInclusion,
  nodesForRoot,
  type NodePlace,
  rootOfSize,
} from "@songkeeper/licensing";
import { sql } from "kysely";
import { isSqlite } from "../db/column-types.ts";
import type { Tx } from "../db/transact.ts";
import { sha256 } from "../sha256.ts";

/** A judged chunk that is not in the log yet, with the data of its two leaves (hex). */
export interface UnsealedChunk {
  readonly deviceId: string;
  readonly firstSeq: number;
  readonly hash: string;
  readonly verdictRoot: string;
}

const ROWS_MAX = 500;

/** The number of leaves in the log: two for each sealed chunk. */
export async function getTreeSize(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom("chunk")
    .select("position")
    .where("position", "is not", null)
    .orderBy("position", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.position === null || row === undefined ? 0 : Number(row.position) + 2;
}

/** The next judged chunks without a place in the log, in the order in which they get one, the same on both databases. */
export async function listUnsealed(tx: Tx, limit: number): Promise<UnsealedChunk[]> {
  const rows = await tx
    .selectFrom("chunk")
    .select(["device_id", "first_seq", "hash", "verdict_root"])
    .where(sql<boolean>`position is null and state = 'judged'`)
    .orderBy("received_at")
    .orderBy(isSqlite(tx) ? sql`device_id` : sql`device_id collate "C"`)
    .orderBy("first_seq")
    .limit(limit)
    .execute();
  return rows.map((row) => {
    if (row.verdict_root === null)
      throw new Error(`chunk ${row.device_id}:${row.first_seq} is judged without verdicts`);
    return {
      deviceId: row.device_id,
      firstSeq: Number(row.first_seq),
      hash: row.hash,
      verdictRoot: row.verdict_root,
    };
  });
}

/** Gives a chunk its place: its own leaf's index; its verdicts' leaf is the next. */
export async function markSealed(tx: Tx, { deviceId, firstSeq }: UnsealedChunk, position: number): Promise<void> {
  await tx
    .updateTable("chunk")
    .set({ position: BigInt(position) })
    .where("device_id", "=", deviceId)
    .where("first_seq", "=", BigInt(firstSeq))
    .where("position", "is", null)
    .execute();
}

/** Stores complete subtrees of the log; one that is there is never changed. */
export async function insertNodes(tx: Tx, nodes: readonly LogNode[]): Promise<void> {
  for (let at = 0; at < nodes.length; at += ROWS_MAX)
    await tx
      .insertInto("log_node")
      .values(
        nodes.slice(at, at + ROWS_MAX).map(({ level, index, hash }) => ({
          level: BigInt(level),
          idx: BigInt(index),
          hash: toHex(hash),
        })),
      )
      .execute();
}

/** The hashes of stored subtrees. Throws when one is missing. */
export async function getNodes(tx: Tx, places: readonly NodePlace[]): Promise<(place: NodePlace) => Uint8Array> {
  const found = new Map<string, Uint8Array>();
  for (const [level, ofLevel] of Map.groupBy(places, (place) => place.level)) {
    const wanted = [...new Set(ofLevel.map(({ index }) => index))];
    for (let at = 0; at < wanted.length; at += ROWS_MAX) {
      const rows = await tx
        .selectFrom("log_node")
        .select(["idx", "hash"])
        .where("level", "=", BigInt(level))
        .where("idx", "in", wanted.slice(at, at + ROWS_MAX).map(BigInt))
        .execute();
      for (const { idx, hash } of rows) found.set(`${level}.${idx}`, fromHex(hash));
    }
  }
  return ({ level, index }) => {
    const hash = found.get(`${level}.${index}`);
    if (!hash) throw new Error(`the log has no node ${level}.${index}`);
    return hash;
  };
}

/** The hashes that appending to a log of so many leaves needs, left to right. */
export async function getPeaks(tx: Tx, size: number): Promise<Uint8Array[]> {
  const places = nodesForRoot(size);
  return places.map(await getNodes(tx, places));
}

/** The root of the log's first `size` leaves. */
export async function getRoot(tx: Tx, size: number): Promise<Uint8Array> {
  return rootOfSize(size, await getNodes(tx, nodesForRoot(size)), sha256);
}

/** The audit path of a leaf in the log's first `size` leaves, from the leaf up. Throws for a leaf beyond them. */
export async function findInclusion(tx: Tx, index: number, size: number): Promise<Uint8Array[]> {
  return (await findInclusions(tx, [index], size))(index);
}

/** Audit paths of many leaves, read at once. */
export async function findInclusions(
  tx: Tx,
  indices: readonly number[],
  size: number,
): Promise<(index: number) => Uint8Array[]> {
  const getNode = await getNodes(
    tx,
    indices.flatMap((index) => nodesForInclusion(index, size).flat()),
  );
  return (index) => inclusionProof({ index, size }, getNode, sha256);
}
