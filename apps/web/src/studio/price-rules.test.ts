import { micro } from "@songkeeper/base";
import { expect, test } from "vitest";
import type { DraftCredit } from "./credit-parts.ts";
import { isFee, isSalePrice, perHundredPlays, saleAfter, saleChoiceOf, sharesByRole, sharesOf } from "./price-rules.ts";

const credit = (role: DraftCredit["role"], name: string, perMille = 1000): DraftCredit => ({
  role,
  name,
  perMille,
  society: "unknown",
});
const SONG = [credit("lyricist", "周墨"), credit("composer", "林晚"), credit("recording", "林晚")];
const INSTRUMENTAL = SONG.slice(1);
const isLin = ({ name }: DraftCredit) => name === "林晚";

test.each([
  { micros: "0", price: true, fee: true },
  { micros: "800000", price: true, fee: true },
  { micros: "50000000", price: true, fee: false },
  { micros: "50010000", price: false, fee: false },
  { micros: "805000", price: false, fee: true },
  { micros: "100", price: false, fee: true },
  { micros: "150", price: false, fee: false },
  { micros: "1000000", price: true, fee: true },
  { micros: "1000100", price: false, fee: false },
  { micros: "-10000", price: false, fee: false },
  { micros: "", price: false, fee: false },
  { micros: "zwei", price: false, fee: false },
])("$micros micros are a price to buyers: $price, and a fee per play: $fee", ({ micros, price, fee }) => {
  expect([isSalePrice(micros), isFee(micros)]).toEqual([price, fee]);
});

test.each([
  { credits: SONG, said: "lyricist 周墨 80000, composer 林晚 80000, recording 林晚 640000" },
  { credits: INSTRUMENTAL, said: "composer 林晚 160000, recording 林晚 640000" },
  {
    credits: [...INSTRUMENTAL.slice(0, 1), credit("recording", "林晚", 667), credit("recording", "顾北", 333)],
    said: "composer 林晚 160000, recording 林晚、顾北 640000",
  },
])("0.80 yuan go to $said", ({ credits, said }) => {
  const shares = sharesOf(micro("800000"), credits, isLin) ?? [];
  const words = sharesByRole(shares).map(
    ({ role, names, amountMicro }) => `${role} ${names.join("、")} ${amountMicro}`,
  );
  expect(words.join(", ")).toBe(said);
});

test.each([
  { fee: "20000", credits: SONG, all: "2000000", mine: "1800000" },
  { fee: "0", credits: SONG, all: "0", mine: "0" },
  { fee: "200000", credits: SONG.slice(0, 1), all: "20000000", mine: undefined },
])(
  "a hundred plays at $fee bring $all, of it $mine to whoever composed and recorded",
  ({ fee, credits, all, mine }) => {
    expect(perHundredPlays(fee, credits, isLin)).toEqual({ allMicro: all, mineMicro: mine });
  },
);

test("a hundred plays at what is no fee bring nothing that can be told", () => {
  expect(perHundredPlays("", SONG, isLin)).toBeUndefined();
});

test.each([
  { from: "fixed 800000", choice: "free", to: "fixed 0" },
  { from: "fixed 0", choice: "at_least", to: "at_least 800000" },
  { from: "fixed 1000000", choice: "at_least", to: "at_least 1000000" },
  { from: "at_least 0", choice: "fixed", to: "fixed 0" },
] as const)("a price of $from made $choice is $to", ({ from, choice, to }) => {
  const [mode, amountMicro = ""] = from.split(" ");
  const sale = saleAfter({ mode: mode === "fixed" ? "fixed" : "at_least", amountMicro }, choice);
  expect(`${sale.mode} ${sale.amountMicro}`).toBe(to);
  expect(saleChoiceOf(sale)).toBe(to === "fixed 0" ? "free" : sale.mode);
});
