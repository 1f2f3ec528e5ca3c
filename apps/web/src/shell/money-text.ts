import { formatYuan, micro, type Micro, yuan } from "@songkeeper/base";

/**
 * Shown decimals: `needed` hides nothing and pads to fen; `micro` always shows all six, so that a column lines up;
 * `fen` rounds, and is for estimates alone.
 */
export type Decimals = "needed" | "micro" | "fen";

const FEN = 10_000n;

/** An amount of micros for a reader: "¥0.80", "¥1,200.00", "−¥0.002". Exact, unless `fen` is asked for. */
export function moneyText(micros: string | Micro, language: string, decimals: Decimals = "needed"): string {
  const amount = micro(micros);
  const exact = amount < 0n ? -amount : amount;
  const size = micro(decimals === "fen" ? ((exact + FEN / 2n) / FEN) * FEN : exact);
  const [whole = "0", fraction = "00"] = formatYuan(size).split(".");
  const grouped = new Intl.NumberFormat(language).format(BigInt(whole));
  const shown = decimals === "micro" ? fraction.padEnd(6, "0") : fraction;
  return `${amount < 0n ? "−" : ""}¥${grouped}.${shown}`;
}

/** What a person typed as an amount in yuan, or undefined: "12", "¥1,200.50", "０．８０", "3 元" are all understood. */
export function readYuan(typed: string): Micro | undefined {
  const plain = typed
    .normalize("NFKC")
    .trim()
    .replace(/^[¥￥]\s*/, "")
    .replace(/\s*(元|yuan|cny|rmb)$/i, "")
    .replace(/(?<=\d),(?=\d{3}(\D|$))/g, "");
  try {
    const amount = yuan(plain);
    return amount < 0n ? undefined : amount;
  } catch {
    return undefined;
  }
}

/** An amount as it stands in an input field: "0.80", or "100" for whole yuan. */
export function yuanField(micros: string | Micro): string {
  return formatYuan(micro(micros)).replace(/\.00$/, "");
}

/** How much of a limit is used, in whole per cent for a bar (0 to 100); an amount above its limit fills the bar. */
export function percentOf(part: string | Micro, limit: string | Micro): number {
  const whole = micro(limit);
  if (whole <= 0n) return 0;
  const percent = (micro(part) * 100n) / whole;
  return Number(percent > 100n ? 100n : percent < 0n ? 0n : percent);
}
