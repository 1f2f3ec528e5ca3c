import { micro, ROLES } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { FEE_STEP, feeOfUncovered } from "./fee-of-uncovered.ts";

const SONG = ["lyricist", "composer", "recording"] as const;
const INSTRUMENTAL = ["composer", "recording"] as const;

test.each([
  { what: "nothing covered", roles: SONG, covered: [], fee: 20_000n },
  { what: "a covered lyricist", roles: SONG, covered: ["lyricist"], fee: 18_000n },
  { what: "both writers covered", roles: SONG, covered: ["lyricist", "composer"], fee: 16_000n },
  { what: "a covered recording", roles: SONG, covered: ["recording"], fee: 4_000n },
  { what: "everything covered", roles: SONG, covered: SONG, fee: 0n },
  { what: "an instrumental whose composer is covered", roles: INSTRUMENTAL, covered: ["composer"], fee: 16_000n },
  { what: "an instrumental where lyricists are covered", roles: INSTRUMENTAL, covered: ["lyricist"], fee: 20_000n },
  { what: "a traditional with covered writers", roles: ["recording"], covered: ["composer"], fee: 20_000n },
] as const)("a play at 0.02 yuan with $what costs $fee micros", ({ roles, covered, fee }) => {
  expect(feeOfUncovered(micro(20_000n), roles, covered)).toBe(fee);
});

test("what is covered and what is not add up to the fee, to the micro", () => {
  const fees = fc.bigInt(0n, 10_000n).map((steps) => micro(steps * FEE_STEP));
  const roles = fc.subarray([...ROLES], { minLength: 1 }).filter((list) => list.includes("recording"));
  fc.assert(
    fc.property(fees, roles, fc.subarray([...ROLES]), (fee, present, covered) => {
      const others = ROLES.filter((role) => !covered.includes(role));
      expect(feeOfUncovered(fee, present, covered) + feeOfUncovered(fee, present, others)).toBe(fee);
    }),
  );
});

test.each([150n, 1n, -100n])("%s micros is no fee whose tenths are whole", (fee) => {
  expect(() => feeOfUncovered(micro(fee), SONG, [])).toThrow(RangeError);
});
