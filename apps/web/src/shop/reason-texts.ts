import type { MessageDescriptor } from "@lingui/core";
import type { VerdictWord } from "@songkeeper/client";

/** Why a play has the verdict it has, by the ledger's stable reasons; `anomaly` stands for every `anomaly:<rule>`. */
export const REASON_TEXTS = {
  malformed: /* i18n */ { id: "reason.malformed", message: "The player’s note about this play cannot be read." },
  no_lease: /* i18n */ { id: "reason.no_lease", message: "It was played without a valid permission for this song." },
  impossible_duration: /* i18n */ {
    id: "reason.impossible_duration",
    message: "More was reported as heard than the clock or the song’s length allows.",
  },
  overlap: /* i18n */ {
    id: "reason.overlap",
    message: "It overlaps with another play in the same zone. A person looks at it within ten days.",
  },
  future: /* i18n */ {
    id: "reason.future",
    message: "It is dated in the future. A person looks at it within ten days.",
  },
  late: /* i18n */ { id: "reason.late", message: "It was reported more than 35 days after the permission ended." },
  lease_exhausted: /* i18n */ {
    id: "reason.lease_exhausted",
    message: "The amount for that day was already used, so it cost nothing.",
  },
  non_royalty: /* i18n */ {
    id: "reason.non_royalty",
    message: "An announcement, a preview or a trial: no fee is due.",
  },
  repeat_visitor: /* i18n */ {
    id: "reason.repeat_visitor",
    message: "The same visitor heard this song within 24 hours; it counts once.",
  },
  below_threshold: /* i18n */ {
    id: "reason.below_threshold",
    message: "Heard for less than 30 seconds, or less than half of a short song.",
  },
  related: /* i18n */ {
    id: "reason.related",
    message: "Payer and payee are the same person, so the money goes back.",
  },
  anomaly: /* i18n */ {
    id: "reason.anomaly",
    message: "An automatic check found something unusual. A person looks at it within ten days.",
  },
  ruled: /* i18n */ { id: "reason.ruled", message: "A person looked at it and decided so." },
  released: /* i18n */ { id: "reason.released", message: "Nobody objected within ten days, so it was billed." },
} as const satisfies Record<string, MessageDescriptor>;

const FREE: MessageDescriptor = /* i18n */ { id: "reason.free", message: "A free song: it costs nothing." };
const UNKNOWN: MessageDescriptor = /* i18n */ {
  id: "reason.unknown",
  message: "For a reason that this page does not know yet.",
};
const NO_REASON: Readonly<Record<VerdictWord, MessageDescriptor | undefined>> = {
  billed: undefined,
  unbilled: FREE,
  held: REASON_TEXTS.anomaly,
  rejected: REASON_TEXTS.ruled,
};

/** The sentence that says why a play cost nothing, or waits; undefined for a play that was simply billed. */
export function reasonText(
  verdict: VerdictWord,
  reason: string | null,
  feeMicro?: string,
): MessageDescriptor | undefined {
  if (reason === null) return verdict === "billed" && feeMicro === "0" ? FREE : NO_REASON[verdict];
  const word = reason.startsWith("anomaly:") ? "anomaly" : reason;
  const texts: Readonly<Record<string, MessageDescriptor>> = REASON_TEXTS;
  return texts[word] ?? UNKNOWN;
}
