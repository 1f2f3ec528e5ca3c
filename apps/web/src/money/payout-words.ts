import type { MessageDescriptor } from "@lingui/core";
import type { PayoutView } from "@songkeeper/client";

/** What each state of a payout means for the person who waits for it. */
export const PAYOUT_WORDS: Record<PayoutView["state"], MessageDescriptor> = {
  created: /* i18n */ { id: "payout.created", message: "Prepared" },
  reserved: /* i18n */ { id: "payout.reserved", message: "Set aside, about to be sent" },
  submitting: /* i18n */ { id: "payout.submitting", message: "Being sent" },
  succeeded: /* i18n */ { id: "payout.succeeded", message: "Paid" },
  failed: /* i18n */ { id: "payout.failed", message: "Failed; the money is back in your balance" },
  unknown: /* i18n */ {
    id: "payout.unknown",
    message: "The provider has not said yet whether it arrived; we keep asking",
  },
  returned: /* i18n */ { id: "payout.returned", message: "Came back; the money is in your balance again" },
};
