import { accept, canonicalJson, micro, month, refuse, ZERO, type Micro, type Outcome } from "@songkeeper/base";
import { differencesOf, incomeOf, keyText, type UsageKey } from "./differences.ts";
import { checkSales, type SalesReason } from "./statement-sale.ts";
import type { Statement, StatementLine } from "./statement.ts";

/** What can be wrong with a statement's numbers, as it is found by computing them anew. */
export type SumsReason =
  | "line_amount"
  | "line_credit"
  | "line_gross"
  | "line_kind"
  | "line_plays"
  | "line_repeated"
  | "lines_disagree"
  | "header_gross"
  | "header_allocated"
  | "header_differences"
  | "header_sales"
  | "header_credited"
  | "header_carried"
  | "commission"
  | SalesReason;

type Sums = Outcome<undefined, SumsReason>;

/** The key of a statement's line. Throws a RangeError where its month is none. */
export function keyOfLine({ originMonth, track, use, priceVersion, coveredRoles }: StatementLine): UsageKey {
  return {
    originMonth: month(originMonth),
    trackId: track.id,
    use,
    priceVersion,
    coveredRoles,
    splitVersion: track.splitVersion,
  };
}

/**
 * Computes every amount and sum of a statement anew. Refuses with the first that is wrong: `line` (from 1), `expected`
 * and `found`. Throws a RangeError for a statement that no month close could have made.
 */
export function checkStatementSums(statement: Statement): Sums {
  for (const [index, line] of statement.lines.entries()) {
    const checked = checkLine(line, index + 1, statement.header.month);
    if (!checked.ok) return checked;
  }
  const together = checkTogether(statement.lines);
  if (!together.ok) return together;
  const sales = checkSales(statement.sales ?? []);
  return sales.ok ? checkHeader(statement) : sales;
}

function checkLine(line: StatementLine, number: number, closing: string): Sums {
  const fee = micro(line.feeMicro);
  const { coveredRoles, playsBefore, playsNow } = line;
  const split = line.credits.map((credit) => ({ ...credit, partyId: "" }));
  const due = differencesOf({ split, coveredRoles, fee, playsBefore, playsNow }).find(
    ({ role, position }) => role === line.role && position === line.position,
  );
  if (!due) return refuse("line_credit", { facts: { line: number, found: `${line.role} ${line.position}` } });
  if (String(due.amount) !== line.amountMicro) return wrong("line_amount", number, due.amount, line.amountMicro);

  const gross = micro(incomeOf(fee, playsNow) - incomeOf(fee, playsBefore));
  if (String(gross) !== line.grossMicro) return wrong("line_gross", number, gross, line.grossMicro);
  const billed = line.plays["billed"] ?? 0;
  if (billed !== playsNow - playsBefore) return wrong("line_plays", number, playsNow - playsBefore, billed);
  const kind = line.originMonth === closing ? "allocated" : "difference";
  if (line.kind !== kind || line.originMonth > closing) return wrong("line_kind", number, kind, line.kind);
  return accept(undefined);
}

/** Two lines of one key are for two credits, and agree on everything that they share. */
function checkTogether(lines: readonly StatementLine[]): Sums {
  const byKey = new Map<string, { common: string; credits: Set<string> }>();
  for (const [index, line] of lines.entries()) {
    const text = keyText(keyOfLine(line));
    const credit = `${line.role}.${line.position}`;
    const { playsBefore, playsNow, plays, feeMicro, credits, track } = line;
    const common = canonicalJson({ playsBefore, playsNow, plays, feeMicro, credits, track });
    const seen = byKey.get(text);
    if (!seen) byKey.set(text, { common, credits: new Set([credit]) });
    else if (seen.common !== common) return refuse("lines_disagree", { facts: { line: index + 1 } });
    else if (seen.credits.has(credit)) return refuse("line_repeated", { facts: { line: index + 1 } });
    else seen.credits.add(credit);
  }
  return accept(undefined);
}

function checkHeader({ header, lines, sales = [], commissionMicro }: Statement): Sums {
  const allocated = sumOf(lines.filter(({ kind }) => kind === "allocated").map(({ amountMicro }) => amountMicro));
  const differences = sumOf(lines.filter(({ kind }) => kind === "difference").map(({ amountMicro }) => amountMicro));
  const sold = sumOf(sales.map(({ amountMicro }) => amountMicro));
  const gross = sumOf(new Map(lines.map((line) => [keyText(keyOfLine(line)), line.grossMicro])).values());
  const carried = micro(
    micro(header.broughtForwardMicro) +
      allocated +
      differences +
      sold -
      micro(header.withheldMicro) -
      micro(header.paidMicro),
  );
  const sums: readonly (readonly [SumsReason, Micro, string])[] = [
    ["header_gross", gross, header.grossMicro],
    ["header_allocated", allocated, header.allocatedMicro],
    ["header_differences", differences, header.differencesMicro],
    ["header_sales", sold, header.salesMicro ?? "0"],
    ["header_credited", micro(allocated + differences + sold), String(sumOf(Object.values(header.creditedMicro)))],
    ["header_carried", carried, header.carriedMicro],
    ["commission", ZERO, commissionMicro],
  ];
  const bad = sums.find(([, expected, found]) => String(expected) !== found);
  if (!bad) return accept(undefined);
  const [reason, expected, found] = bad;
  return refuse(reason, { facts: { expected: String(expected), found } });
}

function sumOf(amounts: Iterable<string>): Micro {
  let sum = 0n;
  for (const amount of amounts) sum += micro(amount);
  return micro(sum);
}

function wrong(reason: SumsReason, line: number, expected: bigint | number | string, found: number | string): Sums {
  return refuse(reason, { facts: { line, expected: String(expected), found: String(found) } });
}
