import { accountingMonthOf } from "@songkeeper/ledger";
import { type Day, type Month, toHex, type Use, ZERO } from "@songkeeper/base";
import type { Receipt } from "@songkeeper/contracts";
import {
  type AssessmentFacts,
  assessEntries,
  CLOCK_SLACK_MS,
  type Entry,
  feeOf,
  type JudgedPlay,
  parseEntryAt,
  type PlacedTime,
  placeInTime,
  skewOf,
  verdictFactsOf,
  verdictRoot,
} from "@songkeeper/licensing";
import type { Tx } from "../db/transact.ts";
import type { Device } from "../devices/device.ts";
import { findSkews, saveSkew } from "../devices/queries.ts";
import { findDeviceDays, findFrozenThrough, findLeases, type StoredLease } from "../leases/queries.ts";
import { usedOf } from "../leases/settle-holds.ts";
import { sha256 } from "../sha256.ts";
import { chargePlays } from "./charge-plays.ts";
import { tellOwners } from "./tell-owners.ts";
import type { StoredDelivery } from "./chunk-queries.ts";
import { findOtherPlays, insertPlays, type PlayRecord } from "./play-queries.ts";
import { addToRollups } from "./rollup-queries.ts";

/** What judging a chunk leaves: its verdicts, their root, and where the journal stands after it. */
export interface JudgedChunk {
  /** Stored by the caller, once for all the chunks it judges. */
  readonly position: Pick<Device, "expectedSeq" | "headHash" | "tail" | "flags">;
  readonly verdicts: Receipt["verdicts"];
  readonly verdictRoot: string;
}

/** How far songs may sound together, by the lease's terms. */
export const CROSSFADE_MS = 0;
const PREMISES: ReadonlySet<Use> = new Set(["premises_small", "premises_large"]);
/** What the owner should look at, if an entry was judged so. */
const FLAGGED = new Set(["no_lease", "lease_exhausted"]);

/** Judges the next chunk of a journal and writes plays, rollups and charges; the chunk itself is stored by the caller. */
export async function judgeChunk(
  tx: Tx,
  { device, chunk, now, timeZone }: { device: Device; chunk: StoredDelivery; now: Date; timeZone: string },
): Promise<JudgedChunk> {
  const entries = chunk.entries.map((line, at) => parseEntryAt(chunk.firstSeq + at, line));
  const leases = await findLeases(tx, device.id, [...new Set(entries.flatMap((entry) => entry?.leaseId ?? []))]);
  const times = await placeEntries(tx, { device, chunk, entries, leases });
  const facts = await loadFacts(tx, { device, chunk, times, leases, timeZone });
  const days = await findDeviceDays(tx, device.id, daysOf(leases));
  const lines = entries.map((entry, at) => ({ seq: chunk.firstSeq + at, entry, time: times[at] }));
  const soundedUntil = device.tail?.soundedUntil ?? null;
  const { plays, after } = assessEntries(lines, facts, { soundedUntil, used: usedOf(days) });

  const frozen = await findFrozenThrough(tx);
  const records = plays.map((play, at) => recordOf(play, { device, chunk, now, time: times[at], frozen, leases }));
  await insertPlays(tx, records);
  await addToRollups(tx, records);
  await chargePlays(tx, { device, chunk, records, days });
  const flags = flagsAfter(device, records);
  for (const reason of flags.slice(device.flags.length))
    await tellOwners(
      tx,
      device.zoneId,
      { topic: "lease_flag", ref: `${device.id}:${reason}`, params: { reason } },
      now,
    );
  const previousEnd = lastEnd(times) ?? device.tail?.previousEnd ?? null;
  return {
    position: {
      expectedSeq: chunk.firstSeq + chunk.count,
      headHash: chunk.hash,
      tail: { previousEnd, soundedUntil: after.soundedUntil },
      flags,
    },
    verdicts: records.map(toVerdict),
    verdictRoot: toHex(verdictRoot(plays.map(verdictFactsOf), chunk.seed, sha256)),
  };
}

/** The days on which plays under some leases can cost anything. */
function daysOf(leases: ReadonlyMap<string, StoredLease>): Day[] {
  return [...new Set([...leases.values()].flatMap(({ days }) => [...days.keys()]))];
}

/** When each entry was played, decided now and for ever; keeps what this delivery tells of its boot's wall clock. */
async function placeEntries(
  tx: Tx,
  of: {
    device: Device;
    chunk: StoredDelivery;
    entries: readonly (Entry | undefined)[];
    leases: ReadonlyMap<string, StoredLease>;
  },
): Promise<(PlacedTime | undefined)[]> {
  const { device, chunk, entries, leases } = of;
  const delivery = { bootId: chunk.bootId, monoSent: chunk.monoSent, receivedAt: chunk.receivedAt.getTime() };
  const boots = new Set(entries.flatMap((entry) => entry?.bootId ?? []));
  // The delivering boot's own clock is better than any skew.
  boots.delete(delivery.bootId);
  const times = placeInTime(entries, {
    delivery,
    previousEnd: device.tail?.previousEnd ?? null,
    skewMs: await findSkews(tx, device.id, [...boots]),
    grantedAt: new Map([...leases].map(([id, { grantedAt }]) => [id, grantedAt])),
  });
  const skew = skewOf(entries, delivery);
  if (skew) await saveSkew(tx, device.id, skew, chunk.receivedAt);
  return times;
}

async function loadFacts(
  tx: Tx,
  of: {
    device: Device;
    chunk: StoredDelivery;
    times: readonly (PlacedTime | undefined)[];
    leases: ReadonlyMap<string, StoredLease>;
    timeZone: string;
  },
): Promise<AssessmentFacts> {
  const { device, chunk, times, leases, timeZone } = of;
  // A zone's use never changes, so each of its leases names it; without a lease nothing is compared.
  const isPremises = [...leases.values()].some(({ use }) => PREMISES.has(use));
  const range = soundingRange(times, leases);
  return {
    deviceId: device.id,
    zone: { id: device.zoneId, isPremises, crossfadeMs: CROSSFADE_MS },
    timeZone,
    receivedAt: chunk.receivedAt.getTime(),
    leases,
    otherPlays: isPremises && range ? await findOtherPlays(tx, device, range) : [],
    // Announcements, visitors and fraud rules come with the shops' web players; none can be reached from here yet.
    isNonRoyalty: () => false,
    isRepeatVisitor: () => false,
    anomalyOf: () => null,
  };
}

/** When a chunk's entries sounded, as far as a lease allows any sound: a clock that is far off asks for no history. */
function soundingRange(
  times: readonly (PlacedTime | undefined)[],
  leases: ReadonlyMap<string, StoredLease>,
): { from: number; until: number } | undefined {
  const known = times.filter((time) => time !== undefined);
  const granted = Math.min(...[...leases.values()].map(({ grantedAt }) => grantedAt)) - CLOCK_SLACK_MS;
  const from = Math.max(granted, Math.min(...known.map(({ startsAt }) => startsAt)));
  const until = Math.max(...known.map(({ endsAt }) => endsAt));
  return from <= until && Number.isFinite(until) ? { from, until } : undefined;
}

/** What a record is made of beside the verdict. */
interface RecordContext {
  readonly device: Device;
  readonly chunk: StoredDelivery;
  readonly now: Date;
  readonly time: PlacedTime | undefined;
  readonly frozen: Month | undefined;
  readonly leases: ReadonlyMap<string, StoredLease>;
}

function recordOf(play: JudgedPlay, { device, chunk, now, time, frozen, leases }: RecordContext): PlayRecord {
  const { seq, entry, verdict, startsAt, day, terms } = play;
  return {
    deviceId: device.id,
    seq,
    firstSeq: chunk.firstSeq,
    zoneId: device.zoneId,
    shopId: device.shopId,
    ...saidBy(entry),
    price: entry ? (leases.get(entry.leaseId)?.tracks.get(entry.trackId)?.fee ?? ZERO) : ZERO,
    terms,
    startedAt: instantOf(startsAt),
    endedAt: instantOf(time?.endsAt ?? null),
    day,
    accountingMonth: day && terms ? accountingMonthOf(day, frozen) : null,
    verdict: verdict.verdict,
    reason: "reason" in verdict ? verdict.reason : null,
    otherwise: verdict.verdict === "held" ? verdict.otherwise : null,
    fee: feeOf(verdict),
    receivedAt: chunk.receivedAt,
    judgedAt: now,
  };
}

/** What the device said; a malformed line says nothing. */
function saidBy(entry: Entry | null) {
  if (!entry) return { leaseId: null, trackId: null, priceVersion: null, outcome: null, heardMs: 0 };
  const { leaseId, trackId, priceVersion, outcome, heardMs } = entry;
  return { leaseId, trackId, priceVersion, outcome, heardMs };
}

function instantOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

function flagsAfter(device: Device, records: readonly PlayRecord[]): string[] {
  const reasons = records.flatMap(({ reason }) => (reason !== null && FLAGGED.has(reason) ? [reason] : []));
  return [...new Set([...device.flags, ...reasons])];
}

function toVerdict({ seq, verdict, reason, fee, startedAt }: PlayRecord): Receipt["verdicts"][number] {
  return { seq, verdict, reason, feeMicro: fee.toString(), startedAt: startedAt?.toISOString() ?? null };
}

function lastEnd(times: readonly (PlacedTime | undefined)[]): number | undefined {
  return times.findLast((time) => time !== undefined)?.endsAt;
}
