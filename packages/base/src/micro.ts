/** Money: whole micro-yuan, 1 yuan = 1,000,000, 1 fen = 10,000; signed, within 64 bits, never a float. */
export type Micro = bigint & { readonly __unit: "micro" };

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
const DECIMAL = /^(0|-?[1-9]\d*)$/;
const YUAN = /^(-?)(\d+)(?:\.(\d{1,6}))?$/;

/**
 * A number of micro-yuan as money: a bigint, or its decimal text without plus sign, leading zeros, "-0" or exponent.
 * Throws a RangeError for other text and for what does not fit 64 bits.
 */
export function micro(value: bigint | string): Micro {
  if (typeof value === "string" && !DECIMAL.test(value))
    throw new RangeError(`not a decimal number of micros: ${value}`);
  const amount = BigInt(value);
  if (amount > INT64_MAX || amount < INT64_MIN) throw new RangeError(`money beyond 64 bits: ${amount}`);
  return amount as Micro;
}

/** An amount written in yuan ("0.80", "-3", at most six decimals) as money. Throws a RangeError for other text. */
export function yuan(text: string): Micro {
  const match = YUAN.exec(text);
  if (!match) throw new RangeError(`not an amount in yuan: ${text}`);
  const [, sign, whole = "", fraction = ""] = match;
  const amount = BigInt(whole) * 1_000_000n + BigInt(fraction.padEnd(6, "0"));
  return micro(sign ? -amount : amount);
}

export const ZERO: Micro = micro(0n);

/** The sum of amounts, 0 for none. */
export function sumMicro(amounts: Iterable<Micro>): Micro {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return micro(sum);
}

/**
 * An amount in yuan for people: at least two decimals, and as many of six as it needs, so that nothing is hidden:
 * 800,000 is "0.80", 2,000 is "0.002". Without a currency sign: the page adds it in the reader's way.
 */
export function formatYuan(amount: Micro): string {
  const size = amount < 0n ? -amount : amount;
  const fraction = (size % 1_000_000n)
    .toString()
    .padStart(6, "0")
    .replace(/0{1,4}$/, "");
  return `${amount < 0n ? "-" : ""}${size / 1_000_000n}.${fraction}`;
}
