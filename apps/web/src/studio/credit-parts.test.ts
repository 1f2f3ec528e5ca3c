import { expect, test } from "vitest";
import {
  addCredit,
  type DraftCredit,
  fillRest,
  percentText,
  readPercent,
  roleState,
  setInstrumental,
  splitEvenly,
  withName,
  withPart,
} from "./credit-parts.ts";

const WORDS = { l: "lyricist", c: "composer", r: "recording" } as const;

/** "c:Lin=600 c:Zhou=300" as credits. */
function credits(text: string): DraftCredit[] {
  return Array.from(text.matchAll(/([lcr]):(\p{L}*)=(\d+)/gu), ([, letter, name = "", part]) => ({
    role: WORDS[letter as keyof typeof WORDS],
    name,
    perMille: Number(part),
    society: "unknown",
  }));
}

function inWords(list: readonly DraftCredit[]): string {
  return list.map(({ role, name, perMille }) => `${role[0]}:${name}=${perMille}`).join(" ");
}

test.each([
  { given: "", state: "empty" },
  { given: "c:Lin=1000", state: "full" },
  { given: "c:Lin=600 c:Zhou=399", state: "under" },
  { given: "c:Lin=600 c:Zhou=401", state: "over" },
  { given: "c:Lin=600 r:Zhou=400", state: "under" },
])("the composers' bar of '$given' is $state", ({ given, state }) => {
  expect(roleState(credits(given), "composer")).toBe(state);
});

test.each([
  { given: "c:Lin=600 c:Zhou=300", at: 1, then: "c:Lin=600 c:Zhou=400" },
  { given: "c:Lin=600 c:Zhou=500", at: 1, then: "c:Lin=600 c:Zhou=400" },
  { given: "c:Lin=1000 c:Zhou=300", at: 1, then: "c:Lin=1000 c:Zhou=0" },
  { given: "c:Lin=0 r:Zhou=300", at: 0, then: "c:Lin=1000 r:Zhou=300" },
  { given: "c:Lin=500", at: 7, then: "c:Lin=500" },
])("the rest of '$given' to number $at gives '$then'", ({ given, at, then }) => {
  expect(inWords(fillRest(credits(given), at))).toBe(then);
});

test.each([
  { given: "c:A=0 c:B=0", then: "c:A=500 c:B=500" },
  { given: "c:A=1 r:R=1000 c:B=2 c:C=3", then: "c:A=334 r:R=1000 c:B=333 c:C=333" },
  { given: "r:R=1000", then: "r:R=1000" },
])("an even division among the composers of '$given' is '$then'", ({ given, then }) => {
  expect(inWords(splitEvenly(credits(given), "composer"))).toBe(then);
});

test.each([
  { given: "", person: { role: "composer" as const, name: "Lin" }, then: "c:Lin=1000" },
  { given: "c:A=700 r:R=1000", person: { role: "composer" as const, name: "B" }, then: "c:A=700 c:B=300 r:R=1000" },
  { given: "c:A=1000", person: { role: "composer" as const, name: "" }, then: "c:A=1000 c:=0" },
])("one more person in '$given' gives '$then'", ({ given, person, then }) => {
  expect(inWords(addCredit(credits(given), person))).toBe(then);
});

test("a song made instrumental has no lyricist, and gets the composer back as one when it has words again", () => {
  const song = credits("l:Wang=1000 c:Lin=1000 r:Lin=1000");
  const instrumental = setInstrumental(song, true);
  expect(inWords(instrumental)).toBe("c:Lin=1000 r:Lin=1000");
  expect(inWords(setInstrumental(instrumental, false))).toBe("c:Lin=1000 r:Lin=1000 l:Lin=1000");
});

test("a credit with another name no longer means the party that it named", () => {
  const given: DraftCredit = { role: "composer", name: "Lin", perMille: 1000, society: "mcsc", partyId: "p1" };
  const { partyId: _, ...others } = given;
  expect(withName(given, "Zhou")).toEqual({ ...others, name: "Zhou" });
  expect(withName(given, "Zhou", "p2")).toEqual({ ...others, name: "Zhou", partyId: "p2" });
});

test("a part stays within nothing and all", () => {
  expect(inWords(withPart(credits("c:A=5"), 0, 1_200))).toBe("c:A=1000");
  expect(inWords(withPart(credits("c:A=5"), 0, -3))).toBe("c:A=0");
});

test.each([
  { typed: "12.5", perMille: 125 },
  { typed: "12,5 %", perMille: 125 },
  { typed: "１００％", perMille: 1000 },
  { typed: "33.30", perMille: 333 },
  { typed: "7.", perMille: 70 },
  { typed: "100.1", perMille: undefined },
  { typed: "33.33", perMille: undefined },
  { typed: "-3", perMille: undefined },
  { typed: "", perMille: undefined },
])("$typed typed as per cent is $perMille per mille", ({ typed, perMille }) => {
  expect(readPercent(typed)).toBe(perMille);
});

test.each([
  [1000, "100"],
  [125, "12.5"],
  [5, "0.5"],
  [0, "0"],
])("%d per mille are %s per cent", (perMille, text) => {
  expect(percentText(perMille)).toBe(text);
  expect(readPercent(text)).toBe(perMille);
});
