import type { Entry, EpochMs } from "./entry.ts";

/** What a delivery says of itself, outside the chunk: which boot sent it, when by that boot's clock, when it came. */
export interface DeliveryTime {
  readonly bootId: string;
  readonly monoSent: number;
  readonly receivedAt: EpochMs;
}

/** What is known of a device's clocks when its entries are placed. */
export interface ClockFacts {
  readonly delivery: DeliveryTime;
  /** The end of the journal's entry before these; null at its beginning. */
  readonly previousEnd: EpochMs | null;
  /** By boot id: how far that boot's wall clock was behind, as `skewOf` last gave it. */
  readonly skewMs: ReadonlyMap<string, number>;
  /** By lease id: when the lease was granted. */
  readonly grantedAt: ReadonlyMap<string, EpochMs>;
}

/**
 * When a play was: `exact` by the clock of the boot that delivered it, `corrected` by the wall clock and its boot's last
 * known skew, `bounded` by its neighbours where neither is known.
 */
export interface PlacedTime {
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  readonly certainty: "exact" | "corrected" | "bounded";
}

/** A boot's wall clock, compared with ours: add `skewMs` to what it says. */
export interface Skew {
  readonly bootId: string;
  readonly skewMs: number;
}

/** How far a corrected wall clock may have drifted. */
const CORRECTED_ERROR_MS = 300_000;
/** The last millisecond of the year 9999: whatever a device says, an instant has a calendar day. */
const LAST_INSTANT = 253_402_300_799_999;

/** When each entry of a delivery was played, in sequence; malformed ones (undefined) have no time. Decided once for ever. */
export function placeInTime(entries: readonly (Entry | undefined)[], facts: ClockFacts): (PlacedTime | undefined)[] {
  const known = entries.map((entry) => entry && knownTime(entry, facts));
  const nextKnown = startsAfter(known, facts.delivery.receivedAt);
  let end = facts.previousEnd;
  return entries.map((entry, at) => {
    if (!entry) return undefined;
    const placed = known[at] ?? boundedTime(entry, { earliest: end, latest: nextKnown[at] }, facts);
    end = placed.endsAt;
    return placed;
  });
}

/** The skew to remember for the boot that sent a delivery, from its last entry of that boot; undefined without one. */
export function skewOf(entries: readonly (Entry | undefined)[], delivery: DeliveryTime): Skew | undefined {
  const last = entries.findLast((entry) => entry?.bootId === delivery.bootId);
  return last && { bootId: last.bootId, skewMs: exactStart(last, delivery) - last.wallStart };
}

/** Right even where the wall clock says 1970, and late by no more than the delivery was under way. */
function exactStart(entry: Entry, { monoSent, receivedAt }: DeliveryTime): EpochMs {
  return receivedAt - (monoSent - entry.monoStart);
}

function knownTime(entry: Entry, { delivery, skewMs, grantedAt }: ClockFacts): PlacedTime | undefined {
  if (entry.bootId === delivery.bootId) return timeFrom(exactStart(entry, delivery), entry, "exact");
  const skew = skewMs.get(entry.bootId);
  if (skew === undefined) return undefined;
  const startsAt = entry.wallStart + skew;
  // Nobody plays under a lease before it was granted: that wall clock was set after its skew was measured.
  if (startsAt + CORRECTED_ERROR_MS < (grantedAt.get(entry.leaseId) ?? 0)) return undefined;
  return timeFrom(startsAt, entry, "corrected");
}

/** The end of the entry before it, at the earliest its lease's grant, and not after a later entry that is known. */
function boundedTime(
  entry: Entry,
  { earliest, latest = Infinity }: { earliest: EpochMs | null; latest: EpochMs | undefined },
  { grantedAt, delivery }: ClockFacts,
): PlacedTime {
  const grant = grantedAt.get(entry.leaseId) ?? 0;
  const after = earliest ?? (grant || Infinity);
  return timeFrom(Math.max(grant, Math.min(Math.max(after, grant), latest, delivery.receivedAt)), entry, "bounded");
}

/** For each entry the start of the next one that is known, at the latest `last`. */
function startsAfter(known: readonly (PlacedTime | undefined)[], last: EpochMs): EpochMs[] {
  let next = last;
  const starts = known.toReversed().map((placed) => {
    const start = next;
    if (placed) next = placed.startsAt;
    return start;
  });
  return starts.toReversed();
}

function timeFrom(startsAt: EpochMs, entry: Entry, certainty: PlacedTime["certainty"]): PlacedTime {
  const start = clamp(startsAt);
  return { startsAt: start, endsAt: clamp(start + entry.monoEnd - entry.monoStart), certainty };
}

function clamp(instant: number): EpochMs {
  return Math.min(Math.max(instant, 0), LAST_INSTANT);
}
