import { canonicalJson, parseJson } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readStatement } from "./read-statement.ts";
import { buildStatement } from "./statement.ts";
import { billed, closeOf, inputFor } from "./testing/month.ts";

const statement = buildStatement(inputFor(closeOf([billed(0, 100)]).entries));
const text = canonicalJson(statement);

test("a statement is read back as it was sent", () => {
  expect(readStatement(parseJson(text))).toEqual({ ok: true, value: statement });
});

test.each([
  { what: "another form", from: "songkeeper-statement/2", to: "songkeeper-statement/3", path: "statement.header.form" },
  {
    what: "a sum that is a number",
    from: '"grossMicro":"1300"',
    to: '"grossMicro":1300',
    path: "statement.header.grossMicro",
  },
  {
    what: "minus zero",
    from: '"withheldMicro":"0"',
    to: '"withheldMicro":"-0"',
    path: "statement.header.withheldMicro",
  },
  { what: "half a play", from: '"playsNow":100', to: '"playsNow":99.5', path: "statement.lines[0].playsNow" },
  {
    what: "less than no plays",
    from: '"playsBefore":0',
    to: '"playsBefore":-1',
    path: "statement.lines[0].playsBefore",
  },
  {
    what: "an unknown role",
    from: '"role":"composer"',
    to: '"role":"singer"',
    path: "statement.lines[0].credits[1].role",
  },
  { what: "an unknown use", from: "premises_small", to: "street", path: "statement.lines[0].use" },
  { what: "no 13th month", from: '"month":"2026-03"', to: '"month":"2026-13"', path: "statement.header.month" },
  { what: "a member it does not know", from: '"zone":', to: '"more":1,"zone":', path: "statement.header.more" },
  { what: "a missing member", from: ',"zone":"Asia/Shanghai"', to: "", path: "statement.header.zone" },
  {
    what: "plays that are no numbers",
    from: '{"billed":100}',
    to: '{"billed":"100"}',
    path: "statement.lines[0].plays.billed",
  },
  {
    what: "half a character",
    from: '"name":"Mei"',
    to: String.raw`"name":"\ud83d"`,
    path: "statement.header.party.name",
  },
  { what: "half a character as a name", from: '"licence"', to: String.raw`"\ud83d"`, path: "statement.terms" },
])("a statement with $what is not read: $path", ({ from, to, path }) => {
  expect(text).toContain(from);
  const result = readStatement(parseJson(text.replace(from, to)));
  expect(result).toEqual({ ok: false, reason: "not_a_statement", facts: { path } });
});

test("whatever else is handed in is refused, not thrown at", () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => !readStatement(value).ok));
});
