import { day, dayOf, micro, nextDay, type Sha256, startOfDay } from "@songkeeper/base";
import type { Delivery, DeviceState, Lease, LeaseRequest, LeaseTrack, Receipt } from "@songkeeper/client";
import {
  assessEntries,
  checkChunk,
  closedByNaming,
  type JournalState,
  type JudgedPlay,
  type Lease as LicensedLease,
  parseEntryAt,
  placeInJournal,
  placeInTime,
  skewOf,
  type StoredChunk,
  waitingInSequence,
  gapsOf,
  feeOf,
} from "@songkeeper/licensing";
import type { Answer } from "../core/ports.ts";
import { FIRST_HASH } from "../core/saved.ts";

/** What a shop has chosen, and the platform's settings for it. A test changes what it is about. */
export interface Shop {
  tracks: LeaseTrack[];
  timeZone: string;
  dayAmountMicro: string;
  budgetMode: Lease["budgetMode"];
  pricedPerMille: number;
  offlineDays: number;
  refusal: string | null;
}

interface Kept extends StoredChunk {
  readonly delivery: Delivery;
  readonly receivedAt: number;
}

const NAMES = { shop: "Tea house by the lake", place: "Lake Road 8", zone: "Main room" };

/**
 * The platform as one device meets it: leases, and a journal that is placed and judged by the same rules as the real
 * one's. `now` is the true time.
 */
export class TestPlatform {
  readonly shop: Shop;
  readonly deviceId: string;
  readonly plays: JudgedPlay[] = [];
  readonly leases: (LicensedLease & { closedThrough: number | null })[] = [];
  readonly seenBodies: Delivery[] = [];
  isEnded = false;
  readonly #now: () => number;
  readonly #sha256: Sha256;
  readonly #chunks: Kept[] = [];
  readonly #receipts = new Map<string, Receipt>();
  readonly #skews = new Map<string, number>();
  #head = { expectedSeq: 1, headHash: FIRST_HASH };
  #state: JournalState = { soundedUntil: null, used: new Map() };

  constructor(shop: Shop, deviceId: string, now: () => number, sha256: Sha256) {
    this.shop = shop;
    this.deviceId = deviceId;
    this.#now = now;
    this.#sha256 = sha256;
  }

  get head() {
    return this.#head;
  }

  /** Fees of this device by platform day. */
  get used(): JournalState["used"] {
    return this.#state.used;
  }

  getDevice(): Answer<DeviceState> {
    const { deviceId, isEnded } = this;
    const serverNow = this.#iso(this.#now());
    return ok({
      deviceId,
      names: NAMES,
      ...this.#head,
      gaps: this.#gaps(),
      endedAt: isEnded ? serverNow : null,
      serverNow,
    });
  }

  grant(request: LeaseRequest): Answer<Lease> {
    if (this.isEnded) return no("device_ended");
    if (this.shop.refusal) return no(this.shop.refusal);
    if (this.shop.tracks.length === 0) return no("nothing_to_play");
    for (const lease of closedByNaming(this.leases, request.currentLeaseId)) {
      const open = this.leases.find(({ id }) => id === lease.id);
      if (open) open.closedThrough = request.closedThrough;
    }
    const lease = this.#newLease();
    this.leases.push(licensed(lease, this.deviceId));
    return ok(lease);
  }

  deliver(delivery: Delivery): Answer<Receipt> {
    const { chunk } = delivery;
    this.seenBodies.push(delivery);
    const checked = checkChunk(chunk, this.#sha256);
    if (!checked.ok) return no(checked.reason);
    const place = placeInJournal(this.#head, this.#chunks, chunk);
    if (!place.ok) return no(place.reason, place.facts);
    if (place.value.kind === "known") return ok(this.#receiptOf(chunk.hash));
    const { firstSeq, count, prevHash, hash } = chunk;
    this.#chunks.push({ firstSeq, count, prevHash, hash, state: "waiting", delivery, receivedAt: this.#now() });
    for (const next of waitingInSequence(this.#head.expectedSeq, this.#chunks.filter(isWaiting))) this.#judge(next);
    return ok(this.#receiptOf(hash));
  }

  /** A backup is put back: what came after this entry was never delivered. */
  forgetAfter(seq: number): void {
    const kept = this.#chunks.filter((chunk) => chunk.firstSeq + chunk.count - 1 <= seq);
    this.#chunks.splice(0, this.#chunks.length, ...kept);
    this.plays.splice(0, this.plays.length, ...this.plays.filter((play) => play.seq <= seq));
    this.#head = { expectedSeq: seq + 1, headHash: kept.at(-1)?.hash ?? FIRST_HASH };
  }

  #judge(kept: Kept): void {
    const { chunk, bootId, monoSent } = kept.delivery;
    const entries = chunk.entries.map((line, at) => parseEntryAt(chunk.firstSeq + at, line));
    const delivery = { bootId, monoSent, receivedAt: kept.receivedAt };
    const times = placeInTime(entries, {
      delivery,
      previousEnd: this.#state.soundedUntil?.endsAt ?? null,
      skewMs: this.#skews,
      grantedAt: new Map(this.leases.map(({ id, grantedAt }) => [id, grantedAt])),
    });
    const skew = skewOf(entries, delivery);
    if (skew) this.#skews.set(skew.bootId, skew.skewMs);
    const lines = entries.map((entry, at) => ({ seq: chunk.firstSeq + at, entry, time: times[at] }));
    const { plays, after } = assessEntries(lines, this.#facts(kept.receivedAt), this.#state);
    this.plays.push(...plays);
    this.#state = after;
    this.#chunks[this.#chunks.indexOf(kept)] = { ...kept, state: "judged" };
    this.#head = { expectedSeq: chunk.firstSeq + chunk.count, headHash: chunk.hash };
    this.#receipts.set(chunk.hash, { ...this.#head, verdicts: plays.map(verdictOf), gaps: [] });
  }

  #facts(receivedAt: number) {
    return {
      deviceId: this.deviceId,
      zone: { id: "zone", isPremises: true, crossfadeMs: 0 },
      timeZone: this.shop.timeZone,
      receivedAt,
      leases: new Map(this.leases.map((lease) => [lease.id, lease])),
      otherPlays: [],
      isNonRoyalty: () => false,
      isRepeatVisitor: () => false,
      anomalyOf: () => null,
    };
  }

  #receiptOf(hash: string): Receipt {
    const stored = this.#receipts.get(hash);
    return { ...(stored ?? { ...this.#head, verdicts: [] }), gaps: this.#gaps() };
  }

  #gaps() {
    return gapsOf(this.#head.expectedSeq, this.#chunks.filter(isWaiting));
  }

  #newLease(): Lease {
    const { shop } = this;
    const now = this.#now();
    const today = dayOf(new Date(now), shop.timeZone);
    const days = [today];
    for (let ahead = today; days.length < shop.offlineDays + 2;) days.push((ahead = nextDay(ahead)));
    return {
      leaseId: `lease-${this.leases.length + 1}`,
      use: "premises_small",
      names: NAMES,
      grantedAt: this.#iso(now),
      endsAt: startOfDay(days[shop.offlineDays + 1] ?? today, shop.timeZone).toISOString(),
      renewAfterMs: 3_600_000,
      serverNow: this.#iso(now),
      timeZone: shop.timeZone,
      qualifyingMsMax: 30_000,
      crossfadeMs: 0,
      budgetMode: shop.budgetMode,
      pricedPerMille: shop.pricedPerMille,
      days: days
        .slice(0, -1)
        .map((day) => ({ day, amountMicro: shop.dayAmountMicro, spentMicro: String(this.used.get(day) ?? 0n) })),
      tracks: shop.tracks,
    };
  }

  #iso(instant: number): string {
    return new Date(instant).toISOString();
  }
}

function licensed(lease: Lease, deviceId: string): LicensedLease & { closedThrough: number | null } {
  return {
    id: lease.leaseId,
    deviceId,
    zoneId: "zone",
    use: lease.use,
    grantedAt: Date.parse(lease.grantedAt),
    endsAt: Date.parse(lease.endsAt),
    closedThrough: null,
    tracks: new Map(
      lease.tracks.map(({ trackId, durationMs, priceVersion, feeMicro }) => [
        trackId,
        { durationMs, priceVersion, splitVersion: 1, fee: micro(feeMicro), coveredRoles: [], related: false },
      ]),
    ),
    days: new Map(lease.days.map((granted) => [day(granted.day), micro(granted.amountMicro)])),
    sandbox: false,
  };
}

function verdictOf({ seq, verdict, startsAt }: JudgedPlay): Receipt["verdicts"][number] {
  return {
    seq,
    verdict: verdict.verdict,
    reason: "reason" in verdict ? verdict.reason : null,
    feeMicro: feeOf(verdict).toString(),
    startedAt: startsAt === null ? null : new Date(startsAt).toISOString(),
  };
}

function isWaiting({ state }: StoredChunk): boolean {
  return state === "waiting";
}

function ok<T>(value: T): Answer<T> {
  return { ok: true, value };
}

function no(
  reason: string,
  facts: Readonly<Record<string, string | number>> = {},
): { ok: false; reason: string; facts: typeof facts } {
  return { ok: false, reason, facts };
}
