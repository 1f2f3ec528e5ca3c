import { micro, month, sumMicro } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { postingsOf, priceKeys, type FrozenRow } from "./close.ts";
import { april, billed, closeOf, frozenAt, march, rain, rainSplit } from "./testing/month.ts";
import { balancesOf } from "./transfer.ts";

test("frozen rows of one key are one priced key, with its new plays by verdict and reason", () => {
  const [key, ...others] = priceKeys([
    billed(60, 100),
    billed(0, 7, { verdict: "unbilled", reason: "below_threshold" }),
    billed(3, 1, { verdict: "held", reason: "overlap" }),
    billed(4, 4, { verdict: "rejected", reason: "related" }),
  ]);
  expect(others).toEqual([]);
  expect(key).toEqual({
    key: rain,
    fee: 13n,
    playsBefore: 60,
    playsNow: 100,
    gross: 520n,
    plays: { billed: 40, "held:overlap": -2, "unbilled:below_threshold": 7 },
  });
});

test("keys are priced in the same order whatever the order of their rows", () => {
  const rows = ["snow", "rain", "wind"].map((trackId) => billed(0, 1, { key: { ...rain, trackId } }));
  expect(priceKeys(rows).map(({ key }) => key.trackId)).toEqual(["rain", "snow", "wind"]);
  expect(priceKeys(rows.toReversed())).toEqual(priceKeys(rows));
});

test("one key with two fees stops the close", () => {
  expect(() => priceKeys([billed(0, 1), billed(0, 1, { verdict: "held", fee: micro(14n) })])).toThrow(RangeError);
});

test("this month's plays are allocated, those of an earlier month are differences", () => {
  const keys = priceKeys([billed(100, 60), billed(0, 10, { key: { ...rain, originMonth: april } })]);
  const postings = postingsOf(april, keys, () => rainSplit);
  expect(postings.map(({ kind, amount }) => [kind, amount])).toEqual([
    ["difference", -52n],
    ["difference", -52n],
    ["difference", -416n],
    ["allocated", 13n],
    ["allocated", 13n],
    ["allocated", 104n],
  ]);
});

test("a close moves one sum to each account out of the month's clearing", () => {
  expect(closeOf([billed(0, 100)]).transfers).toEqual([
    {
      id: "close:2026-03:payable:mei",
      debit: "royalty_clearing:2026-03",
      credit: "payable:mei",
      amount: 1_170n,
      currency: "CNY",
      code: "close",
      ref: "2026-03",
      period: "2026-03",
      createdAt: frozenAt,
    },
    expect.objectContaining({
      id: "close:2026-03:unclaimed:rain.lyricist.0:2026-03",
      credit: "unclaimed:rain.lyricist.0:2026-03",
      amount: 130n,
    }),
  ]);
});

test("what was voided after its month goes back into the clearing of the month in which it was", () => {
  const { transfers } = closeOf([billed(100, 60)], april);
  expect(transfers.map(({ debit, credit, amount }) => [debit, credit, amount])).toEqual([
    ["payable:mei", "royalty_clearing:2026-04", 468n],
    ["unclaimed:rain.lyricist.0:2026-04", "royalty_clearing:2026-04", 52n],
  ]);
});

test("a month in which nothing changed moves nothing", () => {
  expect(closeOf([billed(100, 100)]).transfers).toEqual([]);
  expect(closeOf([]).transfers).toEqual([]);
});

const frozenRows = fc.array(
  fc.record({
    trackId: fc.constantFrom("rain", "snow", "wind"),
    originMonth: fc.constantFrom(month("2026-02"), march),
    playsBefore: fc.nat(10_000),
    playsNow: fc.nat(10_000),
    verdict: fc.constantFrom<FrozenRow["verdict"]>("billed", "unbilled", "held", "rejected"),
  }),
);

test("a close gives out exactly what its plays came to, and the same whatever the order of its rows", () => {
  fc.assert(
    fc.property(frozenRows, (drawn) => {
      const rows = drawn.map(({ trackId, originMonth, ...row }) =>
        billed(row.playsBefore, row.playsNow, { verdict: row.verdict, key: { ...rain, trackId, originMonth } }),
      );
      const closed = closeOf(rows);
      const fees = rows
        .filter(({ verdict }) => verdict === "billed")
        .map(({ fee, playsBefore, playsNow }) => micro(fee * BigInt(playsNow - playsBefore)));
      expect(balancesOf(closed.transfers).get("royalty_clearing:2026-03") ?? 0n).toBe(-sumMicro(fees));
      expect(closeOf(rows.toReversed()).transfers).toEqual(closed.transfers);
    }),
  );
});
