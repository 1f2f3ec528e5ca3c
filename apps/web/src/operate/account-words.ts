import type { MessageDescriptor } from "@lingui/core";

const KIND_WORDS: Readonly<Record<string, MessageDescriptor>> = {
  cash: /* i18n */ { id: "account.cash", message: "Cash at a provider" },
  wallet: /* i18n */ { id: "account.wallet", message: "Shop’s wallet" },
  royalty_clearing: /* i18n */ { id: "account.royalty_clearing", message: "Charged, not divided yet" },
  payable: /* i18n */ { id: "account.payable", message: "Owed to a party" },
  maturing: /* i18n */ { id: "account.maturing", message: "Owed to a party, paid later" },
  unclaimed: /* i18n */ { id: "account.unclaimed", message: "Kept for who has not joined" },
  payout_clearing: /* i18n */ { id: "account.payout_clearing", message: "Payouts on their way" },
  refund_clearing: /* i18n */ { id: "account.refund_clearing", message: "Late payments on their way back" },
  subsidy: /* i18n */ { id: "account.subsidy", message: "Borne by the platform" },
  platform_fee: /* i18n */ { id: "account.platform_fee", message: "Platform’s fee" },
};

/** What a kind of account holds, in words; an unknown kind keeps its own name. */
export function accountKindWord(kind: string): MessageDescriptor {
  return KIND_WORDS[kind] ?? { id: kind, message: kind };
}
