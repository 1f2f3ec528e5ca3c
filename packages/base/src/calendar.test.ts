import fc from "fast-check";
import { expect, test } from "vitest";
import {
  day,
  dayOf,
  daysOfMonth,
  endOfMonth,
  month,
  monthOf,
  monthOfDay,
  nextDay,
  nextMonth,
  previousMonth,
  startOfDay,
  startOfMonth,
  wallTime,
} from "./calendar.ts";

const ZONES = [
  "Asia/Shanghai",
  "Asia/Kolkata",
  "America/New_York",
  "America/Sao_Paulo",
  "Asia/Amman",
  "Australia/Lord_Howe",
  "Pacific/Kiritimati",
  "Africa/Cairo",
  "UTC",
];
const instants = fc.date({ min: new Date("1990-01-01"), max: new Date("2037-01-01"), noInvalidDate: true });
const zones = fc.constantFrom(...ZONES);

test.each([
  { zone: "Asia/Shanghai", of: "2026-03-01", starts: "2026-02-28T16:00:00.000Z", why: "eight hours ahead" },
  {
    zone: "America/New_York",
    of: "2026-03-08",
    starts: "2026-03-08T05:00:00.000Z",
    why: "clocks go forward later that day",
  },
  {
    zone: "America/New_York",
    of: "2026-03-09",
    starts: "2026-03-09T04:00:00.000Z",
    why: "clocks went forward the day before",
  },
  {
    zone: "America/New_York",
    of: "2026-11-02",
    starts: "2026-11-02T05:00:00.000Z",
    why: "clocks went back the day before",
  },
  { zone: "America/Sao_Paulo", of: "2018-11-04", starts: "2018-11-04T03:00:00.000Z", why: "clocks jump over midnight" },
  {
    zone: "America/Sao_Paulo",
    of: "2018-02-18",
    starts: "2018-02-18T03:00:00.000Z",
    why: "the hour before midnight comes twice",
  },
  { zone: "Asia/Amman", of: "2018-10-26", starts: "2018-10-25T21:00:00.000Z", why: "midnight comes twice" },
  {
    zone: "Antarctica/Casey",
    of: "2016-10-22",
    starts: "2016-10-21T16:00:00.000Z",
    why: "clocks jump three hours over midnight",
  },
  {
    zone: "Australia/Lord_Howe",
    of: "2026-04-05",
    starts: "2026-04-04T13:00:00.000Z",
    why: "clocks go back half an hour that day",
  },
  {
    zone: "Pacific/Apia",
    of: "2011-12-30",
    starts: "2011-12-30T10:00:00.000Z",
    why: "the day was left out, so it has no length",
  },
])("$of in $zone starts at $starts: $why", ({ zone, of, starts }) => {
  expect(startOfDay(day(of), zone).toISOString()).toBe(starts);
});

test("every instant lies in its day, from the start to the start of the next", () => {
  fc.assert(
    fc.property(instants, zones, (instant, zone) => {
      const of = dayOf(instant, zone);
      expect(startOfDay(of, zone) <= instant).toBe(true);
      expect(startOfDay(nextDay(of), zone) > instant).toBe(true);
      expect(dayOf(startOfDay(of, zone), zone)).toBe(of);
    }),
  );
});

test("every instant lies in its month, which is the month of its day", () => {
  fc.assert(
    fc.property(instants, zones, (instant, zone) => {
      const of = monthOf(instant, zone);
      expect(monthOfDay(dayOf(instant, zone))).toBe(of);
      expect(startOfMonth(of, zone) <= instant && instant < endOfMonth(of, zone)).toBe(true);
      expect(endOfMonth(of, zone)).toEqual(startOfMonth(nextMonth(of), zone));
    }),
  );
});

test("the months before and after cross the year, and lead back", () => {
  expect(nextMonth(month("2026-12"))).toBe("2027-01");
  expect(previousMonth(month("2026-01"))).toBe("2025-12");
  fc.assert(
    fc.property(instants, (instant) => {
      const of = monthOf(instant, "UTC");
      expect(previousMonth(nextMonth(of))).toBe(of);
      expect(nextMonth(of) > of).toBe(true);
    }),
  );
});

test.each([
  { of: "2026-02", count: 28 },
  { of: "2028-02", count: 29 },
  { of: "2100-02", count: 28 },
  { of: "2026-12", count: 31 },
])("$of has $count days in order", ({ of, count }) => {
  const days = daysOfMonth(month(of));
  expect([days.length, days[0], days.at(-1)]).toEqual([count, `${of}-01`, `${of}-${count}`]);
  expect(days).toEqual(days.toSorted((a, b) => (a < b ? -1 : 1)));
});

test.each(["2026-13", "2026-00", "2026-3", "26-03", "2026-03-10", "", " 2026-03"])("%j is not a month", (text) => {
  expect(() => month(text)).toThrow(RangeError);
});

test.each(["2026-02-29", "2026-04-31", "2026-13-01", "2026-3-10", "", "2026-03-10T00:00:00Z"])(
  "%j is not a day",
  (text) => {
    expect(() => day(text)).toThrow(RangeError);
  },
);

test("the wall clock says midnight as hour 0 and keeps the order of time within a day without a change of clocks", () => {
  expect(wallTime(new Date("2026-02-28T16:00:00Z"), "Asia/Shanghai")).toBe("2026-03-01T00:00:00");
  expect(() => wallTime(new Date(0), "Nowhere/Land")).toThrow(RangeError);
});
