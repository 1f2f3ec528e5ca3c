import { useLingui } from "@lingui/react";
import type { VerdictWord } from "@songkeeper/client";
import { Ban, Check, CircleSlash2, Hourglass } from "lucide-react";
import { VERDICT_WORDS } from "./shop-words.ts";

const LOOKS = {
  billed: { tone: "bg-good-wash text-good", Icon: Check },
  unbilled: { tone: "bg-sunken text-soft", Icon: CircleSlash2 },
  held: { tone: "bg-warn-wash text-warn", Icon: Hourglass },
  rejected: { tone: "bg-bad-wash text-bad", Icon: Ban },
} as const satisfies Record<VerdictWord, unknown>;

/** What the ledger decided about a play: a word, a sign and a colour, any one of which is enough. */
export function VerdictChip({ verdict }: { verdict: VerdictWord }) {
  const { i18n } = useLingui();
  const { tone, Icon } = LOOKS[verdict];
  return (
    <span className={`chip ${tone}`}>
      <Icon aria-hidden className="size-3.5" />
      {i18n._(VERDICT_WORDS[verdict])}
    </span>
  );
}
