import { micro, month, sumMicro } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { payableAccount } from "./account.ts";
import { lateTransfers, refundTransfers, saleTransfers, sharesOfSale } from "./sale.ts";
import type { Split } from "./split.ts";
import { splits } from "./testing/arbitraries.ts";
import { balancesOf, trialBalance } from "./transfer.ts";

const moment = { provider: "sandbox", period: month("2026-03"), now: new Date("2026-03-10T11:00:00Z") };
const song: Split = [
  { role: "lyricist", position: 0, partyId: "lin", weight: 1000 },
  { role: "composer", position: 0, partyId: "mei", weight: 1000 },
  { role: "recording", position: 0, partyId: "mei", weight: 1000 },
];
const shared: Split = [
  { role: "lyricist", position: 0, partyId: "lin", weight: 333 },
  { role: "lyricist", position: 1, partyId: "zhou", weight: 667 },
  { role: "composer", position: 0, partyId: "mei", weight: 1000 },
  { role: "recording", position: 0, partyId: "mei", weight: 334 },
  { role: "recording", position: 1, partyId: "he", weight: 333 },
  { role: "recording", position: 2, partyId: "zoe", weight: 333 },
];

function sell(amount: bigint, split: Split) {
  const line = { orderId: "o1", line: 0, trackId: "rain", amount: micro(amount), split };
  return sharesOfSale(line, ({ partyId }) => payableAccount(partyId));
}

test.each([
  { amount: 800_000n, split: song, shares: [80_000n, 80_000n, 640_000n] },
  { amount: 0n, split: song, shares: [0n, 0n, 0n] },
  { amount: 10_000n, split: shared, shares: [333n, 667n, 1_000n, 2_672n, 2_664n, 2_664n] },
  { amount: 9_990_000n, split: song.slice(1), shares: [1_998_000n, 7_992_000n] },
  { amount: 9_990_000n, split: song.slice(2), shares: [9_990_000n] },
])("a sale of $amount micros gives $shares", ({ amount, split, shares }) => {
  expect(sell(amount, split).map((share) => share.amount)).toEqual(shares);
});

test("each share is one transfer under an id of its own, and shares of 0 are none", () => {
  expect(saleTransfers(sell(800_000n, song), moment)).toMatchObject([
    { id: "sale:o1:0:lyricist:0", debit: "cash:sandbox", credit: "payable:lin", amount: 80_000n, code: "sale" },
    { id: "sale:o1:0:composer:0", credit: "payable:mei", amount: 80_000n, ref: "o1" },
    { id: "sale:o1:0:recording:0", credit: "payable:mei", amount: 640_000n, period: "2026-03" },
  ]);
  expect(saleTransfers(sell(0n, song), moment)).toEqual([]);
});

test("a sale of any amount pays out exactly that, and its refund leaves every account as it was", () => {
  const amounts = fc.bigInt({ min: 0n, max: 20_000n }).map((fen) => fen * 10_000n);
  fc.assert(
    fc.property(amounts, splits, (amount, split) => {
      const shares = sell(amount, split);
      expect(sumMicro(shares.map((share) => share.amount))).toBe(amount);
      const [sale, refund] = [saleTransfers(shares, moment), refundTransfers(shares, moment)];
      expect(balancesOf(sale).get("cash:sandbox") ?? 0n).toBe(-amount);
      expect([...balancesOf([...sale, ...refund]).values()].every((balance) => balance === 0n)).toBe(true);
      expect(new Set([...sale, ...refund].map(({ id }) => id)).size).toBe(sale.length + refund.length);
    }),
  );
});

test("money that came too late goes through the books and back", () => {
  const late = lateTransfers({ orderId: "o1", amount: micro(800_000n) }, moment);
  expect(late.map(({ code }) => code)).toEqual(["sale", "refund"]);
  expect(trialBalance(balancesOf(late))).toMatchObject({ debits: 0n, openClearing: [] });
  expect(trialBalance(balancesOf(late.slice(0, 1))).openClearing).toEqual([
    { account: "refund_clearing", balance: 800_000n },
  ]);
});
