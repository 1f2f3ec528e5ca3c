import { accept, micro, refuse, sumMicro, type Micro, type Outcome, type Role } from "@songkeeper/base";
import { allocateIncome, inKeyOrder, type Split } from "./split.ts";

/** One credit's share in the sales of a song at one price that a month accounts, with all that is needed to compute it. */
export type StatementSale = {
  readonly track: {
    readonly id: string;
    readonly title: string;
    readonly artist: string;
    readonly isrc: string | null;
    readonly splitVersion: number;
  };
  /** What buyers gave for the song; where they gave different amounts, each has a line. */
  readonly priceMicro: string;
  readonly sold: number;
  /** Sales of this or an earlier month that were given back or charged back in this one. */
  readonly refunded: number;
  /** All credits of the song, without names: what each sale was divided by. */
  readonly credits: readonly { readonly role: Role; readonly position: number; readonly weight: number }[];
  readonly role: Role;
  readonly position: number;
  /** The share in one sale, and in those sold less those refunded. */
  readonly shareMicro: string;
  readonly amountMicro: string;
};

/** Sales of a song at one price as a month accounts them for one credit, and the account to which its shares went. */
export type SaleEntry = {
  readonly trackId: string;
  readonly splitVersion: number;
  readonly price: Micro;
  readonly role: Role;
  readonly position: number;
  readonly account: string;
  readonly sold: number;
  readonly refunded: number;
  readonly split: Split;
  readonly track: { readonly title: string; readonly artist: string; readonly isrc: string | null };
};

/** What can be wrong with the lines of sales. */
export type SalesReason = "sale_credit" | "sale_share" | "sale_amount" | "sale_repeated";

/** What one sale at a price gives to a credit. Throws a RangeError for a credit that is not in the split. */
export function shareOfSale(
  price: Micro,
  split: Split,
  credit: { readonly role: Role; readonly position: number },
): Micro {
  const share = allocateIncome(price, split, []).find((one) => isCredit(one, credit));
  if (!share) throw new RangeError(`nobody is credited as ${credit.role} ${credit.position}`);
  return share.amount;
}

/** What sales at one price come to for a credit, less what was refunded. */
export function amountOfSales({ price, split, sold, refunded, ...credit }: SaleEntry): Micro {
  return micro(shareOfSale(price, split, credit) * BigInt(sold - refunded));
}

/** The lines of sales in order of song, version, price and credit; what went to two accounts is one line. */
export function saleLines(entries: readonly SaleEntry[]): StatementSale[] {
  const byLine = Map.groupBy(entries, (entry) => keyOf(entry.trackId, entry.splitVersion, entry.price, entry));
  return [...byLine.values()].flatMap((group) => lineOf(group) ?? []).toSorted(byPlace);
}

/** Computes every share and amount of the lines of sales anew: the first that is wrong, with its line from 1. */
export function checkSales(sales: readonly StatementSale[]): Outcome<undefined, SalesReason> {
  const seen = new Set<string>();
  for (const [index, sale] of sales.entries()) {
    const line = index + 1;
    const { priceMicro, role, position, track } = sale;
    const split = sale.credits.map((credit) => ({ ...credit, partyId: "" }));
    const due = allocateIncome(micro(priceMicro), split, []).find((share) => isCredit(share, sale));
    if (!due) return refuse("sale_credit", { facts: { line, found: `${role} ${position}` } });
    const share = String(due.amount);
    if (share !== sale.shareMicro)
      return refuse("sale_share", { facts: { line, expected: share, found: sale.shareMicro } });
    const amount = String(micro(due.amount * BigInt(sale.sold - sale.refunded)));
    if (amount !== sale.amountMicro)
      return refuse("sale_amount", { facts: { line, expected: amount, found: sale.amountMicro } });
    const key = keyOf(track.id, track.splitVersion, micro(priceMicro), sale);
    if (seen.has(key)) return refuse("sale_repeated", { facts: { line } });
    seen.add(key);
  }
  return accept(undefined);
}

function lineOf(group: readonly SaleEntry[]): StatementSale | undefined {
  const [first] = group;
  if (!first) return undefined;
  const { trackId, splitVersion, price, role, position, split, track } = first;
  return {
    track: { id: trackId, title: track.title, artist: track.artist, isrc: track.isrc, splitVersion },
    priceMicro: String(price),
    sold: group.reduce((sum, { sold }) => sum + sold, 0),
    refunded: group.reduce((sum, { refunded }) => sum + refunded, 0),
    credits: inKeyOrder(split).map((credit) => ({
      role: credit.role,
      position: credit.position,
      weight: credit.weight,
    })),
    role,
    position,
    shareMicro: String(shareOfSale(price, split, first)),
    amountMicro: String(sumMicro(group.map(amountOfSales))),
  };
}

function byPlace(a: StatementSale, b: StatementSale): number {
  if (a.track.id !== b.track.id) return a.track.id < b.track.id ? -1 : 1;
  if (a.track.splitVersion !== b.track.splitVersion) return a.track.splitVersion - b.track.splitVersion;
  if (a.priceMicro !== b.priceMicro) return micro(a.priceMicro) < micro(b.priceMicro) ? -1 : 1;
  const place = (sale: StatementSale) => sale.credits.findIndex((credit) => isCredit(credit, sale));
  return place(a) - place(b);
}

function keyOf(
  trackId: string,
  splitVersion: number,
  price: Micro,
  { role, position }: { readonly role: Role; readonly position: number },
): string {
  return JSON.stringify([trackId, splitVersion, String(price), role, position]);
}

function isCredit(
  a: { readonly role: Role; readonly position: number },
  b: { readonly role: Role; readonly position: number },
): boolean {
  return a.role === b.role && a.position === b.position;
}
