import { day } from "@songkeeper/base";
import { expect, test } from "vitest";
import { daysBetween, halvesOfDay, sampleCalendar } from "./sample-calendar.ts";
import { TEA_HOUSE } from "./sample-shops.ts";

const ZONE = "Asia/Shanghai";

test.each([
  { begunAt: "2026-11-20T07:00:00.000Z", month: "2026-10", closedAt: "2026-11-04T01:00:00.000Z" },
  { begunAt: "2026-11-03T16:00:00.000Z", month: "2026-10", closedAt: "2026-11-03T16:00:00.000Z" },
  { begunAt: "2026-11-03T15:59:59.999Z", month: "2026-09", closedAt: "2026-10-04T01:00:00.000Z" },
  { begunAt: "2026-10-31T16:00:00.000Z", month: "2026-09", closedAt: "2026-10-04T01:00:00.000Z" },
  { begunAt: "2027-01-10T00:00:00.000Z", month: "2026-12", closedAt: "2027-01-04T01:00:00.000Z" },
])("a sample world begun at $begunAt has closed $month", ({ begunAt, month, closedAt }) => {
  const calendar = sampleCalendar(new Date(begunAt), ZONE);
  expect(calendar.month).toBe(month);
  expect(calendar.closedAt.toISOString()).toBe(closedAt);
  const { songsAt, shopAt, pairedAt, firstPlayAt, secondTopUpAt } = calendar;
  const inOrder = [songsAt, shopAt, pairedAt, firstPlayAt, secondTopUpAt, calendar.closedAt];
  expect(inOrder.toSorted((a, b) => a.getTime() - b.getTime())).toEqual(inOrder);
});

test.each([
  { of: "2026-11-16", halves: [] },
  { of: "2026-11-17", halves: ["06:00 08:30", "08:30 11:00"] },
  { of: "2026-11-22", halves: ["03:00 07:30", "07:30 12:00"] },
])("on $of the tea house's music sounds in $halves, UTC", ({ of, halves }) => {
  const found = halvesOfDay(day(of), TEA_HOUSE.place.opening, ZONE);
  const minutes = (at: Date) => at.toISOString().slice(11, 16);
  expect(found.map(({ from, until }) => `${minutes(from)} ${minutes(until)}`)).toEqual(halves);
});

test("the days of a history are the tea house's own, the first and the last among them", () => {
  const days = daysBetween(new Date("2026-10-30T16:00:00.000Z"), new Date("2026-11-02T15:59:00.000Z"), ZONE);
  expect(days).toEqual(["2026-10-31", "2026-11-01", "2026-11-02"]);
});
