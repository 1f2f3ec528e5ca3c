import { micro, yuan } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { payoutAmount } from "./payout-amount.ts";

test.each([
  { payable: 12_345_678n, threshold: "1.00", paid: 12_340_000n },
  { payable: 1_000_000n, threshold: "1.00", paid: 1_000_000n },
  { payable: 999_999n, threshold: "1.00", paid: null },
  { payable: 100_000n, threshold: "0.10", paid: 100_000n },
  { payable: 99_999n, threshold: "0.10", paid: null },
  { payable: 9_999n, threshold: "0", paid: null },
  { payable: 0n, threshold: "0", paid: null },
  { payable: -5_000_000n, threshold: "1.00", paid: null },
])("of a payable of $payable with a threshold of $threshold yuan, $paid is paid", ({ payable, threshold, paid }) => {
  expect(payoutAmount(micro(payable), yuan(threshold))).toBe(paid);
});

test("a payout is whole fen, not below the threshold, and leaves less than one fen", () => {
  const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map(micro);
  fc.assert(
    fc.property(amounts, fc.bigInt({ min: 10n, max: 10_000n }), (payable, thresholdFen) => {
      const threshold = micro(thresholdFen * 10_000n);
      const paid = payoutAmount(payable, threshold);
      expect(paid === null).toBe(payable < threshold);
      const rest = payable - (paid ?? payable);
      expect((paid ?? 0n) % 10_000n).toBe(0n);
      expect(rest >= 0n && rest < 10_000n).toBe(true);
    }),
  );
});
