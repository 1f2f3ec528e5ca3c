import { canonicalJson, micro, parseJson } from "@songkeeper/base";
import { expect, test } from "vitest";
import { buildStatement } from "./statement.ts";
import { checkStatementSums } from "./statement-sums.ts";
import { april, billed, closeOf, inputFor, march, rain } from "./testing/month.ts";

const plays = [
  billed(0, 100),
  billed(0, 7, { verdict: "unbilled", reason: "below_threshold" }),
  billed(10, 4, { key: { ...rain, originMonth: march, trackId: "snow" } }),
];

test("a statement says what came, where it went and what is carried", () => {
  const { header, lines } = buildStatement(inputFor(closeOf(plays).entries));
  expect(header).toEqual({
    form: "songkeeper-statement/2",
    id: "st-mei-2026-03",
    version: 1,
    supersedes: null,
    party: { id: "mei", name: "Mei" },
    month: "2026-03",
    zone: "Asia/Shanghai",
    currency: "CNY",
    broughtForwardMicro: "5678",
    grossMicro: "1222",
    allocatedMicro: "1100",
    differencesMicro: "0",
    salesMicro: "0",
    creditedMicro: { payable: "1100", maturing: "0", unclaimed: "0" },
    withheldMicro: "0",
    paidMicro: "1000",
    carriedMicro: "5778",
  });
  expect(lines.map(({ track, role, amountMicro }) => [track.id, role, amountMicro])).toEqual([
    ["rain", "composer", "130"],
    ["rain", "recording", "1040"],
    ["snow", "composer", "-8"],
    ["snow", "recording", "-62"],
  ]);
});

test("a line carries what is needed to compute it anew, and no other party's name", () => {
  const statement = buildStatement(inputFor(closeOf(plays).entries));
  expect(statement.lines[0]).toEqual({
    originMonth: "2026-03",
    track: { id: "rain", title: "雨", artist: "Mei", isrc: null, splitVersion: 1 },
    use: "premises_small",
    priceVersion: 1,
    feeMicro: "13",
    coveredRoles: [],
    playsBefore: 0,
    playsNow: 100,
    plays: { billed: 100, "unbilled:below_threshold": 7 },
    grossMicro: "1300",
    credits: [
      { role: "lyricist", position: 0, weight: 1 },
      { role: "composer", position: 0, weight: 1 },
      { role: "recording", position: 0, weight: 1 },
    ],
    role: "composer",
    position: 0,
    amountMicro: "130",
    kind: "allocated",
  });
  expect(JSON.stringify(statement)).not.toContain('"lin"');
});

test("a statement is the same JSON after it was sent and read", () => {
  const statement = buildStatement(inputFor(closeOf(plays).entries));
  expect(parseJson(canonicalJson(statement))).toEqual(statement);
});

test("a party whose songs nobody played has a statement without lines", () => {
  const none = buildStatement(inputFor([], { playsFile: null, broughtForward: micro(0n), paid: micro(0n) }));
  expect(none.lines).toEqual([]);
  expect(none.header.carriedMicro).toBe("0");
  expect(checkStatementSums(none)).toEqual({ ok: true, value: undefined });
});

test("a key in which nothing changed since the last close has no line", () => {
  expect(buildStatement(inputFor(closeOf([billed(100, 100)]).entries)).lines).toEqual([]);
});

test("plays that came late stand under differences, with the month in which they sounded", () => {
  const { header, lines } = buildStatement(inputFor(closeOf([billed(100, 110)], april).entries, { month: april }));
  expect(header.differencesMicro).toBe("117");
  expect(header.allocatedMicro).toBe("0");
  expect(lines.map(({ kind, originMonth }) => [kind, originMonth])).toEqual([
    ["difference", "2026-03"],
    ["difference", "2026-03"],
  ]);
});

test("what went to an unclaimed credit is told apart from what is payable", () => {
  const { entries } = closeOf([billed(0, 100)]);
  const ofLin = entries.filter(({ posting }) => posting.partyId === "lin");
  const { header } = buildStatement(inputFor([], { entries: ofLin, party: { id: "lin", name: "Lin" } }));
  expect(header.creditedMicro).toEqual({ payable: "0", maturing: "0", unclaimed: "130" });
});
