import { createPublicKey, type KeyObject, sign } from "node:crypto";
import {
  CURRENCY,
  type Day,
  day as dayOf,
  fromHex,
  micro,
  sumMicro,
  toBase64url,
  toHex,
  yuan,
  ZERO,
} from "@songkeeper/base";
import { accountingMonthOf, royaltyClearing, shopWallet, transfer, transferId } from "@songkeeper/ledger";
import { entryLine, FIRST_PREV_HASH, sealChunk, type VerdictFacts, verdictRoot } from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import { findFrozenThrough, saveDeviceDay } from "../leases/queries.ts";
import { writeTransfers } from "../ledger/transfer-queries.ts";
import { insertChunk } from "../metering/chunk-queries.ts";
import { insertPlays, type PlayRecord } from "../metering/play-queries.ts";
import { addToRollups } from "../metering/rollup-queries.ts";
import { signingKey } from "../secrets.ts";
import type { Services } from "../services.ts";
import { sha256 } from "../sha256.ts";

export const DEVICES = ["tablet", "phone"] as const;
export type DeviceName = (typeof DEVICES)[number];

/** What a play of a song costs, in micros. */
export const FEES = { rain: 20_000n, snow: 5_000n, wind: 0n } as const;
/** One play as a test tells it: what differs from "rain", heard and billed on 10 March. */
export interface ToldPlay {
  readonly track?: keyof typeof FEES | "nothing";
  readonly day?: string;
  readonly verdict?: VerdictFacts["verdict"];
  readonly reason?: string;
}

/** Where a journal goes on. */
export interface Head {
  readonly nextSeq: number;
  readonly hash: string;
}

/** An Ed25519 key made of one byte. */
export function fixedKey(byte: number) {
  const prefix = Buffer.from("302e020100300506032b657004220420", "hex");
  return signingKey(Buffer.concat([prefix, Buffer.alloc(32, byte)]).toString("base64url"));
}

/** Stores a chunk of a device's journal as the platform would have judged it, with its plays, counts and charges. */
export async function deliverPlays(
  services: Services,
  heads: Map<string, Head>,
  { plays, device }: { plays: readonly ToldPlay[]; device: DeviceName },
): Promise<void> {
  const { nextSeq: firstSeq, hash: prevHash } = heads.get(device) ?? { nextSeq: 1, hash: FIRST_PREV_HASH };
  const receivedAt = services.now();
  const entries = plays.map((told, at) => lineOf(told, firstSeq + at));
  const seed = toHex(sha256(Buffer.from(`${device}:${firstSeq}`)));
  const open = sealChunk({ deviceId: device, firstSeq, prevHash, entries, seed }, sha256);
  const signature = toBase64url(sign(null, fromHex(open.hash), deviceKey(device).privateKey));
  const facts = plays.map((told, at) => factsOf(told, firstSeq + at));
  await services.transact(async (tx) => {
    const frozen = await findFrozenThrough(tx);
    const records = facts.map((fact) => recordOf(fact, { device, firstSeq, receivedAt, frozen }));
    const receipt = { expectedSeq: firstSeq + plays.length, headHash: open.hash, verdicts: [], gaps: [] };
    const chunk = { ...open, signature, bootId: "b1", monoSent: 0, receivedAt };
    const root = toHex(verdictRoot(facts, seed, sha256));
    await insertChunk(tx, { ...chunk, state: "judged", verdictRoot: root }, receipt);
    await insertPlays(tx, records);
    await addToRollups(tx, records);
    await charge(tx, records);
    for (const [day, ofDay] of Map.groupBy(
      records.filter(({ fee }) => fee > 0n),
      (play) => play.day as Day,
    )) {
      const reserved = sumMicro(ofDay.map(({ verdict, fee }) => (verdict === "held" ? fee : ZERO)));
      const of = { deviceId: device, zoneId: `zone-${device}`, shopId: "tea", day };
      if (reserved > 0n) await saveDeviceDay(tx, { ...of, charged: ZERO, reserved, held: yuan("10") });
    }
  });
  heads.set(device, { nextSeq: firstSeq + plays.length, hash: open.hash });
}

async function charge(tx: Tx, records: readonly PlayRecord[]): Promise<void> {
  const billed = records.filter(({ verdict, fee }) => verdict === "billed" && fee > 0n);
  for (const [period, group] of Map.groupBy(billed, ({ accountingMonth }) => accountingMonth)) {
    const [first] = group;
    if (!first || !period) continue;
    const { deviceId, firstSeq, receivedAt: createdAt } = first;
    const id = transferId.charge({ deviceId, firstSeq, leaseId: "l1", period });
    const amount = sumMicro(group.map(({ fee }) => fee));
    const accounts = { debit: shopWallet("tea"), credit: royaltyClearing(period) };
    await writeTransfers(tx, [
      transfer({
        ...accounts,
        id,
        amount,
        currency: CURRENCY,
        code: "charge",
        ref: `${deviceId}:${firstSeq}`,
        period,
        createdAt,
      }),
    ]);
  }
}

function lineOf({ track = "rain" }: ToldPlay, seq: number): string {
  if (track === "nothing") return "{oops";
  const fixed = {
    bootId: "b1",
    leaseId: "l1",
    monoEnd: 45_000,
    monoStart: 0,
    outcome: "completed",
    wallStart: 0,
  } as const;
  return entryLine({ ...fixed, heardMs: 45_000, priceVersion: 1, seq, trackId: track });
}

function factsOf(
  { track = "rain", day = "2026-03-10", verdict = "billed", reason }: ToldPlay,
  seq: number,
): VerdictFacts {
  const unknown = { coveredRoles: [], day: null, priceVersion: null, splitVersion: null, trackId: null, use: null };
  if (track === "nothing") return { ...unknown, seq, feeMicro: "0", verdict: "rejected", reason: "malformed" };
  const terms = { coveredRoles: [], priceVersion: 1, splitVersion: 1, use: "premises_small" } as const;
  const fee = verdict === "billed" || verdict === "held" ? FEES[track] : 0n;
  return { ...terms, day: dayOf(day), trackId: track, seq, feeMicro: `${fee}`, verdict, reason: reason ?? null };
}

function recordOf(
  facts: VerdictFacts,
  of: { device: string; firstSeq: number; receivedAt: Date; frozen: Awaited<ReturnType<typeof findFrozenThrough>> },
): PlayRecord {
  const { seq, day, trackId, use, splitVersion, priceVersion, verdict, reason } = facts;
  const terms = use && splitVersion !== null ? { use, splitVersion, coveredRoles: facts.coveredRoles } : null;
  const startedAt = day && new Date(`${day}T04:00:00Z`);
  return {
    deviceId: of.device,
    seq,
    firstSeq: of.firstSeq,
    zoneId: `zone-${of.device}`,
    shopId: "tea",
    leaseId: terms && "l1",
    trackId,
    priceVersion,
    terms,
    outcome: terms && "completed",
    heardMs: terms ? 45_000 : 0,
    startedAt,
    endedAt: startedAt,
    day,
    accountingMonth: day && accountingMonthOf(day, of.frozen),
    verdict,
    reason,
    otherwise: null,
    fee: micro(facts.feeMicro),
    price: trackId === "rain" || trackId === "snow" ? micro(FEES[trackId]) : ZERO,
    judgedAt: of.receivedAt,
    receivedAt: of.receivedAt,
  };
}

/** A device's key, the same in every world. */
export function deviceKey(device: DeviceName): { privateKey: KeyObject; publicKey: string } {
  const { privateKey } = fixedKey(device === "tablet" ? 2 : 3);
  return { privateKey, publicKey: createPublicKey(privateKey).export({ format: "jwk" }).x ?? "" };
}
