import { expect, test } from "vitest";
import { agoText, clockText, durationText, lengthText, monthText } from "./time-text.ts";

test("a play is shown at the clock time of its own zone, whatever the reader's zone", () => {
  expect(clockText("2026-03-10T16:30:00Z", "en", "Asia/Shanghai")).toBe("00:30");
  expect(clockText("2026-03-10T16:30:00Z", "zh-CN", "Europe/Berlin")).toBe("17:30");
});

test("a month is named in the reader's language", () => {
  expect(monthText("2026-03", "en")).toBe("March 2026");
  expect(monthText("2026-03", "zh-CN")).toBe("2026年3月");
});

test("lengths and durations are short", () => {
  expect(lengthText(185_999)).toBe("3:05");
  expect(durationText(412, "en")).toBe("0.4 sec");
  expect(durationText(125_000, "en")).toBe("2 min 5 sec");
});

test("what a clock ahead of ours did is now, not in the future", () => {
  const now = new Date("2026-03-10T12:00:00Z");
  expect(agoText("2026-03-10T12:00:30Z", now, "en")).toBe("now");
  expect(agoText("2026-03-10T11:57:00Z", now, "en")).toBe("3 minutes ago");
});
