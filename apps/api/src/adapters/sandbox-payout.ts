import type { Micro } from "@songkeeper/base";

/** Money to send out. The reference is the provider's word for "this one": sent twice, it is paid once. */
export interface PayoutOrder {
  readonly reference: string;
  readonly account: string;
  readonly amount: Micro;
}

/** What a provider says has become of an order. Without such a word an adapter throws: then nobody knows. */
export type PayoutAnswer = { readonly state: "succeeded" } | { readonly state: "failed"; readonly reason: string };

/** A way to send money out. */
export interface PayoutProvider {
  readonly name: string;
  send(order: PayoutOrder): Promise<PayoutAnswer>;
}

/**
 * The built-in provider, which moves nothing. Some account names behave badly, to be tried: with "refused" in it the
 * order fails, with "time-out" the first answer to each order is lost, after it was paid.
 */
export function sandboxPayouts(): PayoutProvider {
  const paid = new Map<string, PayoutOrder>();
  return {
    name: "sandbox",
    send: async (order) => {
      const known = paid.get(order.reference);
      if (known && (known.account !== order.account || known.amount !== order.amount))
        throw new Error(`order ${order.reference} was sent before with other content`);
      if (order.account.includes("refused")) return { state: "failed", reason: "account_refused" };
      paid.set(order.reference, order);
      if (!known && order.account.includes("time-out")) throw new Error("the provider did not answer in time");
      return { state: "succeeded" };
    },
  };
}
