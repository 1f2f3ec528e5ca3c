import { day, month } from "@songkeeper/base";
import { expect, test } from "vitest";
import { accountingMonthOf } from "./accounting-month.ts";

test.each([
  { played: "2026-03-31", frozen: undefined, settled: "2026-03" },
  { played: "2026-03-31", frozen: "2026-02", settled: "2026-03" },
  { played: "2026-03-31", frozen: "2026-03", settled: "2026-04" },
  { played: "2026-01-01", frozen: "2026-03", settled: "2026-04" },
  { played: "2026-04-01", frozen: "2026-03", settled: "2026-04" },
  { played: "2026-12-31", frozen: "2026-12", settled: "2027-01" },
])(
  "a play of $played is settled in $settled where months are frozen through $frozen",
  ({ played, frozen, settled }) => {
    expect(accountingMonthOf(day(played), frozen === undefined ? undefined : month(frozen))).toBe(settled);
  },
);
