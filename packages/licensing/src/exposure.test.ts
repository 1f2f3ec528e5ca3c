import { type Day, type Micro, micro, yuan, ZERO } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, committedOf, type DayAmounts, exposureOf, freedByClosing, heldOf } from "./exposure.ts";
import { closedByNaming, liveLeases, REPORTING_MS } from "./lease.ts";
import { anyMicro } from "./testing/plays.ts";

const [MONDAY, TUESDAY] = ["2026-03-09" as Day, "2026-03-10" as Day];

function days(monday: string, tuesday: string): Map<Day, Micro> {
  return new Map([
    [MONDAY, yuan(monday)],
    [TUESDAY, yuan(tuesday)],
  ]);
}

test("two leases of one device reserve the larger amount of each day, not both", () => {
  const spending = {
    used: days("0.50", "0"),
    awaitingRuling: ZERO,
    liveLeases: [{ days: days("2", "1") }, { days: days("1", "3") }],
  };
  expect(committedOf(spending)).toEqual(days("2", "3"));
  expect(heldOf(spending.used, spending.liveLeases)).toEqual(days("1.5", "3"));
  expect(exposureOf(spending)).toBe(yuan("4.5"));
});

test("a closing report frees what only the closed lease reserved", () => {
  const spending = {
    used: days("0.50", "0"),
    awaitingRuling: yuan("0.02"),
    liveLeases: [{ days: days("2", "1") }, { days: days("1", "0.5") }],
  };
  expect(freedByClosing(spending, spending.liveLeases.slice(1))).toBe(yuan("1.5"));
  expect(exposureOf({ ...spending, liveLeases: [] })).toBe(yuan("0.02"));
});

test("a device that used more than its leases name reserves nothing", () => {
  expect(heldOf(days("2", "0"), [{ days: days("1", "0") }])).toEqual(new Map());
});

test("closing never raises the exposure, and closing twice changes nothing", () => {
  const anyDays = fc.tuple(anyMicro(9n), anyMicro(9n)).map(
    ([a, b]): DayAmounts =>
      new Map([
        [MONDAY, a],
        [TUESDAY, b],
      ]),
  );
  fc.assert(
    fc.property(
      anyDays,
      fc.array(fc.record({ days: anyDays }), { maxLength: 5 }),
      fc.nat(5),
      (used, leases, closed) => {
        const spending = { used, awaitingRuling: micro(1n), liveLeases: leases };
        const still = leases.slice(closed);
        const freed = freedByClosing(spending, still);
        expect(freed >= 0n).toBe(true);
        expect(exposureOf(spending) - freed).toBe(exposureOf({ ...spending, liveLeases: still }));
        expect(freedByClosing({ ...spending, liveLeases: still }, still)).toBe(0n);
      },
    ),
  );
});

test("several devices' amounts add up by day", () => {
  expect(addDays([days("1", "2"), days("3", "4"), new Map()])).toEqual(days("4", "6"));
});

test.each([
  ["not closed", null, 9, 0, true],
  ["closed, its last entry not judged yet", 10, 9, 0, true],
  ["closed and all judged", 10, 10, 0, false],
  ["ended 35 days ago", null, 9, REPORTING_MS, true],
  ["ended longer ago", null, 9, REPORTING_MS + 1, false],
])("a lease that is %s reserves money: %s, %i, %i: %s", (_, closedThrough, judgedThrough, now, isLive) => {
  expect(liveLeases([{ endsAt: 0, closedThrough }], { now, judgedThrough }).length > 0).toBe(isLive);
});

test("naming its current lease closes those before it; one whose answer was lost stays open", () => {
  const leases = [
    { id: "a", closedThrough: 5 },
    { id: "b", closedThrough: null },
    { id: "c", closedThrough: null },
    { id: "d", closedThrough: null },
  ];
  const closed = (current: string | null) => closedByNaming(leases, current).map(({ id }) => id);
  expect(closed("c")).toEqual(["b"]);
  expect(closed("d")).toEqual(["b", "c"]);
  expect(closed("a")).toEqual([]);
  expect(closed(null)).toEqual([]);
  expect(closed("unknown")).toEqual([]);
});
