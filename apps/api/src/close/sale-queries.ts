import { type Json, micro, type Micro, type Month, type Role, sumMicro } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { readRole } from "./closing-key.ts";

/** Sales of a song at one price as a month accounts them for one credit, and the account to which its shares went. */
export interface ClosingSale {
  readonly partyId: string;
  readonly trackId: string;
  readonly splitVersion: number;
  readonly price: Micro;
  readonly role: Role;
  readonly position: number;
  readonly account: string;
  readonly sold: number;
  readonly refunded: number;
  /** What was booked in all. */
  readonly amount: Micro;
}

const ROWS_MAX = 400;

/** What was sold and refunded in an accounting month, until now, in the order in which it is hashed. */
export async function listSalesNow(tx: Tx, month: Month): Promise<ClosingSale[]> {
  const rows = await tx
    .selectFrom("sale_share as share")
    .innerJoin("song_order_line as sold", (join) =>
      join.onRef("sold.order_id", "=", "share.order_id").onRef("sold.line", "=", "share.line"),
    )
    .select(["share.party_id", "share.track_id", "sold.split_version", "sold.amount_micro as price"])
    .select(["share.role", "share.position", "share.account", "share.kind"])
    .select((eb) => [eb.fn.countAll<bigint>().as("times"), eb.fn.sum<bigint>("share.amount_micro").as("amount")])
    .where("share.period", "=", month)
    .groupBy(["share.party_id", "share.track_id", "sold.split_version", "sold.amount_micro"])
    .groupBy(["share.role", "share.position", "share.account", "share.kind"])
    .execute();
  const sales = new Map<string, ClosingSale>();
  for (const row of rows) {
    const [isSale, times] = [row.kind === "sale", Number(row.times)];
    const sale: ClosingSale = {
      partyId: row.party_id,
      trackId: row.track_id,
      splitVersion: Number(row.split_version),
      price: micro(row.price),
      role: readRole(row.role),
      position: Number(row.position),
      account: row.account,
      sold: isSale ? times : 0,
      refunded: isSale ? 0 : times,
      amount: micro(row.amount),
    };
    const name = JSON.stringify(placeOf(sale));
    const known = sales.get(name);
    sales.set(name, known ? together(known, sale) : sale);
  }
  return [...sales.values()].toSorted(byPlace);
}

/** Freezes a month's sales. */
export async function insertSales(tx: Tx, month: Month, sales: readonly ClosingSale[]): Promise<void> {
  const rows = sales.map((sale) => ({
    month,
    party_id: sale.partyId,
    track_id: sale.trackId,
    split_version: BigInt(sale.splitVersion),
    price_micro: sale.price,
    role: sale.role,
    position: BigInt(sale.position),
    account: sale.account,
    sold: BigInt(sale.sold),
    refunded: BigInt(sale.refunded),
    amount_micro: sale.amount,
  }));
  for (let at = 0; at < rows.length; at += ROWS_MAX)
    await tx
      .insertInto("close_sale")
      .values(rows.slice(at, at + ROWS_MAX))
      .execute();
}

/** The frozen sales of some parties in a month, in the order in which they were hashed. */
export async function listSalesOf(tx: Tx, month: Month, partyIds: readonly string[]): Promise<ClosingSale[]> {
  if (partyIds.length === 0) return [];
  const rows = await tx
    .selectFrom("close_sale")
    .select(["party_id", "track_id", "split_version", "price_micro", "role", "position", "account"])
    .select(["sold", "refunded", "amount_micro"])
    .where("month", "=", month)
    .where("party_id", "in", [...partyIds])
    .execute();
  return rows
    .map((row) => ({
      partyId: row.party_id,
      trackId: row.track_id,
      splitVersion: Number(row.split_version),
      price: micro(row.price_micro),
      role: readRole(row.role),
      position: Number(row.position),
      account: row.account,
      sold: Number(row.sold),
      refunded: Number(row.refunded),
      amount: micro(row.amount_micro),
    }))
    .toSorted(byPlace);
}

/** What the frozen sales of a month came to for each party. */
export async function sumSalesByParty(tx: Tx, month: Month): Promise<Map<string, Micro>> {
  const rows = await tx
    .selectFrom("close_sale")
    .select((eb) => ["party_id", eb.fn.sum<bigint>("amount_micro").as("sum")])
    .where("month", "=", month)
    .groupBy("party_id")
    .execute();
  return new Map(rows.map(({ party_id, sum }) => [party_id, micro(sum)]));
}

/** What sales of later accounting months brought to each account, less what they took from it. */
export async function sumSalesAfter(tx: Tx, month: Month): Promise<Map<string, Micro>> {
  const rows = await tx
    .selectFrom("sale_share")
    .select((eb) => ["account", eb.fn.sum<bigint>("amount_micro").as("sum")])
    .where("period", ">", month)
    .groupBy("account")
    .execute();
  return new Map(rows.map(({ account, sum }) => [account, micro(sum)]));
}

/** The first accounting month with a sale, if there was any. */
export async function findFirstSaleMonth(tx: Tx): Promise<string | undefined> {
  const row = await tx.selectFrom("sale_share").select("period").orderBy("period").limit(1).executeTakeFirst();
  return row?.period;
}

/** What buyers paid a provider in an accounting month, less what went back to them. */
export async function getPaidByBuyers(tx: Tx, month: Month, cash: string): Promise<Micro> {
  const sides = [];
  for (const [side, code] of [
    ["debit", "sale"],
    ["credit", "refund"],
  ] as const) {
    const row = await tx
      .selectFrom("transfer")
      .select((eb) => eb.fn.sum<bigint | null>("amount_micro").as("sum"))
      .where(side, "=", cash)
      .where("period", "=", month)
      .where("code", "=", code)
      .executeTakeFirst();
    sides.push(row?.sum ?? 0n);
  }
  const [paid = 0n, back = 0n] = sides;
  return micro(paid - back);
}

/** A frozen sale as a row that is hashed. */
export function saleRow(sale: ClosingSale): Json {
  return [...placeOf(sale), sale.sold, sale.refunded, `${sale.amount}`];
}

/** All by which one frozen sale is told from another. */
function placeOf(sale: ClosingSale): [string, string, number, string, Role, number, string] {
  const { partyId, trackId, splitVersion, price, role, position, account } = sale;
  return [partyId, trackId, splitVersion, `${price}`, role, position, account];
}

/** In order of the text, by code unit, whatever the database's own collation is. */
function byPlace(a: ClosingSale, b: ClosingSale): number {
  const [textA, textB] = [JSON.stringify(placeOf(a)), JSON.stringify(placeOf(b))];
  return textA < textB ? -1 : textA > textB ? 1 : 0;
}

function together(a: ClosingSale, b: ClosingSale): ClosingSale {
  return { ...a, sold: a.sold + b.sold, refunded: a.refunded + b.refunded, amount: sumMicro([a.amount, b.amount]) };
}
