import { type Day, micro, yuan, ZERO } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { assessEntries, type JournalLine } from "./assess-entries.ts";
import { aLine, facts, NOTHING } from "./testing/assessing.ts";
import { aLease, anEntry, anyMicro, aTrack, DAY, DAY_MS, MORNING } from "./testing/plays.ts";
import { feeOf } from "./verdict.ts";

test("honest plays of one boot never overlap, however long their deliveries were under way", () => {
  const start = fc.record({ gap: fc.integer({ min: -4_000, max: 60_000 }), delay: fc.nat(600_000) });
  fc.assert(
    fc.property(fc.array(start, { maxLength: 12 }), (songs) => {
      let mono = 100_000;
      const lines = songs.map(({ gap, delay }, at) => {
        const entry = anEntry({ seq: at + 1, monoStart: mono + gap, monoEnd: mono + gap + 60_000 });
        mono = entry.monoEnd;
        return aLine(entry, MORNING + entry.monoStart + delay);
      });
      const { plays } = assessEntries(lines, facts({}, { receivedAt: MORNING + DAY_MS }), NOTHING);
      expect(plays.every(({ verdict }) => verdict.verdict === "billed")).toBe(true);
    }),
  );
});

const anyJournal = fc.array(
  fc.record({
    track: fc.constantFrom("rain", "dear", "free", "own", "snow"),
    heardMs: fc.constantFrom(0, 29_999, 30_000, 60_000, 90_000),
    bootId: fc.constantFrom("boot-1", "boot-2"),
    gap: fc.integer({ min: -20_000, max: 40_000_000 }),
    isMalformed: fc.boolean(),
    leaseId: fc.constantFrom("lease-1", "lease-1", "lease-2", "lease-3"),
  }),
  { maxLength: 25 },
);
const TRACKS = new Map([
  ["rain", aTrack()],
  ["dear", aTrack({ fee: yuan("0.7") })],
  ["free", aTrack({ fee: ZERO })],
  ["own", aTrack({ related: true })],
]);

function toLines(journal: typeof anyJournal extends fc.Arbitrary<infer T> ? T : never): JournalLine[] {
  let at = 100_000;
  return journal.map(({ track, heardMs, bootId, gap, isMalformed, leaseId }, index) => {
    at = Math.max(0, at + gap);
    const entry = anEntry({
      seq: index + 1,
      trackId: track,
      heardMs,
      bootId,
      leaseId,
      monoStart: at,
      monoEnd: at + 60_000,
    });
    at += 60_000;
    return isMalformed
      ? { seq: index + 1, entry: undefined, time: undefined }
      : aLine(entry, MORNING + entry.monoStart);
  });
}

function laws(amount: bigint) {
  const days = new Map([DAY, "2026-03-11" as Day, "2026-03-12" as Day].map((day) => [day, micro(amount)]));
  const lease = { tracks: TRACKS, days, endsAt: MORNING + 9 * DAY_MS };
  const leases = new Map([
    ["lease-1", aLease(lease)],
    ["lease-2", aLease({ ...lease, id: "lease-2", closedThrough: 12 })],
  ]);
  return {
    days,
    all: facts(
      {},
      { leases, receivedAt: MORNING + 2 * DAY_MS, anomalyOf: ({ seq }) => (seq % 7 === 0 ? "seventh" : null) },
    ),
  };
}

test("the same entries get the same verdicts, however they are cut into chunks", () => {
  fc.assert(
    fc.property(anyJournal, fc.array(fc.nat(25)), anyMicro(3_000_000n), (journal, cuts, amount) => {
      const lines = toLines(journal);
      const { all } = laws(amount);
      const atOnce = assessEntries(lines, all, NOTHING);
      const edges = [0, ...cuts.filter((cut) => cut < lines.length).toSorted((a, b) => a - b), lines.length];
      let state = NOTHING;
      const plays = edges.slice(1).flatMap((until, at) => {
        const part = assessEntries(lines.slice(edges[at], until), all, state);
        state = part.after;
        return part.plays;
      });
      expect(plays).toEqual(atOnce.plays);
      expect(state).toEqual(atOnce.after);
    }),
  );
});

test("every entry has one verdict, and a day's fees never exceed its lease's amount", () => {
  fc.assert(
    fc.property(anyJournal, anyMicro(3_000_000n), (journal, amount) => {
      const lines = toLines(journal);
      const { all, days } = laws(amount);
      const { plays, after } = assessEntries(lines, all, NOTHING);
      expect(plays.map(({ seq }) => seq)).toEqual(lines.map(({ seq }) => seq));
      for (const [day, used] of after.used) {
        const fees = plays.filter((play) => play.day === day).map(({ verdict }) => feeOf(verdict));
        expect(fees.reduce((sum, fee) => sum + fee, 0n)).toBe(used);
        expect(used <= (days.get(day) ?? ZERO)).toBe(true);
      }
    }),
  );
});
