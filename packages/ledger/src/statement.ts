import { CURRENCY, micro, sumMicro, type Micro, type Month, type Role, type Use } from "@songkeeper/base";
import { accountKind } from "./account.ts";
import type { Posting, PricedKey } from "./close.ts";
import { inRoleOrder, keyText } from "./differences.ts";
import { inKeyOrder, type Split } from "./split.ts";
import { amountOfSales, type SaleEntry, saleLines, type StatementSale } from "./statement-sale.ts";

/** The form in which statements are written. */
export const STATEMENT_FORM = "songkeeper-statement/2";
/** The form of those that were signed before songs were sold: they are read as they are, and have no sales. */
export const FIRST_STATEMENT_FORM = "songkeeper-statement/1";

/** The platform's word on its log at one moment, and its signature: a detached JWS over the canonical checkpoint. */
export type SignedCheckpoint = {
  readonly checkpoint: {
    readonly origin: string;
    readonly treeSize: number;
    readonly rootHash: string;
    readonly at: string;
    readonly timeZone: string;
    readonly keyId: string;
  };
  readonly signature: string;
};

/** Where this month's income went: paid out, waiting until card money is safe, or kept for a credit nobody claimed. */
export type CreditedMicro = { readonly payable: string; readonly maturing: string; readonly unclaimed: string };

/** A statement's first page. Every sum is a decimal text of micros in `currency`. */
export type StatementHeader = {
  readonly form: typeof STATEMENT_FORM | typeof FIRST_STATEMENT_FORM;
  readonly id: string;
  /** 1, and one more for each statement that replaces one: such a one may change words, never an amount. */
  readonly version: number;
  readonly supersedes: string | null;
  readonly party: { readonly id: string; readonly name: string };
  readonly month: string;
  readonly zone: string;
  readonly currency: string;
  readonly broughtForwardMicro: string;
  /** What all newly accounted plays of the keys below came to, everybody's shares together. */
  readonly grossMicro: string;
  /** The party's shares of this month's plays. */
  readonly allocatedMicro: string;
  /** The party's shares of what changed for plays of earlier months: late, voided or released plays. */
  readonly differencesMicro: string;
  /** The party's shares of songs that were sold, less those of refunds. Absent in the first form. */
  readonly salesMicro?: string;
  /** Allocated, differences and sales together, by the kind of account to which they were credited. */
  readonly creditedMicro: CreditedMicro;
  readonly withheldMicro: string;
  readonly paidMicro: string;
  /** Brought forward + allocated + differences + sales - withheld - paid. */
  readonly carriedMicro: string;
};

/** One credit's share in one key, with everything needed to compute it anew. */
export type StatementLine = {
  readonly originMonth: string;
  readonly track: {
    readonly id: string;
    readonly title: string;
    readonly artist: string;
    readonly isrc: string | null;
    readonly splitVersion: number;
  };
  readonly use: Use;
  readonly priceVersion: number;
  readonly feeMicro: string;
  readonly coveredRoles: readonly Role[];
  /** Net billed plays of the key in all earlier closes, and with this one. */
  readonly playsBefore: number;
  readonly playsNow: number;
  /** Plays newly accounted this month by verdict and reason; below 0 where a later ruling took them away. */
  readonly plays: { readonly [label: string]: number };
  readonly grossMicro: string;
  /** All credits of the key, without names: what the division was made by. */
  readonly credits: readonly { readonly role: Role; readonly position: number; readonly weight: number }[];
  /** Which of the credits this line is for. */
  readonly role: Role;
  readonly position: number;
  readonly amountMicro: string;
  readonly kind: "allocated" | "difference";
};

/** What a party is told about a month, and signed: JSON as it leaves the platform. */
export type Statement = {
  readonly header: StatementHeader;
  readonly lines: readonly StatementLine[];
  /** Absent in the first form. */
  readonly sales?: readonly StatementSale[];
  /** The state of the log in which the plays below are proven. */
  readonly checkpoint: SignedCheckpoint;
  /** The plays behind the lines: hash (hex) and length of the uncompressed JSON lines. `null` when there are none. */
  readonly playsFile: { readonly sha256: string; readonly bytes: number } | null;
  readonly commissionMicro: string;
  /** The versions of terms and policies by which it was made. */
  readonly terms: { readonly [name: string]: string };
};

/** One of the party's postings with what its line shows: names as they were when the play was judged. */
export type StatementEntry = {
  readonly posting: Posting;
  readonly priced: PricedKey;
  readonly split: Split;
  readonly track: { readonly title: string; readonly artist: string; readonly isrc: string | null };
  /** The account to which the posting's amount went. */
  readonly account: string;
};

/** What a statement is made of; all of it frozen when the month was. */
export type StatementInput = {
  readonly id: string;
  readonly version: number;
  readonly supersedes: string | null;
  readonly party: { readonly id: string; readonly name: string };
  readonly month: Month;
  readonly zone: string;
  readonly broughtForward: Micro;
  readonly withheld: Micro;
  readonly paid: Micro;
  readonly entries: readonly StatementEntry[];
  readonly sales: readonly SaleEntry[];
  readonly checkpoint: SignedCheckpoint;
  readonly playsFile: { readonly sha256: string; readonly bytes: number } | null;
  readonly terms: { readonly [name: string]: string };
};

/** A party's statement; without plays and sales it has no lines and is valid all the same. */
export function buildStatement(input: StatementInput): Statement {
  const shown = input.entries.filter(isNews).toSorted(byKeyAndCredit);
  return {
    header: headerOf(input, shown),
    lines: shown.map(lineOf),
    sales: saleLines(input.sales),
    checkpoint: input.checkpoint,
    playsFile: input.playsFile,
    commissionMicro: "0",
    terms: input.terms,
  };
}

function headerOf(input: StatementInput, shown: readonly StatementEntry[]): StatementHeader {
  const { id, version, supersedes, party, month, zone, broughtForward, withheld, paid } = input;
  const allocated = sumWhere(shown, ({ posting }) => posting.kind === "allocated");
  const differences = sumWhere(shown, ({ posting }) => posting.kind === "difference");
  const sales = sumMicro(input.sales.map(amountOfSales));
  const ofKind = (kind: string) => String(creditedTo(kind, shown, input.sales));
  const grossByKey = new Map(shown.map(({ priced }) => [keyText(priced.key), priced.gross]));
  return {
    form: STATEMENT_FORM,
    id,
    version,
    supersedes,
    party,
    month,
    zone,
    currency: CURRENCY,
    broughtForwardMicro: String(broughtForward),
    grossMicro: String(sumMicro(grossByKey.values())),
    allocatedMicro: String(allocated),
    differencesMicro: String(differences),
    salesMicro: String(sales),
    creditedMicro: { payable: ofKind("payable"), maturing: ofKind("maturing"), unclaimed: ofKind("unclaimed") },
    withheldMicro: String(withheld),
    paidMicro: String(paid),
    carriedMicro: String(micro(broughtForward + allocated + differences + sales - withheld - paid)),
  };
}

function lineOf({ posting, priced, split, track }: StatementEntry): StatementLine {
  const { originMonth, trackId, use, priceVersion, coveredRoles, splitVersion } = priced.key;
  return {
    originMonth,
    track: { id: trackId, title: track.title, artist: track.artist, isrc: track.isrc, splitVersion },
    use,
    priceVersion,
    feeMicro: String(priced.fee),
    coveredRoles: inRoleOrder(coveredRoles),
    playsBefore: priced.playsBefore,
    playsNow: priced.playsNow,
    plays: priced.plays,
    grossMicro: String(priced.gross),
    credits: inKeyOrder(split).map(({ role, position, weight }) => ({ role, position, weight })),
    role: posting.role,
    position: posting.position,
    amountMicro: String(posting.amount),
    kind: posting.kind,
  };
}

/** Keys without anything new since the last close have no line. */
function isNews({ posting, priced }: StatementEntry): boolean {
  return posting.amount !== 0n || Object.keys(priced.plays).length > 0;
}

function sumWhere(entries: readonly StatementEntry[], holds: (entry: StatementEntry) => boolean): Micro {
  return sumMicro(entries.filter(holds).map(({ posting }) => posting.amount));
}

function creditedTo(kind: string, entries: readonly StatementEntry[], sales: readonly SaleEntry[]): Micro {
  const isOfKind = ({ account }: { readonly account: string }) => accountKind(account) === kind;
  return sumMicro([sumWhere(entries, isOfKind), ...sales.filter(isOfKind).map(amountOfSales)]);
}

function byKeyAndCredit(a: StatementEntry, b: StatementEntry): number {
  const [keyA, keyB] = [keyText(a.priced.key), keyText(b.priced.key)];
  if (keyA !== keyB) return keyA < keyB ? -1 : 1;
  const place = ({ posting, split }: StatementEntry) =>
    inKeyOrder(split).findIndex(({ role, position }) => role === posting.role && position === posting.position);
  return place(a) - place(b);
}
