import { canonicalJson, micro, parseJson } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unclaimedAccount } from "./account.ts";
import { readStatement } from "./read-statement.ts";
import { buildStatement, FIRST_STATEMENT_FORM, type Statement } from "./statement.ts";
import type { StatementSale } from "./statement-sale.ts";
import { checkStatementSums, type SumsReason } from "./statement-sums.ts";
import { billed, closeOf, inputFor, march, soldRain } from "./testing/month.ts";

const recording = soldRain({ role: "recording", sold: 2, refunded: 0 });
const plays = closeOf([billed(0, 100)]).entries;
const statement = buildStatement(inputFor(plays, { sales: [recording, soldRain()] }));

test("sales stand in a statement beside plays, and what is carried includes them", () => {
  expect(statement.header).toMatchObject({
    form: "songkeeper-statement/2",
    allocatedMicro: "1170",
    salesMicro: "1440000",
    creditedMicro: { payable: "1441170", maturing: "0", unclaimed: "0" },
    carriedMicro: "1445848",
  });
  expect(statement.sales).toMatchObject([
    { role: "composer", sold: 3, refunded: 1, priceMicro: "800000", shareMicro: "80000", amountMicro: "160000" },
    { role: "recording", sold: 2, refunded: 0, shareMicro: "640000", amountMicro: "1280000" },
  ]);
  expect(checkStatementSums(statement)).toEqual({ ok: true, value: undefined });
});

test("what was kept before a claim and paid to the party after it is one line, and credited as it went", () => {
  const kept = soldRain({ account: unclaimedAccount({ trackId: "rain", role: "composer", position: 0 }, march) });
  const { header, sales } = buildStatement(inputFor([], { sales: [kept, soldRain({ sold: 1, refunded: 0 })] }));
  expect(sales).toMatchObject([{ sold: 4, refunded: 1, amountMicro: "240000" }]);
  expect(header.creditedMicro).toEqual({ payable: "80000", maturing: "0", unclaimed: "160000" });
});

test("a month in which more came back than was sold is below zero", () => {
  const built = buildStatement(inputFor([], { sales: [soldRain({ sold: 0, refunded: 2 })] }));
  expect(built.header).toMatchObject({ salesMicro: "-160000", carriedMicro: "-155322" });
  expect(checkStatementSums(built).ok).toBe(true);
});

test("sales of one song at several prices have a line each, in order of song, price and credit", () => {
  const sales = [
    soldRain({ price: micro(2_000_000n) }),
    soldRain({ role: "recording" }),
    soldRain(),
    soldRain({ trackId: "fog" }),
  ];
  const lines = buildStatement(inputFor([], { sales })).sales ?? [];
  expect(lines.map(({ track, priceMicro, role }) => `${track.id} ${priceMicro} ${role}`)).toEqual([
    "fog 800000 composer",
    "rain 800000 composer",
    "rain 800000 recording",
    "rain 2000000 composer",
  ]);
});

function withSale(changed: Partial<StatementSale>): Statement {
  return {
    ...statement,
    sales: (statement.sales ?? []).map((sale, at) => (at === 0 ? { ...sale, ...changed } : sale)),
  };
}

const wrong: [string, SumsReason, Statement][] = [
  ["a higher price", "sale_share", withSale({ priceMicro: "900000" })],
  ["another share", "sale_share", withSale({ shareMicro: "80001" })],
  ["another amount", "sale_amount", withSale({ amountMicro: "240000" })],
  ["more sold", "sale_amount", withSale({ sold: 4 })],
  ["less refunded", "sale_amount", withSale({ refunded: 0 })],
  ["another credit", "sale_credit", withSale({ position: 1 })],
  ["a sale twice", "sale_repeated", { ...statement, sales: [...(statement.sales ?? []), ...(statement.sales ?? [])] }],
  ["a sale less", "header_sales", { ...statement, sales: statement.sales?.slice(1) ?? [] }],
  ["another sum of sales", "header_sales", { ...statement, header: { ...statement.header, salesMicro: "0" } }],
];

test.each(wrong)("a statement with %s is found out: %s", (_, reason, changed) => {
  expect(checkStatementSums(changed)).toMatchObject({ ok: false, reason });
});

/** A statement as it was signed before songs were sold. */
function firstForm(): Statement {
  const { sales: _, ...body } = buildStatement(inputFor(plays));
  const { salesMicro: __, ...header } = body.header;
  return { ...body, header: { ...header, form: FIRST_STATEMENT_FORM } };
}

test("a statement of the first form is read to the byte and adds up, without sales", () => {
  const text = canonicalJson(firstForm());
  const read = readStatement(parseJson(text));
  expect(read.ok && canonicalJson(read.value)).toBe(text);
  expect(read.ok && checkStatementSums(read.value)).toEqual({ ok: true, value: undefined });
});

test.each([
  ["the first form with sales", { ...firstForm(), sales: [] }, "statement.sales"],
  ["the later form without sales", { ...statement, sales: undefined }, "statement.sales"],
  [
    "the first form with a sum of sales",
    { ...firstForm(), header: { ...firstForm().header, salesMicro: "0" } },
    "statement.header.salesMicro",
  ],
  ["half a sale", withSale({ sold: 0.5 }), "statement.sales[0].sold"],
])("a statement of %s is not read", (_, value, path) => {
  expect(readStatement(value)).toEqual({ ok: false, reason: "not_a_statement", facts: { path } });
});

test("statements with any sales add up", () => {
  const counts = fc.record({
    sold: fc.nat(1_000),
    refunded: fc.nat(1_000),
    price: fc.bigInt({ min: 0n, max: 20_000n }).map((fen) => micro(fen * 10_000n)),
    role: fc.constantFrom("composer" as const, "recording" as const),
  });
  fc.assert(
    fc.property(fc.array(counts, { maxLength: 8 }), (told) => {
      const built = buildStatement(inputFor(plays, { sales: told.map((of) => soldRain(of)) }));
      expect(checkStatementSums(built)).toEqual({ ok: true, value: undefined });
    }),
  );
});
