import { type Day, type Micro, micro, yuan } from "@songkeeper/base";
import fc from "fast-check";
import { type Entry, PLAY_OUTCOMES } from "../entry.ts";
import type { Lease, LeasedTrack } from "../lease.ts";

/** Ten in the morning in Shanghai. */
export const MORNING = Date.parse("2026-03-10T02:00:00Z");
export const DAY = "2026-03-10" as Day;
export const DAY_MS = 86_400_000;

/** One minute of "rain" heard to its end; a test states only what differs. */
export function anEntry(differs: Partial<Entry> = {}): Entry {
  return {
    bootId: "boot-1",
    heardMs: 60_000,
    leaseId: "lease-1",
    monoEnd: 160_000,
    monoStart: 100_000,
    outcome: "completed",
    priceVersion: 1,
    seq: 1,
    trackId: "rain",
    wallStart: MORNING,
    ...differs,
  };
}

export function aTrack(differs: Partial<LeasedTrack> = {}): LeasedTrack {
  return {
    durationMs: 60_000,
    priceVersion: 1,
    splitVersion: 3,
    fee: yuan("0.02"),
    coveredRoles: [],
    related: false,
    ...differs,
  };
}

/** A lease of the tea house's tablet for "rain", for the whole of 10 March. */
export function aLease(differs: Partial<Lease> = {}): Lease {
  return {
    id: "lease-1",
    deviceId: "tablet",
    zoneId: "tea-room",
    use: "premises_small",
    grantedAt: MORNING - 3_600_000,
    endsAt: MORNING + 14 * 3_600_000,
    closedThrough: null,
    tracks: new Map([["rain", aTrack()]]),
    days: new Map([[DAY, yuan("2")]]),
    sandbox: false,
    ...differs,
  };
}

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const integer = fc.maxSafeNat();

/** Any entry that a journal may hold. */
export const anyEntry: fc.Arbitrary<Entry> = fc
  .record({
    bootId: id,
    heardMs: integer,
    leaseId: id,
    monoEnd: integer,
    monoStart: integer,
    outcome: fc.constantFrom(...PLAY_OUTCOMES),
    priceVersion: integer,
    seq: fc.integer({ min: 1, max: 2 ** 53 - 1 }),
    trackId: id,
    wallStart: integer,
  })
  .map((entry) => {
    const { monoStart: a, monoEnd: b } = entry;
    return { ...entry, monoStart: Math.min(a, b), monoEnd: Math.max(a, b) };
  });

export const anyMicro = (max: bigint): fc.Arbitrary<Micro> =>
  fc.bigInt({ min: 0n, max }).map((amount) => micro(amount));
