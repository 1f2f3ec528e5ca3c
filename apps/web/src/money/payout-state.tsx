import { useLingui } from "@lingui/react";
import type { PayoutView } from "@songkeeper/client";
import { PAYOUT_WORDS } from "./payout-words.ts";

const TONES: Record<PayoutView["state"], string> = {
  created: "bg-sunken text-soft",
  reserved: "bg-sunken text-soft",
  submitting: "bg-sunken text-soft",
  succeeded: "bg-good-wash text-good",
  failed: "bg-bad-wash text-bad",
  unknown: "bg-warn-wash text-warn",
  returned: "bg-warn-wash text-warn",
};

/** Where a payout stands, in words. */
export function PayoutState({ state }: { state: PayoutView["state"] }) {
  const { i18n } = useLingui();
  return <span className={`chip whitespace-normal! ${TONES[state]}`}>{i18n._(PAYOUT_WORDS[state])}</span>;
}
