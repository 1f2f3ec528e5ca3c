/** Where an order is. Money has come in from `paid` on; the songs are the buyer's from `fulfilled` on. */
export const ORDER_STATES = [
  "created",
  "pending",
  "paid",
  "fulfilled",
  "failed",
  "expired",
  "refunded",
  "charged_back",
] as const;
export type OrderState = (typeof ORDER_STATES)[number];

/**
 * What can happen to an order. `submitted`, `released` (nothing is to be paid), `lapsed`, `fulfilled` and `refunded` are
 * ours; `paid`, `declined` and `charged_back` are a provider's word, told late, twice and in any order.
 */
export const ORDER_EVENTS = [
  "submitted",
  "released",
  "paid",
  "declined",
  "lapsed",
  "fulfilled",
  "refunded",
  "charged_back",
] as const;
export type OrderEvent = (typeof ORDER_EVENTS)[number];

/**
 * What is to be done about an event: give the songs, send money back that came too late, take back what was given, or
 * nothing, since the event is no news.
 */
export type OrderEffect = "none" | "fulfil" | "send_back" | "take_back";

export type OrderStep = { readonly state: OrderState; readonly effect: OrderEffect };

type Steps = Readonly<Partial<Record<OrderEvent, OrderStep>>>;

const TOO_LATE: OrderStep = { state: "refunded", effect: "send_back" };
const PAID: OrderStep = { state: "paid", effect: "fulfil" };

const STEPS: Readonly<Record<OrderState, Steps>> = {
  created: {
    submitted: { state: "pending", effect: "none" },
    released: PAID,
    // The word of a provider that was asked just before the server died.
    paid: PAID,
    lapsed: { state: "expired", effect: "none" },
  },
  pending: {
    paid: PAID,
    declined: { state: "failed", effect: "none" },
    lapsed: { state: "expired", effect: "none" },
  },
  // Only within one transaction: whoever stores an order that was paid has given the songs or sent the money back.
  paid: {
    fulfilled: { state: "fulfilled", effect: "none" },
    refunded: TOO_LATE,
  },
  fulfilled: {
    refunded: { state: "refunded", effect: "take_back" },
    charged_back: { state: "charged_back", effect: "take_back" },
  },
  failed: { paid: TOO_LATE },
  expired: { paid: TOO_LATE },
  refunded: {},
  charged_back: {},
};

/**
 * The order after an event, and what is to be done about it. Whatever is no news in a state leaves it as it is, so events
 * may come twice and in any order; a success after the order failed or expired sends the money back by itself.
 */
export function applyToOrder(state: OrderState, event: OrderEvent): OrderStep {
  return STEPS[state][event] ?? { state, effect: "none" };
}

/** How long a buyer may ask for the money back, when nothing of the order was given. */
export const REFUND_MS = 7 * 86_400_000;

/** How long a provider's payment page stays open. */
export const PAYMENT_MS = 30 * 60_000;
