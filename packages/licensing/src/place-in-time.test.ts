import fc from "fast-check";
import { expect, test } from "vitest";
import type { Entry } from "./entry.ts";
import { type ClockFacts, placeInTime, skewOf } from "./place-in-time.ts";
import { anEntry, anyEntry, MORNING } from "./testing/plays.ts";

const MINUTE = 60_000;

/** A delivery of boot-2 at MORNING, at its minute 100; boot-1 ended before, its wall clock an hour slow. */
function facts(differs: Partial<ClockFacts> = {}): ClockFacts {
  return {
    delivery: { bootId: "boot-2", monoSent: 100 * MINUTE, receivedAt: MORNING },
    previousEnd: MORNING - 300 * MINUTE,
    skewMs: new Map([["boot-1", 60 * MINUTE]]),
    grantedAt: new Map([["lease-1", MORNING - 400 * MINUTE]]),
    ...differs,
  };
}

/** A minute's play; `at` is the minute of its boot's clock, or of the wall clock before MORNING. */
function play(bootId: string, at: number, more: Partial<Entry> = {}): Entry {
  return anEntry({
    bootId,
    monoStart: at * MINUTE,
    monoEnd: (at + 1) * MINUTE,
    wallStart: MORNING + at * MINUTE,
    ...more,
  });
}

/** Minutes from MORNING, with the first letter of how certain they are. */
function placed(entries: readonly (Entry | undefined)[], with_: ClockFacts = facts()): string[] {
  return placeInTime(entries, with_).map((time) =>
    time ? `${(time.startsAt - MORNING) / MINUTE} ${time.certainty}` : "malformed",
  );
}

test.each<[string, (Entry | undefined)[], Partial<ClockFacts>, string[]]>([
  ["the sending boot is exact", [play("boot-2", 90), play("boot-2", 95)], {}, ["-10 exact", "-5 exact"]],
  ["the sending boot is exact at 1970", [play("boot-2", 90, { wallStart: 0 })], {}, ["-10 exact"]],
  ["the sending boot is exact in 2099", [play("boot-2", 90, { wallStart: 4e12 })], {}, ["-10 exact"]],
  ["an earlier boot is corrected by its skew", [play("boot-1", -200)], {}, ["-140 corrected"]],
  [
    "an earlier boot at 1970 is corrected by its skew",
    [play("boot-1", 0, { wallStart: 5 * MINUTE })],
    { skewMs: new Map([["boot-1", MORNING - 100 * MINUTE]]) },
    ["-95 corrected"],
  ],
  [
    "a clock set back after its skew was measured is not believed",
    [play("boot-1", 0, { wallStart: 5 * MINUTE })],
    {},
    ["-300 bounded"],
  ],
  ["an unknown boot begins when the entry before it ended", [play("boot-0", -1)], {}, ["-300 bounded"]],
  ["unknown boots follow one another", [play("boot-0", 0), play("boot-0", 1)], {}, ["-300 bounded", "-299 bounded"]],
  [
    "an unknown boot begins no earlier than its lease",
    [play("boot-0", 0)],
    { grantedAt: new Map([["lease-1", MORNING - 20 * MINUTE]]) },
    ["-20 bounded"],
  ],
  [
    "an unknown boot begins no later than a later entry",
    [play("boot-0", 0), play("boot-0", 1), play("boot-2", 90)],
    { previousEnd: MORNING - 10.5 * MINUTE },
    ["-10.5 bounded", "-10 bounded", "-10 exact"],
  ],
  [
    "an unknown boot begins no later than the delivery",
    [play("boot-0", 0)],
    { previousEnd: MORNING + 9 * MINUTE },
    ["0 bounded"],
  ],
  ["the journal's beginning is bounded by the lease", [play("boot-0", 0)], { previousEnd: null }, ["-400 bounded"]],
  [
    "without a lease and before a known one it is that one's start",
    [play("boot-0", 0, { leaseId: "none" }), play("boot-2", 90)],
    { previousEnd: null },
    ["-10 bounded", "-10 exact"],
  ],
  [
    "with nothing known at all it is the delivery",
    [play("boot-0", 0, { leaseId: "none" })],
    { previousEnd: null },
    ["0 bounded"],
  ],
  ["a malformed line has no time", [undefined, play("boot-2", 90)], {}, ["malformed", "-10 exact"]],
  [
    "an unknown boot between known ones stands between them",
    [play("boot-1", -200), play("boot-0", 0), play("boot-2", 90)],
    {},
    ["-140 corrected", "-139 bounded", "-10 exact"],
  ],
])("%s", (_, entries, differs, expected) => {
  expect(placed(entries, facts(differs))).toEqual(expected);
});

test("whatever a device says, every entry gets an instant with a calendar day, and unknown ones stay in order", () => {
  const boots = fc.constantFrom("boot-0", "boot-1", "boot-2");
  const anyPlay = fc.tuple(anyEntry, boots).map(([entry, bootId]) => ({ ...entry, bootId, leaseId: "lease-1" }));
  fc.assert(
    fc.property(fc.array(anyPlay, { maxLength: 8 }), (entries) => {
      const times = placeInTime(entries, facts());
      for (const [at, time] of times.entries()) {
        const { startsAt = Number.NaN, endsAt = Number.NaN, certainty } = time ?? {};
        expect(new Date(startsAt).getUTCFullYear()).toBeLessThan(10_000);
        expect(startsAt).toBeGreaterThanOrEqual(0);
        expect(endsAt).toBeGreaterThanOrEqual(startsAt);
        if (certainty !== "bounded") continue;
        expect(startsAt).toBeLessThanOrEqual(MORNING);
        expect(startsAt).toBeGreaterThanOrEqual(MORNING - 400 * MINUTE);
        if (times[at - 1]?.certainty === "bounded")
          expect(startsAt).toBeGreaterThanOrEqual(times[at - 1]?.startsAt ?? 0);
      }
    }),
  );
});

test("a boot's skew is what its wall clock lacked at its last entry in the delivery", () => {
  const { delivery } = facts();
  const entries = [
    play("boot-1", 1),
    play("boot-2", 90, { wallStart: 7 }),
    play("boot-2", 95, { wallStart: 9 }),
    undefined,
  ];
  expect(skewOf(entries, delivery)).toEqual({ bootId: "boot-2", skewMs: MORNING - 5 * MINUTE - 9 });
  expect(skewOf([play("boot-1", 1)], delivery)).toBeUndefined();
});

test("a skew places the same boot's later entries, sent by the next boot, where they were", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 * MORNING }), fc.integer({ min: 0, max: 500 }), (wall, later) => {
      const { delivery } = facts();
      const skew = skewOf([play("boot-2", 99, { wallStart: wall })], delivery);
      const known = new Map(skew && [[skew.bootId, skew.skewMs]]);
      const next = { bootId: "boot-3", monoSent: 1, receivedAt: MORNING + 600 * MINUTE };
      const entry = play("boot-2", 99 + later, { wallStart: wall + later * MINUTE });
      expect(placed([entry], facts({ delivery: next, skewMs: known }))).toEqual([`${later - 1} corrected`]);
    }),
  );
});
