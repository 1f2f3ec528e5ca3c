import { month } from "@songkeeper/base";
import { expect, test } from "vitest";
import {
  accountKind,
  cashAccount,
  isClearing,
  maturingAccount,
  mayGoNegative,
  payableAccount,
  PAYOUT_CLEARING,
  PLATFORM_FEE,
  REFUND_CLEARING,
  royaltyClearing,
  shopWallet,
  SUBSIDY,
  unclaimedAccount,
} from "./account.ts";

const march = month("2026-03");
const credit = { trackId: "rain", role: "lyricist", position: 0 } as const;

test.each([
  { name: cashAccount("sandbox"), text: "cash:sandbox", kind: "cash", below: true, clearing: false },
  { name: shopWallet("tea"), text: "wallet:shop:tea", kind: "wallet", below: false, clearing: false },
  {
    name: royaltyClearing(march),
    text: "royalty_clearing:2026-03",
    kind: "royalty_clearing",
    below: true,
    clearing: true,
  },
  { name: payableAccount("mei"), text: "payable:mei", kind: "payable", below: true, clearing: false },
  { name: maturingAccount("mei", march), text: "maturing:mei:2026-03", kind: "maturing", below: true, clearing: false },
  {
    name: unclaimedAccount(credit, march),
    text: "unclaimed:rain.lyricist.0:2026-03",
    kind: "unclaimed",
    below: true,
    clearing: false,
  },
  { name: PAYOUT_CLEARING, text: "payout_clearing", kind: "payout_clearing", below: false, clearing: true },
  { name: REFUND_CLEARING, text: "refund_clearing", kind: "refund_clearing", below: false, clearing: true },
  { name: SUBSIDY, text: "subsidy", kind: "subsidy", below: true, clearing: false },
  { name: PLATFORM_FEE, text: "platform_fee", kind: "platform_fee", below: false, clearing: false },
])("$text is an account of kind $kind", ({ name, text, kind, below, clearing }) => {
  expect(name).toBe(text);
  expect(accountKind(name)).toBe(kind);
  expect(mayGoNegative(accountKind(name))).toBe(below);
  expect(isClearing(accountKind(name))).toBe(clearing);
});

test.each(["", "wallet:tea", "wallet:shop:", "payable:a:b", "cash", "unclaimed:rain.singer.0:2026-03", "subsidy:x"])(
  "%j is not an account",
  (name) => {
    expect(() => accountKind(name)).toThrow(RangeError);
  },
);

test("an id that would read as another account is refused", () => {
  expect(() => payableAccount("mei:2026-03")).toThrow(RangeError);
  expect(() => unclaimedAccount({ ...credit, trackId: "a.b" }, march)).toThrow(RangeError);
});
