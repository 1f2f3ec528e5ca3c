import { micro, type Micro, sumMicro, ZERO } from "@songkeeper/base";
import { cashAccount, shareOfSale } from "@songkeeper/ledger";
import type { Services } from "../services.ts";
import type { ClosingMonth } from "./closing-month.ts";
import { listParties } from "./party-queries.ts";
import { type ClosingSale, getPaidByBuyers, listSalesOf } from "./sale-queries.ts";
import { inSlices } from "./slices.ts";
import { getSplits } from "./split-queries.ts";

const PARTIES_MAX = 50;

/**
 * Divides every frozen sale anew and compares it with what was booked; together they must be what buyers paid in the
 * month, less what went back to them, to the last micro.
 */
export async function auditSales(
  services: Services,
  { month }: ClosingMonth,
): Promise<{ sum: Micro; fault?: string | undefined }> {
  let sum = ZERO;
  const pages = inSlices(services, "", async (tx, after) => {
    const ids = (await listParties(tx, month, after, PARTIES_MAX)).map(({ partyId }) => partyId);
    const sales = await listSalesOf(tx, month, ids);
    return { sales, splitOf: await getSplits(tx, sales), next: ids.length === PARTIES_MAX ? ids.at(-1) : undefined };
  });
  for await (const { sales, splitOf } of pages) {
    for (const sale of sales) {
      const fault = faultOfSale(sale, shareOfSale(sale.price, splitOf(sale), sale));
      if (fault !== undefined) return { sum, fault };
    }
    sum = sumMicro([sum, ...sales.map(({ amount }) => amount)]);
  }
  const paid = await services.transact((tx) => getPaidByBuyers(tx, month, cashAccount("sandbox")));
  return { sum, fault: paid === sum ? undefined : `sales come to ${sum}, buyers paid ${paid}` };
}

function faultOfSale(
  { trackId, role, position, sold, refunded, amount }: ClosingSale,
  share: Micro,
): string | undefined {
  const due = micro(share * BigInt(sold - refunded));
  return due === amount
    ? undefined
    : `${trackId} ${role}.${position}: ${sold} sales and ${refunded} refunds come to ${due}, ${amount} was booked`;
}
