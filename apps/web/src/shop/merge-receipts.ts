import type { PlayReceipt, ReceiptPage } from "@songkeeper/client";
import type { ReceiptFilter } from "./use-shop.ts";

/** What the cache keeps of a list that is loaded page by page. */
export interface Pages {
  readonly pages: readonly ReceiptPage[];
  readonly pageParams: readonly unknown[];
}

/** One play's name among all of a shop's. */
export function receiptKey({ deviceId, seq }: { deviceId: string; seq: number }): string {
  return `${deviceId}/${seq}`;
}

/**
 * The pages with a receipt that has just come: in its old place when it was known (a verdict may change), else on top.
 * A receipt that the filter leaves out is taken out.
 */
export function mergeReceipt(known: Pages, receipt: PlayReceipt, filter: ReceiptFilter): Pages {
  const key = receiptKey(receipt);
  const shown = fits(receipt, filter);
  const isKnown = known.pages.some((page) => page.items.some((item) => receiptKey(item) === key));
  const pages = known.pages.map((page, index) => {
    if (!isKnown) return shown && index === 0 ? { ...page, items: [receipt, ...page.items] } : page;
    const others = shown
      ? page.items.map((item) => (receiptKey(item) === key ? receipt : item))
      : page.items.filter((item) => receiptKey(item) !== key);
    return { ...page, items: others };
  });
  return { ...known, pages };
}

function fits(receipt: PlayReceipt, { zone, verdict }: ReceiptFilter): boolean {
  return (!zone || receipt.zoneId === zone) && (!verdict || receipt.verdict === verdict);
}
