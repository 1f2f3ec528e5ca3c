import { micro, yuan, ZERO } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { assessEntries, type AssessmentFacts, type JournalState } from "./assess-entries.ts";
import { type Entry, type EpochMs, parseEntryAt } from "./entry.ts";
import type { Lease, LeasedTrack } from "./lease.ts";
import { qualifyingMs, QUALIFYING_MS_MAX } from "./terms.ts";
import { aLine, facts, inWords, NOTHING } from "./testing/assessing.ts";
import { aLease, anEntry, aTrack, DAY, DAY_MS, MORNING } from "./testing/plays.ts";
import { feeOf, releaseHeld, verdictFactsOf } from "./verdict.ts";

/** The verdict on one minute of "rain" at MORNING, in a story that differs from the plain one. */
interface Story {
  readonly entry?: Partial<Entry>;
  readonly startsAt?: EpochMs;
  readonly track?: Partial<LeasedTrack>;
  readonly lease?: Partial<Lease>;
  readonly facts?: Partial<AssessmentFacts>;
  readonly before?: Partial<JournalState>;
}

function judgeStory({ entry, startsAt, track, lease, facts: differs, before }: Story) {
  const tracks = new Map([["rain", aTrack(track)]]);
  const all = facts({ tracks, ...lease }, differs);
  const [play] = assessEntries([aLine(anEntry(entry), startsAt)], all, { ...NOTHING, ...before }).plays;
  if (!play) throw new Error("no verdict");
  return play;
}

const other = (startsAt: EpochMs, endsAt: EpochMs) => ({ facts: { otherPlays: [{ startsAt, endsAt }] } });
const sounded = (bootId: string, monoEnd: number, endsAt: EpochMs) => ({
  before: { soundedUntil: { bootId, monoEnd, endsAt } },
});
const end = aLease().endsAt;

test.each<[string, Story, string]>([
  ["a minute of rain", {}, "billed 20000"],
  ["half of a minute's song", { entry: { heardMs: 30_000 } }, "billed 20000"],
  ["a millisecond less", { entry: { heardMs: 29_999 } }, "unbilled below_threshold"],
  ["30 s of a long song", { entry: { heardMs: 30_000 }, track: { durationMs: 600_000 } }, "billed 20000"],
  ["half of a short song", { entry: { heardMs: 5_000 }, track: { durationMs: 10_001 } }, "billed 20000"],
  [
    "less than half of a short song",
    { entry: { heardMs: 4_999 }, track: { durationMs: 10_000 } },
    "unbilled below_threshold",
  ],
  [
    "a song that never sounded",
    { entry: { heardMs: 0, monoEnd: 100_000, outcome: "failed" } },
    "unbilled below_threshold",
  ],
  ["a skipped song that qualified", { entry: { outcome: "skipped" } }, "billed 20000"],

  ["an unknown lease", { entry: { leaseId: "lease-2" } }, "rejected no_lease"],
  ["a song that is not in the lease", { entry: { trackId: "snow" } }, "rejected no_lease"],
  ["another price than the lease's", { entry: { priceVersion: 2 } }, "rejected no_lease"],
  ["another device's lease", { lease: { deviceId: "phone" } }, "rejected no_lease"],
  ["another zone's lease", { lease: { zoneId: "terrace" } }, "rejected no_lease"],
  ["the last entry before the lease was closed", { lease: { closedThrough: 1 } }, "billed 20000"],
  ["an entry after the lease was closed", { lease: { closedThrough: 0 } }, "rejected no_lease"],
  ["a start 5 min before the lease", { lease: { grantedAt: MORNING + 300_000 } }, "billed 20000"],
  ["a start before that", { lease: { grantedAt: MORNING + 300_001 } }, "rejected no_lease"],
  ["a start 5 min after the lease", { lease: { endsAt: MORNING - 300_000 } }, "billed 20000"],
  ["a start after that", { lease: { endsAt: MORNING - 300_001 } }, "rejected no_lease"],

  ["2 s more than the song is long", { entry: { heardMs: 62_000, monoEnd: 900_000 } }, "billed 20000"],
  ["more than that", { entry: { heardMs: 62_001, monoEnd: 900_000 } }, "rejected impossible_duration"],
  ["2 s more than went by", { entry: { heardMs: 42_000, monoEnd: 140_000 } }, "billed 20000"],
  ["more than went by", { entry: { heardMs: 42_001, monoEnd: 140_000 } }, "rejected impossible_duration"],
  ["a song that was paused for an hour", { entry: { monoEnd: 3_760_000 } }, "billed 20000"],

  ["crossfade and 2 s over the song before", sounded("boot-1", 106_000, MORNING + 60_000), "billed 20000"],
  ["more than that", sounded("boot-1", 106_001, MORNING), "held overlap 20000"],
  ["a song of an earlier boot 6 s over it", sounded("boot-0", 9e9, MORNING + 6_000), "billed 20000"],
  ["more than that", sounded("boot-0", 0, MORNING + 6_001), "held overlap 20000"],
  ["another device's song 6 s into it", other(MORNING - 60_000, MORNING + 6_000), "billed 20000"],
  ["more than that", other(MORNING - 60_000, MORNING + 6_001), "held overlap 20000"],
  ["another device's song over its last 7 s", other(MORNING + 53_000, MORNING + 90_000), "held overlap 20000"],
  [
    "two visitors of one web shop",
    {
      facts: { ...other(MORNING, MORNING + 60_000).facts, zone: { id: "tea-room", isPremises: false, crossfadeMs: 0 } },
    },
    "billed 20000",
  ],

  ["a start 5 min after it came", { startsAt: MORNING + 360_000 }, "billed 20000"],
  ["a later start", { startsAt: MORNING + 360_001 }, "held future 20000"],

  ["35 days after the lease's end", { facts: { receivedAt: end + 35 * DAY_MS } }, "billed 20000"],
  ["later", { facts: { receivedAt: end + 35 * DAY_MS + 1 } }, "unbilled late"],

  ["the day's last 20000", { before: { used: new Map([[DAY, yuan("1.98")]]) } }, "billed 20000"],
  ["a micro less is left", { before: { used: new Map([[DAY, micro(1_980_001n)]]) } }, "unbilled lease_exhausted"],
  ["a day without an amount", { lease: { days: new Map() } }, "unbilled lease_exhausted"],
  ["a free song when the day is used up", { lease: { days: new Map() }, track: { fee: ZERO } }, "billed 0"],
  [
    "a free song when a new lease allows less than was used",
    { before: { used: new Map([[DAY, yuan("3")]]) }, track: { fee: ZERO } },
    "billed 0",
  ],
  ["a free song, heard too short", { entry: { heardMs: 1 }, track: { fee: ZERO } }, "unbilled below_threshold"],

  ["a sandbox key", { lease: { sandbox: true } }, "unbilled non_royalty"],
  ["an announcement", { facts: { isNonRoyalty: () => true } }, "unbilled non_royalty"],
  ["the same visitor again", { facts: { isRepeatVisitor: () => true } }, "unbilled repeat_visitor"],
  ["a shop's own song", { track: { related: true } }, "unbilled related"],
  ["a fraud rule's catch", { facts: { anomalyOf: () => "threshold_hugging" } }, "held anomaly:threshold_hugging 20000"],
  [
    "a fraud rule's catch that costs nothing",
    { track: { related: true }, facts: { anomalyOf: () => "x" } },
    "unbilled related",
  ],
])("%s is judged as the terms say (case %#)", (_, story, expected) => {
  expect(inWords(judgeStory(story).verdict)).toBe(expected);
});

/** Each reason as a story, in the order of the licence terms. All at once can be told of one entry. */
const REASONS: [string, Story][] = [
  ["rejected no_lease", { entry: { priceVersion: 9 } }],
  ["rejected impossible_duration", { entry: { heardMs: 62_001 } }],
  ["held overlap 0", other(0, end * 2)],
  ["held future 0", { startsAt: end }],
  ["unbilled late", { facts: { receivedAt: end + 36 * DAY_MS } }],
  ["unbilled lease_exhausted", { lease: { days: new Map() } }],
  ["unbilled non_royalty", { facts: { isNonRoyalty: () => true } }],
  ["unbilled repeat_visitor", { facts: { isRepeatVisitor: () => true } }],
  ["unbilled below_threshold", { entry: { heardMs: 10 } }],
  ["unbilled related", { track: { related: true } }],
  ["held anomaly:rule 20000", { facts: { anomalyOf: () => "rule" } }],
];

test("where several reasons are true, the first in the order of the terms is given", () => {
  const indices = REASONS.map((_, at) => at);
  fc.assert(
    fc.property(fc.subarray(indices, { minLength: 1 }), (chosen) => {
      // Nothing can come both too early and too late, or be heard both too long and too short.
      fc.pre(!(chosen.includes(3) && chosen.includes(4)) && !(chosen.includes(1) && chosen.includes(8)));
      const stories = chosen.map((at) => REASONS[at]?.[1] ?? {});
      const story = stories.reduce<Story>(
        (all, one) => ({
          ...all,
          ...one,
          entry: { ...all.entry, ...one.entry },
          track: { ...all.track, ...one.track },
          lease: { ...all.lease, ...one.lease },
          facts: { ...all.facts, ...one.facts },
        }),
        {},
      );
      const first = REASONS[chosen[0] ?? 0]?.[0] ?? "";
      const isFree = chosen.some((at) => at >= 4 && at <= 9);
      const expected =
        first.startsWith("held") && !first.includes("anomaly") && !isFree ? first.replace(" 0", " 20000") : first;
      expect(inWords(judgeStory(story).verdict)).toBe(expected);
    }),
  );
});

test("a held play keeps only what its release would cost", () => {
  const held = judgeStory(other(MORNING, MORNING + 60_000)).verdict;
  expect(releaseHeld(held)).toEqual({ verdict: "billed", fee: yuan("0.02") });
  const short = judgeStory({ ...other(MORNING, MORNING + 60_000), entry: { heardMs: 9_000 } }).verdict;
  expect(feeOf(short)).toBe(0n);
  expect(releaseHeld(short)).toEqual({ verdict: "unbilled", reason: "below_threshold" });
  expect(() => releaseHeld({ verdict: "billed", fee: ZERO })).toThrow(RangeError);
});

test("a malformed line is rejected, keeps its place and harms no other", () => {
  const lines = [
    aLine(anEntry()),
    { seq: 2, entry: parseEntryAt(2, "?"), time: undefined },
    aLine(anEntry({ seq: 3, monoStart: 160_000, monoEnd: 220_000 }), MORNING + 60_000),
  ];
  const { plays } = assessEntries(lines, facts(), NOTHING);
  expect(plays.map(({ seq, verdict }) => `${seq} ${inWords(verdict)}`)).toEqual([
    "1 billed 20000",
    "2 rejected malformed",
    "3 billed 20000",
  ]);
  expect(plays.map(verdictFactsOf)[1]).toEqual({
    coveredRoles: [],
    day: null,
    feeMicro: "0",
    priceVersion: null,
    reason: "malformed",
    seq: 2,
    splitVersion: null,
    trackId: null,
    use: null,
    verdict: "rejected",
  });
});

test("a billed play's leaf carries the terms it was judged by", () => {
  const play = judgeStory({ track: { coveredRoles: ["composer"], splitVersion: 7 } });
  expect(verdictFactsOf(play)).toEqual({
    coveredRoles: ["composer"],
    day: DAY,
    feeMicro: "20000",
    priceVersion: 1,
    reason: null,
    seq: 1,
    splitVersion: 7,
    trackId: "rain",
    use: "premises_small",
    verdict: "billed",
  });
});

test.each([
  ["2026-03-10T15:59:59.999Z", "2026-03-10"],
  ["2026-03-10T16:00:00.000Z", "2026-03-11"],
])("a play that starts at %s counts on %s, whenever it ends", (startsAt, day) => {
  const start = Date.parse(startsAt);
  expect(judgeStory({ startsAt: start, facts: { receivedAt: start + 9 * DAY_MS } }).day).toBe(day);
});

test("a play from the future counts on the day on which it came", () => {
  const play = judgeStory({ startsAt: MORNING + 13 * 3_600_000 + 3_600_000 });
  expect(play).toMatchObject({ day: DAY, verdict: { verdict: "held", reason: "future" } });
});

/** A long play, a short one inside it, and one that begins before the long one ends. */
function threePlays(first: Partial<Entry>, differs: Partial<AssessmentFacts> = {}): string[] {
  const entries = [
    anEntry({ monoStart: 0, monoEnd: 300_000, ...first }),
    anEntry({ seq: 2, monoStart: 100_000, monoEnd: 105_000, heardMs: 5_000 }),
    anEntry({ seq: 3, monoStart: 200_000, monoEnd: 260_000 }),
  ];
  const lines = entries.map((entry) => aLine(entry, MORNING + entry.monoStart));
  return assessEntries(lines, facts({}, differs), NOTHING).plays.map(({ verdict }) => inWords(verdict));
}

test("a short play inside a long one does not hide that the long one goes on", () => {
  expect(threePlays({})).toEqual(["billed 20000", "unbilled below_threshold", "held overlap 20000"]);
});

test("a play that costs nothing takes its time all the same", () => {
  const [first, , third] = threePlays({}, { isRepeatVisitor: ({ seq }) => seq === 1 });
  expect([first, third]).toEqual(["unbilled repeat_visitor", "held overlap 20000"]);
});

test("a rejected play takes no part in overlaps", () => {
  const [first, , third] = threePlays({ priceVersion: 9 });
  expect([first, third]).toEqual(["rejected no_lease", "billed 20000"]);
});

test.each([
  [59_999, 29_999],
  [60_000, QUALIFYING_MS_MAX],
  [600_000, QUALIFYING_MS_MAX],
  [1_001, 500],
])("of a track of %i ms, %i ms must be heard", (durationMs, expected) => {
  expect(qualifyingMs(durationMs)).toBe(expected);
});
