import { CURRENCY, type Micro, type Month } from "@songkeeper/base";
import { cashAccount, REFUND_CLEARING } from "./account.ts";
import { allocateIncome, type Share, type Split } from "./split.ts";
import { type SalePart, transfer, transferId, type Transfer } from "./transfer.ts";

/** One song of an order: its final total, and by whose parts it divides. */
export type SaleLine = {
  readonly orderId: string;
  readonly line: number;
  readonly trackId: string;
  readonly amount: Micro;
  readonly split: Split;
};

/** What one order line gives to one credit, and into which account. */
export type SaleShare = SalePart & {
  readonly trackId: string;
  readonly partyId: string;
  readonly account: string;
  readonly amount: Micro;
};

/** When money moves, and in which accounting month. */
export type SaleMoment = { readonly provider: string; readonly period: Month; readonly now: Date };

/** An order line divided among its song's credits, zeros included; no society's licence covers a sale. */
export function sharesOfSale(
  { orderId, line, trackId, amount, split }: SaleLine,
  accountOf: (share: Share) => string,
): SaleShare[] {
  return allocateIncome(amount, split, []).map((share) => {
    const { role, position, partyId, amount: due } = share;
    return { orderId, line, role, position, trackId, partyId, account: accountOf(share), amount: due };
  });
}

/** What a sale moves: out of the provider's cash to each credit that is due something. */
export function saleTransfers(shares: readonly SaleShare[], moment: SaleMoment): Transfer[] {
  return shares.filter(({ amount }) => amount > 0n).map((share) => saleTransfer(share, moment));
}

/** The reverse of the very transfers of a sale, for a refund or a chargeback. */
export function refundTransfers(shares: readonly SaleShare[], moment: SaleMoment): Transfer[] {
  return shares
    .filter(({ amount }) => amount > 0n)
    .map((share) => {
      const { debit, credit, ...sale } = saleTransfer(share, moment);
      return { ...sale, id: transferId.refund(share), debit: credit, credit: debit, code: "refund" };
    });
}

/** Money that came too late: in, and out again, so that the books know of it. */
export function lateTransfers(
  { orderId, amount }: { readonly orderId: string; readonly amount: Micro },
  { provider, period, now }: SaleMoment,
): Transfer[] {
  const about = { amount, currency: CURRENCY, ref: orderId, period, createdAt: now } as const;
  const cash = cashAccount(provider);
  return [
    transfer({ ...about, id: transferId.latePaid(orderId), debit: cash, credit: REFUND_CLEARING, code: "sale" }),
    transfer({ ...about, id: transferId.lateReturned(orderId), debit: REFUND_CLEARING, credit: cash, code: "refund" }),
  ];
}

function saleTransfer(share: SaleShare, { provider, period, now }: SaleMoment): Transfer {
  return transfer({
    id: transferId.sale(share),
    debit: cashAccount(provider),
    credit: share.account,
    amount: share.amount,
    currency: CURRENCY,
    code: "sale",
    ref: share.orderId,
    period,
    createdAt: now,
  });
}
