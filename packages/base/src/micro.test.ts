import fc from "fast-check";
import { expect, test } from "vitest";
import { formatYuan, micro, sumMicro, yuan, ZERO } from "./micro.ts";

const amounts = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(micro);

test.each([
  { text: "0.80", micros: 800_000n, shown: "0.80" },
  { text: "0.002", micros: 2_000n, shown: "0.002" },
  { text: "0.0001", micros: 100n, shown: "0.0001" },
  { text: "0.000001", micros: 1n, shown: "0.000001" },
  { text: "-3", micros: -3_000_000n, shown: "-3.00" },
  { text: "-0.5", micros: -500_000n, shown: "-0.50" },
  { text: "1000000", micros: 1_000_000_000_000n, shown: "1000000.00" },
  { text: "-0", micros: 0n, shown: "0.00" },
])("$text yuan is $micros micros, shown as $shown", ({ text, micros, shown }) => {
  expect(yuan(text)).toBe(micros);
  expect(formatYuan(micro(micros))).toBe(shown);
});

test.each(["", "1.", ".5", "1.0000001", "1e3", "+1", " 1", "1,5", "١", "--1"])(
  "%j is not an amount in yuan",
  (text) => {
    expect(() => yuan(text)).toThrow(RangeError);
  },
);

test.each(["", "-0", "+1", "01", "1.0", "1e3", " 1", "0x1", "1n"])("%j is not a decimal text of micros", (text) => {
  expect(() => micro(text)).toThrow(RangeError);
});

test("money fits 64 bits or is refused", () => {
  expect(micro("9223372036854775807")).toBe(2n ** 63n - 1n);
  expect(micro("-9223372036854775808")).toBe(-(2n ** 63n));
  for (const beyond of ["9223372036854775808", "-9223372036854775809"]) expect(() => micro(beyond)).toThrow(RangeError);
  expect(() => sumMicro([micro(2n ** 63n - 1n), micro(1n)])).toThrow(RangeError);
});

test("a sum may pass 64 bits on its way", () => {
  expect(sumMicro([micro(2n ** 63n - 1n), micro(1n), micro(-1n)])).toBe(2n ** 63n - 1n);
  expect(sumMicro([])).toBe(ZERO);
});

test("an amount comes back from its decimal text, and from what people are shown", () => {
  fc.assert(
    fc.property(amounts, (amount) => {
      expect(micro(String(amount))).toBe(amount);
      expect(yuan(formatYuan(amount))).toBe(amount);
    }),
  );
});
