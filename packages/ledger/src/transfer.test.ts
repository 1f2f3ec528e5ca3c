import { CURRENCY, micro, month, sumMicro, yuan } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cashAccount, payableAccount, PAYOUT_CLEARING, royaltyClearing, shopWallet, SUBSIDY } from "./account.ts";
import { balancesOf, sameTransfer, transfer, transferId, trialBalance, type Transfer } from "./transfer.ts";

const march = month("2026-03");
const topUp: Transfer = {
  id: transferId.topUp("order-1"),
  debit: cashAccount("sandbox"),
  credit: shopWallet("tea"),
  amount: yuan("99.40"),
  currency: CURRENCY,
  code: "top_up",
  ref: "order-1",
  period: march,
  createdAt: new Date("2026-03-10T11:00:00Z"),
};
const subsidised: Transfer = {
  ...topUp,
  id: transferId.topUpSubsidy("order-1"),
  debit: SUBSIDY,
  amount: yuan("0.60"),
};

test("a top-up of 100 yuan of which the provider keeps 0.60 is in the wallet whole", () => {
  const balances = balancesOf([topUp, subsidised]);
  expect(balances.get(shopWallet("tea"))).toBe(yuan("100"));
  expect(balances.get(cashAccount("sandbox"))).toBe(yuan("-99.40"));
  expect(trialBalance(balances)).toEqual({
    debits: yuan("100"),
    credits: yuan("100"),
    difference: 0n,
    openClearing: [],
  });
});

test("the trial balance names the clearing accounts that are not back at zero", () => {
  const charge = { ...topUp, debit: shopWallet("tea"), credit: royaltyClearing(march), amount: yuan("0.02") };
  const payout = { ...topUp, debit: payableAccount("mei"), credit: PAYOUT_CLEARING, amount: yuan("1") };
  expect(trialBalance(balancesOf([topUp, charge, payout])).openClearing).toEqual([
    { account: "payout_clearing", balance: yuan("1") },
    { account: "royalty_clearing:2026-03", balance: yuan("0.02") },
  ]);
});

test("balances that were not made by transfers show a difference", () => {
  expect(trialBalance(new Map([["payable:mei", micro(5n)]])).difference).toBe(5n);
});

test.each([
  { what: "nothing", broken: { amount: micro(0n) } },
  { what: "less than nothing", broken: { amount: micro(-1n) } },
  { what: "money in a circle", broken: { debit: shopWallet("tea") } },
  { what: "money to a name that is no account", broken: { credit: "tea" } },
])("a transfer cannot move $what", ({ broken }) => {
  expect(transfer(topUp)).toEqual(topUp);
  expect(() => transfer({ ...topUp, ...broken })).toThrow(RangeError);
});

test("a transfer written again later is the same one; with another content it is not", () => {
  expect(sameTransfer(topUp, { ...topUp, createdAt: new Date("2026-03-11T00:00:00Z") })).toBe(true);
  const others: Partial<Transfer>[] = [
    { id: "x" },
    { debit: SUBSIDY },
    { credit: payableAccount("mei") },
    { amount: micro(1n) },
    { code: "charge" },
    { ref: "order-2" },
    { period: month("2026-04") },
  ];
  for (const other of others) expect(sameTransfer(topUp, { ...topUp, ...other })).toBe(false);
});

test("each cause has its own id", () => {
  const charge = { deviceId: "d1", firstSeq: 11, leaseId: "l1", period: march };
  const sold = { orderId: "1", line: 0, role: "lyricist", position: 0 } as const;
  const ids = [
    transferId.charge(charge),
    transferId.charge({ ...charge, firstSeq: 1 }),
    transferId.charge({ ...charge, leaseId: "l2" }),
    transferId.charge({ ...charge, period: month("2026-04") }),
    transferId.topUp("1"),
    transferId.topUpSubsidy("1"),
    transferId.ruling("1"),
    transferId.claim("1", "unclaimed:rain.lyricist.0:2026-03"),
    transferId.claim("1", "unclaimed:rain.lyricist.0:2026-04"),
    transferId.claim("1", "unclaimed:rain.lyricist.0:2026-03", 1),
    transferId.sale(sold),
    transferId.sale({ ...sold, line: 1 }),
    transferId.sale({ ...sold, role: "composer" }),
    transferId.sale({ ...sold, position: 1 }),
    transferId.refund(sold),
    transferId.latePaid("1"),
    transferId.lateReturned("1"),
    transferId.close(march, "payable:mei"),
    transferId.payoutReserved("1"),
    transferId.payoutSucceeded("1"),
    transferId.payoutFailed("1"),
    transferId.payoutReturned("1"),
  ];
  expect(ids[0]).toBe("charge:d1:11:l1:2026-03");
  expect(new Set(ids).size).toBe(ids.length);
});

test("whatever is transferred between accounts, they add up to zero", () => {
  const accounts = [cashAccount("sandbox"), shopWallet("tea"), payableAccount("mei"), SUBSIDY, PAYOUT_CLEARING];
  const moved = fc.record({
    debit: fc.constantFrom(...accounts),
    credit: fc.constantFrom(...accounts),
    amount: fc.bigInt({ min: 1n, max: 10n ** 12n }).map(micro),
  });
  fc.assert(
    fc.property(fc.array(moved), (moves) => {
      const balances = balancesOf(moves.map((fields) => ({ ...topUp, ...fields })));
      expect(sumMicro(balances.values())).toBe(0n);
      expect(trialBalance(balances).difference).toBe(0n);
    }),
  );
});
