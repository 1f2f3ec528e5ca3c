import { useLingui } from "@lingui/react";
import { type Decimals, moneyText } from "./money-text.ts";

/** An amount of micros in the reader's language, exact. */
export function Money({ micros, decimals = "needed" }: { micros: string; decimals?: Decimals }) {
  const { i18n } = useLingui();
  return <span className="whitespace-nowrap">{moneyText(micros, i18n.locale, decimals)}</span>;
}
