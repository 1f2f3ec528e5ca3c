import { type Fingerprint, type KeyAt, type Posting, readFingerprint, writeFingerprint } from "@songkeeper/media";
import { type RawBuilder, sql } from "kysely";
import { isSqlite } from "../db/column-types.ts";
import type { Tx } from "../db/transact.ts";

/** A stored fingerprint; its place in the order of all is null until its keys are in the index. */
export interface StoredFingerprint {
  readonly number: number;
  readonly items: Fingerprint;
  readonly place: number | null;
}

/** A fingerprint that came earlier, with the recording that it is of. */
export interface EarlierFingerprint {
  readonly number: number;
  readonly recordingId: string;
  readonly items: Fingerprint;
}

/** A recording's fingerprint. */
export async function findFingerprint(tx: Tx, recordingId: string): Promise<StoredFingerprint | undefined> {
  const row = await tx
    .selectFrom("fingerprint")
    .select(["number", "items", "place"])
    .where("recording_id", "=", recordingId)
    .executeTakeFirst();
  return (
    row && {
      number: Number(row.number),
      items: readFingerprint(row.items),
      place: row.place === null ? null : Number(row.place),
    }
  );
}

/** Stores a recording's fingerprint under the next number, which comes back. One at a time: numbers are counted on. */
export async function insertFingerprint(tx: Tx, recordingId: string, items: Fingerprint): Promise<number> {
  const { last } = await tx
    .selectFrom("fingerprint")
    .select(({ fn }) => fn.max("number").as("last"))
    .executeTakeFirstOrThrow();
  const number = (last ?? 0n) + 1n;
  const row = { number, recording_id: recordingId, items: Buffer.from(writeFingerprint(items)), place: null };
  await tx.insertInto("fingerprint").values(row).execute();
  return Number(number);
}

/** Gives a fingerprint whose keys are all in the index the next place. One at a time: places are counted on. */
export async function placeFingerprint(tx: Tx, number: number): Promise<number> {
  const { last } = await tx
    .selectFrom("fingerprint")
    .select(({ fn }) => fn.max("place").as("last"))
    .executeTakeFirstOrThrow();
  const place = (last ?? 0n) + 1n;
  await tx.updateTable("fingerprint").set({ place }).where("number", "=", BigInt(number)).execute();
  return Number(place);
}

/** Removes a fingerprint; its keys are gone already. */
export async function deleteFingerprint(tx: Tx, number: number): Promise<void> {
  await tx.deleteFrom("fingerprint").where("number", "=", BigInt(number)).execute();
}

/** Puts keys into the index; those that are there already stay. */
export async function insertKeys(tx: Tx, number: number, keys: readonly KeyAt[]): Promise<void> {
  if (keys.length === 0) return;
  const rows = keys.map(({ key, position }) => ({
    key: BigInt(key),
    number: BigInt(number),
    position: BigInt(position),
  }));
  await tx
    .insertInto("fingerprint_key")
    .values(rows)
    .onConflict((conflict) => conflict.columns(["key", "number", "position"]).doNothing())
    .execute();
}

/** Takes a fingerprint's places under some keys out of the index; then there is room for others. */
export async function deleteKeys(tx: Tx, number: number, keys: readonly number[]): Promise<void> {
  if (keys.length === 0) return;
  await tx.deleteFrom("fingerprint_key").where(isAmong(tx, keys)).where("number", "=", BigInt(number)).execute();
  await tx.deleteFrom("fingerprint_common").where(isAmong(tx, keys)).execute();
}

/** What the index has under some keys. */
export async function listPostings(tx: Tx, keys: readonly number[]): Promise<Posting[]> {
  if (keys.length === 0) return [];
  const rows = await tx
    .selectFrom("fingerprint_key")
    .select(["key", "number", "position"])
    .where(isAmong(tx, keys))
    .execute();
  return rows.map(({ key, number, position }) => ({
    key: Number(key),
    number: Number(number),
    position: Number(position),
  }));
}

/** Which of some keys are to get no more places. */
export async function findCommonKeys(tx: Tx, keys: readonly number[]): Promise<Set<number>> {
  if (keys.length === 0) return new Set();
  const rows = await tx.selectFrom("fingerprint_common").select("key").where(isAmong(tx, keys)).execute();
  return new Set(rows.map(({ key }) => Number(key)));
}

/** Notes that some keys have as many places as are of use. */
export async function markCommon(tx: Tx, keys: readonly number[]): Promise<void> {
  if (keys.length === 0) return;
  const rows = keys.map((key) => ({ key: BigInt(key) }));
  await tx
    .insertInto("fingerprint_common")
    .values(rows)
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
}

/** Of some fingerprints those that were placed before another one, of recordings that were not removed. */
export async function listEarlier(tx: Tx, numbers: readonly number[], place: number): Promise<EarlierFingerprint[]> {
  if (numbers.length === 0) return [];
  const rows = await tx
    .selectFrom("fingerprint")
    .innerJoin("recording", "recording.id", "fingerprint.recording_id")
    .select(["fingerprint.number", "fingerprint.recording_id", "fingerprint.items"])
    .where("fingerprint.number", "in", numbers.map(BigInt))
    .where("fingerprint.place", "<", BigInt(place))
    .where("recording.state", "<>", "removed")
    .execute();
  return rows.map((row) => ({
    number: Number(row.number),
    recordingId: row.recording_id,
    items: readFingerprint(row.items),
  }));
}

/** Whether a row's key is among these: one parameter for however many, so that one statement does for all. */
function isAmong(tx: Tx, keys: readonly number[]): RawBuilder<boolean> {
  return isSqlite(tx)
    ? sql<boolean>`key in (select value from json_each(${JSON.stringify(keys)}))`
    : sql<boolean>`key = any(${keys.map(String)}::bigint[])`;
}
