import { expect, test } from "vitest";
import { openMinutesBetween, type OpeningWeek } from "./opening-hours.ts";

const daily: OpeningWeek = Array.from({ length: 7 }, () => ({ from: 600, to: 1320 }));
const closedOnMonday: OpeningWeek = [null, ...daily.slice(1)];

test.each([
  {
    what: "a whole day",
    week: daily,
    zone: "Asia/Shanghai",
    from: "2026-03-09T16:00Z",
    until: "2026-03-10T16:00Z",
    open: 720,
  },
  {
    what: "from noon on",
    week: daily,
    zone: "Asia/Shanghai",
    from: "2026-03-10T04:00Z",
    until: "2026-03-10T16:00Z",
    open: 600,
  },
  {
    what: "after closing",
    week: daily,
    zone: "Asia/Shanghai",
    from: "2026-03-10T15:00Z",
    until: "2026-03-10T16:00Z",
    open: 0,
  },
  {
    what: "a closed Monday",
    week: closedOnMonday,
    zone: "Asia/Shanghai",
    from: "2026-03-08T16:00Z",
    until: "2026-03-09T16:00Z",
    open: 0,
  },
  {
    what: "two days",
    week: daily,
    zone: "Asia/Shanghai",
    from: "2026-03-09T16:00Z",
    until: "2026-03-11T16:00Z",
    open: 1440,
  },
  {
    what: "another zone's evening inside a platform day",
    week: daily,
    zone: "America/New_York",
    from: "2026-03-09T16:00Z",
    until: "2026-03-10T16:00Z",
    open: 720,
  },
])("a place is open for $open minutes: $what", ({ week, zone, from, until, open }) => {
  expect(openMinutesBetween(week, zone, new Date(from), new Date(until))).toBe(open);
});

test("a night club's day is an hour shorter when clocks go forward", () => {
  const nights: OpeningWeek = Array.from({ length: 7 }, () => ({ from: 0, to: 360 }));
  const night = [new Date("2026-03-28T23:00Z"), new Date("2026-03-29T22:00Z")] as const;
  expect(openMinutesBetween(nights, "Europe/Berlin", ...night)).toBe(300);
});
