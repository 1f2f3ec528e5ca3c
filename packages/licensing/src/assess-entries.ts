import { type Day, dayOf, type Micro, micro, nextDay, startOfDay, ZERO } from "@songkeeper/base";
import type { Entry, EpochMs } from "./entry.ts";
import { type Lease, type LeasedTrack, REPORTING_MS } from "./lease.ts";
import type { PlacedTime } from "./place-in-time.ts";
import { qualifyingMs } from "./terms.ts";
import type { HeldReason, JudgedPlay, PlayTerms, RejectedReason, UnbilledReason, Verdict } from "./verdict.ts";

/** One place of a journal: its entry and time, both undefined where the line is malformed. */
export interface JournalLine {
  readonly seq: number;
  readonly entry: Entry | undefined;
  readonly time: PlacedTime | undefined;
}

/** When something else sounded in the same zone. */
export interface Interval {
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
}

/** Everything that the verdicts on one chunk depend on. */
export interface AssessmentFacts {
  readonly deviceId: string;
  /** Overlaps are looked for in premises only; web and live plays are apart by their visitors' sessions. */
  readonly zone: { readonly id: string; readonly isPremises: boolean; readonly crossfadeMs: number };
  /** The platform's zone, which money's days are of. */
  readonly timeZone: string;
  readonly receivedAt: EpochMs;
  readonly leases: ReadonlyMap<string, Lease>;
  /** Plays of the zone's other devices around this chunk's times, neither malformed nor rejected. */
  readonly otherPlays: readonly Interval[];
  /** Announcements, previews. A sandbox lease says so itself. */
  readonly isNonRoyalty: (entry: Entry) => boolean;
  /** The same visitor heard this track within 24 hours. */
  readonly isRepeatVisitor: (entry: Entry) => boolean;
  /** The name of the fraud rule that wants a person to look, or null. */
  readonly anomalyOf: (entry: Entry) => string | null;
}

/** What one chunk's verdicts hand on to the next chunk's. */
export interface JournalState {
  /** How long the device has sounded so far, by its boot's clock and by ours; null at the journal's beginning. */
  readonly soundedUntil: SoundedUntil | null;
  /** Fees of this device's entries, billed and held, by platform day. */
  readonly used: ReadonlyMap<Day, Micro>;
}

/** The latest end within the last boot, of entries that are neither malformed nor rejected. */
export interface SoundedUntil {
  readonly bootId: string;
  readonly monoEnd: number;
  readonly endsAt: EpochMs;
}

/** A player's rounding and the length that tags promise. */
export const DURATION_SLACK_MS = 2_000;
export const OVERLAP_SLACK_MS = 2_000;
/** How far clocks and a slow delivery may put a start after its receipt, or outside its lease. */
export const CLOCK_SLACK_MS = 5 * 60_000;

/** An entry that names a lease of its device, valid at its start, and a song and price in it. */
interface Claim {
  readonly entry: Entry;
  readonly time: PlacedTime;
  readonly lease: Lease;
  readonly track: LeasedTrack;
}

/**
 * The verdict on each journal entry, in sequence: billed with its fee, or why not. The same entries with the same times
 * get the same verdicts however they are cut into chunks, each with the state that the one before left.
 */
export function assessEntries(
  lines: readonly JournalLine[],
  facts: AssessmentFacts,
  before: JournalState,
): { plays: JudgedPlay[]; after: JournalState } {
  const dayAt = dayFinder(facts.timeZone);
  const used = new Map(before.used);
  let soundedUntil = before.soundedUntil;
  const plays = lines.map(({ seq, entry, time }): JudgedPlay => {
    if (!entry || !time) return malformed(seq);
    // A clock that is ahead moves no play to a day that has not begun.
    const day = dayAt(Math.min(time.startsAt, facts.receivedAt));
    const place = { seq, entry, startsAt: time.startsAt, day };
    const claim = findClaim(entry, time, facts);
    if (!claim) return { ...place, verdict: rejected("no_lease"), terms: null };

    const spent = used.get(day) ?? ZERO;
    const verdict = judge(claim, facts, { exhausted: isExhausted(claim, day, spent), soundedUntil });
    if ("fee" in verdict) used.set(day, micro(spent + verdict.fee));
    if (verdict.verdict !== "rejected") soundedUntil = later(soundedUntil, claim);
    return { ...place, verdict, terms: termsOf(claim) };
  });
  return { plays, after: { soundedUntil, used } };
}

/** The checks in the order the licence terms name them: the first that fails gives the reason. */
function judge(
  claim: Claim,
  facts: AssessmentFacts,
  { exhausted, soundedUntil }: { exhausted: boolean; soundedUntil: SoundedUntil | null },
): Verdict {
  if (isImpossible(claim)) return rejected("impossible_duration");
  const unbilled = unbilledReason(claim, facts, exhausted);
  if (overlaps(claim, facts, soundedUntil)) return held("overlap", claim, unbilled);
  if (claim.time.startsAt > facts.receivedAt + CLOCK_SLACK_MS) return held("future", claim, unbilled);
  if (unbilled) return { verdict: "unbilled", reason: unbilled };
  const rule = facts.anomalyOf(claim.entry);
  return rule === null ? { verdict: "billed", fee: claim.track.fee } : held(`anomaly:${rule}`, claim, null);
}

function unbilledReason(
  { entry, lease, track }: Claim,
  { receivedAt, isNonRoyalty, isRepeatVisitor }: AssessmentFacts,
  exhausted: boolean,
): UnbilledReason | null {
  if (receivedAt > lease.endsAt + REPORTING_MS) return "late";
  if (exhausted) return "lease_exhausted";
  if (lease.sandbox || isNonRoyalty(entry)) return "non_royalty";
  if (isRepeatVisitor(entry)) return "repeat_visitor";
  if (entry.heardMs < qualifyingMs(track.durationMs)) return "below_threshold";
  return track.related ? "related" : null;
}

/** The lease and song that an entry stands on; undefined where it has none at its start, or names another price. */
function findClaim(entry: Entry, time: PlacedTime, { deviceId, zone, leases }: AssessmentFacts): Claim | undefined {
  const lease = leases.get(entry.leaseId);
  const track = lease?.tracks.get(entry.trackId);
  if (!lease || track?.priceVersion !== entry.priceVersion) return undefined;
  const isTheirs = lease.deviceId === deviceId && lease.zoneId === zone.id;
  const isOpen = lease.closedThrough === null || entry.seq <= lease.closedThrough;
  const hasBegun = time.startsAt >= lease.grantedAt - CLOCK_SLACK_MS;
  const hasEnded = time.startsAt > lease.endsAt + CLOCK_SLACK_MS;
  return isTheirs && isOpen && hasBegun && !hasEnded ? { entry, time, lease, track } : undefined;
}

function isImpossible({ entry, track }: Claim): boolean {
  const longest = Math.min(track.durationMs, entry.monoEnd - entry.monoStart);
  return entry.heardMs > longest + DURATION_SLACK_MS;
}

/** A free song uses nothing up, and so goes on when the day's amount is used. */
function isExhausted({ lease, track }: Claim, day: Day, spent: Micro): boolean {
  return track.fee > 0n && spent + track.fee > (lease.days.get(day) ?? ZERO);
}

/** Whether something else sounded in the same premises for longer than a crossfade explains. */
function overlaps({ entry, time }: Claim, { zone, otherPlays }: AssessmentFacts, until: SoundedUntil | null): boolean {
  if (!zone.isPremises) return false;
  const tolerance = zone.crossfadeMs + OVERLAP_SLACK_MS;
  // Instants of one boot move with each delivery's time under way; its own clock does not.
  const own =
    until?.bootId === entry.bootId
      ? Math.min(until.monoEnd, entry.monoEnd) - entry.monoStart
      : Math.min(until?.endsAt ?? 0, time.endsAt) - time.startsAt;
  if (own > tolerance) return true;
  return otherPlays.some(
    (other) => Math.min(other.endsAt, time.endsAt) - Math.max(other.startsAt, time.startsAt) > tolerance,
  );
}

/** A short entry inside a long one does not hide the long one's end from the next. */
function later(until: SoundedUntil | null, { entry: { bootId, monoEnd }, time: { endsAt } }: Claim): SoundedUntil {
  const isSameBoot = until?.bootId === bootId;
  return isSameBoot && until.monoEnd > monoEnd ? until : { bootId, monoEnd, endsAt };
}

function termsOf({ lease: { use }, track: { splitVersion, coveredRoles } }: Claim): PlayTerms {
  return { use, splitVersion, coveredRoles };
}

function malformed(seq: number): JudgedPlay {
  return { seq, entry: null, verdict: rejected("malformed"), startsAt: null, day: null, terms: null };
}

function rejected(reason: RejectedReason): Verdict {
  return { verdict: "rejected", reason };
}

/** A play that would be unbilled once released keeps nothing reserved. */
function held(reason: HeldReason, { track }: Claim, otherwise: UnbilledReason | null): Verdict {
  return { verdict: "held", reason, fee: otherwise ? ZERO : track.fee, otherwise };
}

/** `dayOf` that asks the calendar once a day instead of once a play. */
function dayFinder(timeZone: string): (instant: EpochMs) => Day {
  let [day, from, until]: [Day | undefined, EpochMs, EpochMs] = [undefined, 0, 0];
  return (instant) => {
    if (day && instant >= from && instant < until) return day;
    day = dayOf(new Date(instant), timeZone);
    from = startOfDay(day, timeZone).getTime();
    until = startOfDay(nextDay(day), timeZone).getTime();
    return day;
  };
}
