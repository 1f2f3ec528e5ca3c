import { expect, test } from "vitest";
import { minutesOf, timeField, usualWeek, weekdayName, wrongDays } from "./opening-week.ts";

test("a shop may close at midnight, which is the end of its day", () => {
  expect(minutesOf("00:00", "to")).toBe(1440);
  expect(minutesOf("00:00", "from")).toBe(0);
  expect(timeField(1440)).toBe("00:00");
  expect(timeField(9 * 60 + 5)).toBe("09:05");
  expect(minutesOf("", "from")).toBeUndefined();
});

test("a week begins on Monday in every language", () => {
  expect([weekdayName(0, "en"), weekdayName(6, "zh-CN")]).toEqual(["Monday", "星期日"]);
});

test("a day that ends before it begins is wrong, a closed day is not", () => {
  const week = usualWeek();
  week[2] = { from: 1200, to: 600 };
  week[3] = null;
  expect(wrongDays(week)).toEqual([2]);
});
