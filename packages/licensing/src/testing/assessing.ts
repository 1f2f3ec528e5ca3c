import type { AssessmentFacts, JournalLine, JournalState } from "../assess-entries.ts";
import type { Entry, EpochMs } from "../entry.ts";
import type { Lease } from "../lease.ts";
import type { Verdict } from "../verdict.ts";
import { aLease, MORNING } from "./plays.ts";

/** A journal's beginning. */
export const NOTHING: JournalState = { soundedUntil: null, used: new Map() };

/** What is known when the tea house's tablet delivers a minute after MORNING. */
export function facts(lease: Partial<Lease> = {}, differs: Partial<AssessmentFacts> = {}): AssessmentFacts {
  return {
    deviceId: "tablet",
    zone: { id: "tea-room", isPremises: true, crossfadeMs: 4_000 },
    timeZone: "Asia/Shanghai",
    receivedAt: MORNING + 60_000,
    leases: new Map([["lease-1", aLease(lease)]]),
    otherPlays: [],
    isNonRoyalty: () => false,
    isRepeatVisitor: () => false,
    anomalyOf: () => null,
    ...differs,
  };
}

export function aLine(entry: Entry, startsAt: EpochMs = MORNING): JournalLine {
  const endsAt = startsAt + entry.monoEnd - entry.monoStart;
  return { seq: entry.seq, entry, time: { startsAt, endsAt, certainty: "exact" } };
}

/** A verdict in words: what, why, how much. */
export function inWords(verdict: Verdict): string {
  return [verdict.verdict, "reason" in verdict ? verdict.reason : "", "fee" in verdict ? verdict.fee : ""]
    .filter(String)
    .join(" ");
}
