import { micro } from "@songkeeper/base";
import { type SandboxPayments, sandboxPayments } from "../adapters/sandbox-pay.ts";
import { findSalePrices } from "../catalog/sale-queries.ts";
import { exclusive, POSTING, type Tx } from "../db/transact.ts";
import { expireOrders } from "../orders/expire-orders.ts";
import { findOrder } from "../orders/order-queries.ts";
import { placeOrder } from "../orders/place-order.ts";
import { receivePayment } from "../orders/receive-payment.ts";
import { refundOrder } from "../orders/refund-order.ts";
import type { Services } from "../services.ts";
import { servicesAt } from "./make-shop.ts";
import type { HistoryEvent } from "./play-history.ts";
import { findOrderAt } from "./queries.ts";
import type { SampleSale } from "./sample-sales.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So long a buyer looks for the card, and an order that nobody pays waits a little longer than it may. */
const PAYING_MS = 40_000;
const LEFT_MS = HOUR_MS;

/** What sales hang on: whose they are, and the songs by title. */
export interface Market {
  readonly buyerId: string;
  readonly trackIds: ReadonlyMap<string, string>;
  /** The beginning of the day from which a sale's days are counted. */
  readonly firstDayAt: Date;
}

/** What happens of a sale and when; without songs that are there, nothing. */
export function eventsOfSale(services: Services, sale: SampleSale, market: Market): HistoryEvent[] {
  const at = new Date(market.firstDayAt.getTime() + sale.afterDays * DAY_MS + sale.hour * HOUR_MS);
  if (sale.songs.every(({ title }) => !market.trackIds.has(title))) return [];
  const sold = { at, happen: () => sell(services, { sale, market }, at) };
  if (sale.left) {
    const later = new Date(at.getTime() + LEFT_MS);
    return [sold, { at: later, happen: () => expireOrders(servicesAt(services, later)) }];
  }
  if (sale.refundedAfterDays === undefined) return [sold];
  const refundedAt = new Date(at.getTime() + sale.refundedAfterDays * DAY_MS);
  return [sold, { at: refundedAt, happen: () => giveBack(services, { buyerId: market.buyerId, at }, refundedAt) }];
}

/** Orders and pays as the routes do, but in one transaction: an order of weeks ago would lapse in between. */
async function sell(
  { transact, config, secrets }: Services,
  { sale, market }: { sale: SampleSale; market: Market },
  at: Date,
): Promise<void> {
  const provider = sandboxPayments(secrets.media);
  const { buyerId } = market;
  const timeZone = config.timeZone;
  await transact(
    async (tx) => {
      if ((await findOrderAt(tx, buyerId, at)) !== undefined) return;
      const songs = await songsOf(tx, { sale, market });
      const placed = await placeOrder(tx, { buyerId, songs }, provider, { now: at, timeZone });
      // Somebody signed in as this listener meanwhile and was quicker, or as the musician and took the song off sale.
      if (!placed.ok && (placed.reason === "already_owned" || placed.reason === "not_for_sale")) return;
      if (!placed.ok) throw new Error(`the sample's sale was refused: ${placed.reason} ${JSON.stringify(placed)}`);
      const { payment, total } = placed.value;
      if (!payment || sale.left) return;
      const paid = { reference: payment.reference, amount: total, now: new Date(at.getTime() + PAYING_MS) };
      await pay(tx, provider, paid, timeZone);
    },
    [exclusive(POSTING)],
  );
}

async function songsOf(tx: Tx, { sale, market }: { sale: SampleSale; market: Market }) {
  const wanted = sale.songs.flatMap(({ title, more }) => {
    const trackId = market.trackIds.get(title);
    return trackId === undefined ? [] : [{ trackId, more: more ?? 0n }];
  });
  const prices = await findSalePrices(
    tx,
    wanted.map(({ trackId }) => trackId),
  );
  return wanted.map(({ trackId, more }) => ({
    trackId,
    amountMicro: micro((prices.get(trackId)?.amount ?? 0n) + more),
  }));
}

async function pay(
  tx: Tx,
  provider: SandboxPayments,
  { reference, amount, now }: { reference: string; amount: ReturnType<typeof micro>; now: Date },
  timeZone: string,
): Promise<void> {
  const notice = provider.readNotice(provider.decide({ reference, amount, outcome: "pay" }));
  if (!notice) throw new Error("the sandbox provider signed a notice that it does not know");
  await receivePayment(tx, { provider: provider.name, notice }, { now, timeZone });
}

async function giveBack(
  { transact, config }: Services,
  { buyerId, at }: { buyerId: string; at: Date },
  now: Date,
): Promise<void> {
  await transact(
    async (tx) => {
      const orderId = await findOrderAt(tx, buyerId, at);
      const order = orderId === undefined ? undefined : await findOrder(tx, orderId);
      if (order?.state !== "fulfilled") return;
      await refundOrder(tx, { orderId: order.id, buyerId }, { now, timeZone: config.timeZone });
    },
    [exclusive(POSTING)],
  );
}
