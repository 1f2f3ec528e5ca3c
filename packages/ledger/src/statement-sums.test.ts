import { micro } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { buildStatement, type Statement, type StatementHeader, type StatementLine } from "./statement.ts";
import { checkStatementSums, type SumsReason } from "./statement-sums.ts";
import { april, billed, closeOf, inputFor, march, rain } from "./testing/month.ts";

const april10 = billed(0, 10, { key: { ...rain, originMonth: april } });
const statement = buildStatement(inputFor(closeOf([billed(100, 60), april10], april).entries, { month: april }));

function withLine(changed: Partial<StatementLine>): Statement {
  return { ...statement, lines: statement.lines.map((line, index) => (index === 1 ? { ...line, ...changed } : line)) };
}

function withHeader(changed: Partial<StatementHeader>): Statement {
  return { ...statement, header: { ...statement.header, ...changed } };
}

test("a statement that was built adds up", () => {
  expect(checkStatementSums(statement)).toEqual({ ok: true, value: undefined });
});

test("the first wrong amount is named with its line and what it should be", () => {
  expect(checkStatementSums(withLine({ amountMicro: "-417" }))).toEqual({
    ok: false,
    reason: "line_amount",
    facts: { line: 2, expected: "-416", found: "-417" },
  });
});

const line = statement.lines[1];
const wrong: [string, SumsReason, Statement][] = [
  ["a higher fee", "line_amount", withLine({ feeMicro: "14" })],
  ["more plays", "line_amount", withLine({ playsNow: 61 })],
  ["fewer plays before", "line_amount", withLine({ playsBefore: 99 })],
  ["a covered role", "line_amount", withLine({ coveredRoles: ["lyricist"] })],
  ["another role", "line_amount", withLine({ role: "composer" })],
  ["a credit that is not in the split", "line_credit", withLine({ position: 1 })],
  ["another gross", "line_gross", withLine({ grossMicro: "-519" })],
  ["another count of billed plays", "line_plays", withLine({ plays: { billed: -39 } })],
  ["no count of billed plays", "line_plays", withLine({ plays: {} })],
  ["an old play as a new one", "line_kind", withLine({ kind: "allocated" })],
  ["a play of a month to come", "line_kind", withLine({ originMonth: "2026-05", kind: "difference" })],
  [
    "unbilled plays that the other line of the key has not",
    "lines_disagree",
    withLine({ plays: { billed: -40, held: 1 } }),
  ],
  [
    "another title than the other line of the key",
    "lines_disagree",
    withLine({ track: { ...trackOf(line), title: "x" } }),
  ],
  ["a line twice", "line_repeated", { ...statement, lines: [...statement.lines, ...statement.lines] }],
  ["a line less", "header_gross", { ...statement, lines: statement.lines.slice(0, 2) }],
  ["another gross of all", "header_gross", withHeader({ grossMicro: "0" })],
  ["another sum of allocated shares", "header_allocated", withHeader({ allocatedMicro: "118" })],
  ["another sum of differences", "header_differences", withHeader({ differencesMicro: "0" })],
  [
    "money credited nowhere",
    "header_credited",
    withHeader({ creditedMicro: { payable: "0", maturing: "0", unclaimed: "0" } }),
  ],
  ["more brought forward", "header_carried", withHeader({ broughtForwardMicro: "9999" })],
  ["more withheld", "header_carried", withHeader({ withheldMicro: "1" })],
  ["more paid", "header_carried", withHeader({ paidMicro: "1" })],
  ["less carried", "header_carried", withHeader({ carriedMicro: "1" })],
  ["a commission", "commission", { ...statement, commissionMicro: "1" }],
];

test.each(wrong)("a statement with %s is found out: %s", (_, reason, changed) => {
  expect(checkStatementSums(changed)).toMatchObject({ ok: false, reason });
});

function trackOf(of: StatementLine | undefined): StatementLine["track"] {
  if (!of) throw new Error("the statement has no such line");
  return of.track;
}

test("statements built from any close add up", () => {
  const counts = fc.tuple(fc.nat(100_000), fc.nat(100_000));
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 5 }), fc.bigInt(-(10n ** 9n), 10n ** 9n), (keys, brought) => {
      const rows = keys.map(([before, now], index) => billed(before, now, { key: { ...rain, trackId: `t${index}` } }));
      const built = buildStatement(inputFor(closeOf(rows, march).entries, { broughtForward: micro(brought) }));
      expect(checkStatementSums(built)).toEqual({ ok: true, value: undefined });
    }),
  );
});
