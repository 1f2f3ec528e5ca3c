import { createPublicKey, verify } from "node:crypto";
import { accept, fromHex, refuse } from "@songkeeper/base";
import type { Delivery, Receipt } from "@songkeeper/contracts";
import { checkChunk, gapsOf, placeInJournal, waitingInSequence } from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import type { Device } from "../devices/device.ts";
import { lockDevice, markDeviceForked, markJournalHead, markSeen } from "../devices/queries.ts";
import { settleHolds } from "../leases/settle-holds.ts";
import { sha256 } from "../sha256.ts";
import {
  findNeighbours,
  findReceipt,
  insertChunk,
  insertQuarantined,
  listWaiting,
  listWaitingRanges,
  markReceipt,
  type StoredDelivery,
  type WaitingRange,
} from "./chunk-queries.ts";
import { judgeChunk, type JudgedChunk } from "./judge-chunk.ts";

/** What waits behind a gap of one device at the most: 35 days of songs that last two minutes, around the clock. */
export const WAITING_ENTRIES_MAX = 25_200;

/** Who delivers what. */
export interface DeliveryOf {
  readonly deviceId: string;
  readonly tokenHash: string;
  readonly delivery: Delivery;
}

/** The receipt, with the shop and the chunks that were judged now, for whoever watches. */
export interface Delivered {
  readonly receipt: Receipt;
  readonly shopId: string;
  readonly judged: readonly number[];
}

/**
 * Stores a delivered chunk once, with the verdict on each play; delivered again, it gives the same receipt. One that
 * comes before its predecessors is stored and waits. A contradiction is kept in quarantine and refused.
 */
export async function deliverChunk(tx: Tx, of: DeliveryOf, { now, timeZone }: { now: Date; timeZone: string }) {
  const { chunk, bootId, monoSent } = of.delivery;
  const device = await lockDevice(tx, of.deviceId, of.tokenHash);
  if (!device) return refuse("unknown_device");
  if (chunk.deviceId !== device.id) return refuse("bad_envelope");
  const whole = checkChunk(chunk, sha256);
  if (!whole.ok) return whole;
  if (!isSigned(chunk, device.publicKey)) return refuse("bad_signature");

  const place = placeInJournal(device, await findNeighbours(tx, device.id, chunk), chunk);
  if (!place.ok) {
    if (place.reason === "fork") await quarantine(tx, device, of.delivery, now);
    return place;
  }
  if (place.value.kind === "known")
    return accept<Delivered>({
      receipt: await findReceipt(tx, device.id, chunk.firstSeq),
      shopId: device.shopId,
      judged: [],
    });

  const stored: StoredDelivery = { ...chunk, bootId, monoSent, receivedAt: now };
  const seen: Device = { ...device, lastSeenAt: now };
  if (place.value.kind === "ahead") return keepWaiting(tx, seen, stored);
  return accept(await judgeInSequence(tx, seen, stored, { now, timeZone, fills: place.value.kind === "fills" }));
}

/**
 * Stores a chunk whose predecessors are missing: acknowledged, without verdicts yet. What waits is judged in one
 * transaction once the gap is filled, so a device is heard again only then if more of it waits than any gap explains.
 */
async function keepWaiting(tx: Tx, device: Device, chunk: StoredDelivery) {
  const { expectedSeq, headHash } = device;
  const waiting = [...(await listWaitingRanges(tx, device.id)), chunk];
  const entries = waiting.reduce((sum, { count }) => sum + count, 0);
  if (entries > WAITING_ENTRIES_MAX) return refuse("journal_gap", { facts: { expectedSeq, headHash } });
  const receipt = { expectedSeq, headHash, verdicts: [], gaps: gapsOf(expectedSeq, waiting) };
  await insertChunk(tx, { ...chunk, state: "waiting" }, receipt);
  await markSeen(tx, device.id, chunk.receivedAt);
  return accept<Delivered>({ receipt, shopId: device.shopId, judged: [] });
}

/** Judges a chunk, and after it the waiting ones that now follow; each by what was known when it came. */
async function judgeInSequence(
  tx: Tx,
  device: Device,
  chunk: StoredDelivery,
  { now, timeZone, fills }: { now: Date; timeZone: string; fills: boolean },
): Promise<Delivered> {
  const { position, verdicts, verdictRoot } = await judgeChunk(tx, { device, chunk, now, timeZone });
  const { expectedSeq, headHash } = position;
  const ranges = await listWaitingRanges(tx, device.id);
  const receipt: Receipt = { expectedSeq, headHash, verdicts, gaps: gapsOf(expectedSeq, ranges) };
  await insertChunk(tx, { ...chunk, state: "judged", verdictRoot }, receipt);
  const after = { ...device, ...position };
  const followed = fills ? await judgeWaiting(tx, after, { now, timeZone }) : { device: after, judged: [] };
  await markJournalHead(tx, device.id, followed.device);
  const journal = {
    deviceId: device.id,
    judgedThrough: followed.device.expectedSeq - 1,
    waitingSince: oldest(ranges.slice(followed.judged.length)),
  };
  await settleHolds(tx, journal, now);
  return { receipt, shopId: device.shopId, judged: [chunk.firstSeq, ...followed.judged] };
}

/**
 * Judges the waiting chunks that follow a journal's head without a gap. Gives the device as it stands then, which the
 * caller stores, and the chunks' first sequence numbers.
 */
export async function judgeWaiting(
  tx: Tx,
  device: Device,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<{ device: Device; judged: number[] }> {
  const waiting = await listWaiting(tx, device.id);
  const follow = waitingInSequence(device.expectedSeq, waiting);
  let at = device;
  for (const chunk of follow) {
    const { position, verdicts, verdictRoot }: JudgedChunk = await judgeChunk(tx, { device: at, chunk, now, timeZone });
    const { expectedSeq, headHash } = position;
    const receipt = { expectedSeq, headHash, verdicts, gaps: gapsOf(expectedSeq, waiting) };
    await markReceipt(tx, device.id, chunk.firstSeq, { verdictRoot, receipt });
    at = { ...at, ...position };
  }
  return { device: at, judged: follow.map(({ firstSeq }) => firstSeq) };
}

/** When the first of some waiting chunks came. */
function oldest(ranges: readonly WaitingRange[]): Date | null {
  return ranges.reduce<Date | null>(
    (least, { receivedAt }) => (least === null || receivedAt < least ? receivedAt : least),
    null,
  );
}

/** Keeps what contradicts the journal outside it: evidence for the person who must rule. */
async function quarantine(tx: Tx, device: Device, { chunk }: Delivery, now: Date): Promise<void> {
  await insertQuarantined(tx, device.id, chunk, now);
  if (!device.forkedAt) await markDeviceForked(tx, device.id, now);
}

/** Whether a chunk's hash was signed by the device's Ed25519 key (raw, base64url). */
function isSigned({ hash, signature }: Delivery["chunk"], publicKey: string): boolean {
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  return verify(null, fromHex(hash), key, Buffer.from(signature, "base64url"));
}
