import type { MessageDescriptor } from "@lingui/core";
import type { OrderView } from "@songkeeper/client";

/** What became of an order, in a word. */
export const ORDER_WORDS: Record<OrderView["state"], MessageDescriptor> = {
  created: /* i18n */ { id: "order.created", message: "being made" },
  pending: /* i18n */ { id: "order.pending", message: "waits to be paid" },
  paid: /* i18n */ { id: "order.paid", message: "paid" },
  fulfilled: /* i18n */ { id: "order.fulfilled", message: "yours" },
  failed: /* i18n */ { id: "order.failed", message: "declined, nothing paid" },
  expired: /* i18n */ { id: "order.expired", message: "not paid in time" },
  refunded: /* i18n */ { id: "order.refunded", message: "given back, money returned" },
  charged_back: /* i18n */ { id: "order.charged_back", message: "payment taken back" },
};
