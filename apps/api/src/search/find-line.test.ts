import { searchTerms } from "@songkeeper/catalog";
import { expect, test } from "vitest";
import { findLine } from "./find-line.ts";

const LONG = "rain ".repeat(60).trim();

test.each([
  { lyrics: { plain: "clear sky\n rain on the roof ", timed: null }, line: "rain on the roof" },
  { lyrics: { plain: null, timed: "[00:01]clear sky\n[00:05]rain on the roof" }, line: "rain on the roof" },
  { lyrics: { plain: "rain\nroof", timed: null }, line: undefined },
  { lyrics: { plain: null, timed: null }, line: undefined },
])("the words rain and roof stand together in $line", ({ lyrics, line }) => {
  expect(findLine(lyrics, searchTerms("rain roof"))).toBe(line);
});

test("a line that is sung a thousand times is looked at once", () => {
  const timed = `${"[0:1]".repeat(900)}${LONG}\n[0:2]rain on the roof`;
  expect(findLine({ plain: null, timed }, searchTerms("rain roof"))).toBe("rain on the roof");
});

test("words without an end are not looked through to their end", () => {
  const lines = Array.from({ length: 60 }, (_, at) => `${at} ${LONG}`);
  const plain = [...lines, "rain on the roof"].join("\n");
  expect(findLine({ plain, timed: null }, searchTerms("rain roof"))).toBeUndefined();
});
