import { dayOf, type Month } from "@songkeeper/base";
import {
  accountingMonthOf,
  applyToOrder,
  lateTransfers,
  type OrderEvent,
  type OrderState,
  payableAccount,
  refundTransfers,
  type SaleShare,
  saleTransfers,
  sharesOfSale,
  unclaimedAccount,
} from "@songkeeper/ledger";
import { findPartyUsers } from "../catalog/party-queries.ts";
import { getSplits } from "../close/split-queries.ts";
import type { Tx } from "../db/transact.ts";
import { findFrozenThrough } from "../leases/queries.ts";
import { claimUnclaimed } from "../ledger/claim-unclaimed.ts";
import { writeTransfers } from "../ledger/transfer-queries.ts";
import type { Moment, Order } from "./order.ts";
import { saveOrder } from "./order-queries.ts";
import { endOwnership, findOwned, insertOwnership } from "./ownership-queries.ts";
import { insertSaleShares, listSaleShares } from "./sale-share-queries.ts";
import { tellOfRefund, tellOfSale } from "./tell-people.ts";

/** Who takes the money of an order of which nothing was to be paid. */
const NOBODY = "sandbox";

/**
 * Tells an order, which must be locked or new, what happened, and does what follows in the same transaction: songs and
 * shares are given as soon as money is there, money that came too late goes back, what a refund takes back is the reverse
 * of the very transfers. Gives the order as it is then.
 */
export async function tellOrder(tx: Tx, order: Order, event: OrderEvent, moment: Moment): Promise<Order> {
  const { state, effect } = applyToOrder(order.state, event);
  switch (effect) {
    case "fulfil":
      return fulfil(tx, { ...order, state, paidAt: moment.now }, moment);
    case "send_back":
      return sendBack(tx, { ...order, state, paidAt: moment.now }, moment);
    case "take_back":
      return takeBack(tx, { ...order, state }, moment);
    case "none":
      return state === order.state ? order : save(tx, { ...order, state });
  }
}

/** The month in which a sale or refund of this moment is settled. */
export async function accountingMonthNow(tx: Tx, { now, timeZone }: Moment): Promise<Month> {
  return accountingMonthOf(dayOf(now, timeZone), await findFrozenThrough(tx));
}

async function fulfil(tx: Tx, order: Order, moment: Moment): Promise<Order> {
  const { now } = moment;
  const trackIds = order.lines.map(({ trackId }) => trackId);
  // Two orders of one song may be paid, in two windows: nobody pays twice for what is theirs.
  if ((await findOwned(tx, order.buyerId, trackIds)).size > 0) return sendBack(tx, toldOf(order, "refunded"), moment);
  const period = await accountingMonthNow(tx, moment);
  const shares = await sharesOf(tx, order, period);
  const provider = order.payment?.provider ?? NOBODY;
  await writeTransfers(tx, saleTransfers(shares, { provider, period, now }));
  await insertSaleShares(tx, shares, { kind: "sale", period, now });
  await insertOwnership(tx, order, now);
  await tellOfSale(tx, order, now);
  return save(tx, { ...toldOf(order, "fulfilled"), fulfilledAt: now });
}

async function sendBack(tx: Tx, order: Order, moment: Moment): Promise<Order> {
  const { now } = moment;
  const period = await accountingMonthNow(tx, moment);
  const provider = order.payment?.provider ?? NOBODY;
  if (order.total > 0n)
    await writeTransfers(tx, lateTransfers({ orderId: order.id, amount: order.total }, { provider, period, now }));
  await tellOfRefund(tx, order, now);
  return save(tx, { ...order, refundedAt: now });
}

async function takeBack(tx: Tx, order: Order, moment: Moment): Promise<Order> {
  const { now } = moment;
  const period = await accountingMonthNow(tx, moment);
  const provider = order.payment?.provider ?? NOBODY;
  const shares = await listSaleShares(tx, order.id);
  await writeTransfers(tx, refundTransfers(shares, { provider, period, now }));
  await insertSaleShares(tx, shares, { kind: "refund", period, now });
  await endOwnership(tx, order, now);
  await followClaims(tx, shares, moment);
  await tellOfRefund(tx, order, now);
  return save(tx, { ...order, refundedAt: now });
}

/** What was kept for a credit may have been claimed since: then it is taken from whoever claimed it. */
async function followClaims(tx: Tx, shares: readonly SaleShare[], moment: Moment): Promise<void> {
  const kept = shares.filter(({ account }) => account.startsWith("unclaimed:"));
  const joined = await findPartyUsers(
    tx,
    kept.map(({ partyId }) => partyId),
  );
  for (const partyId of [...joined.keys()].toSorted()) await claimUnclaimed(tx, partyId, moment);
}

/** Somebody's share goes to them; nobody's is kept for the credit until they come. */
async function sharesOf(tx: Tx, order: Order, period: Month): Promise<SaleShare[]> {
  const splitOf = await getSplits(tx, order.lines);
  const splits = order.lines.map((line) => ({ ...line, split: splitOf(line) }));
  const users = await findPartyUsers(
    tx,
    splits.flatMap(({ split }) => split.map(({ partyId }) => partyId)),
  );
  return splits.flatMap(({ line, trackId, amount, split }) =>
    sharesOfSale({ orderId: order.id, line, trackId, amount, split }, ({ partyId, role, position }) =>
      users.has(partyId) ? payableAccount(partyId) : unclaimedAccount({ trackId, role, position }, period),
    ),
  );
}

/** An order after an event that follows within its own transaction. */
function toldOf(order: Order, event: OrderEvent): Order {
  const state: OrderState = applyToOrder(order.state, event).state;
  return { ...order, state };
}

async function save(tx: Tx, order: Order): Promise<Order> {
  await saveOrder(tx, order);
  return order;
}
