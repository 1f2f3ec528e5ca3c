import type { Month, Role } from "@songkeeper/base";

/** The kinds of account. A balance is what was credited less what was debited: cash and subsidies are below zero. */
export const ACCOUNT_KINDS = [
  "cash",
  "wallet",
  "royalty_clearing",
  "payable",
  "maturing",
  "unclaimed",
  "payout_clearing",
  "refund_clearing",
  "subsidy",
  "platform_fee",
] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** A credit on a track, by which money that nobody has claimed is kept. */
export type CreditKey = { readonly trackId: string; readonly role: Role; readonly position: number };

const ID = "[A-Za-z0-9_-]{1,64}";
const MONTH = String.raw`\d{4}-(?:0[1-9]|1[0-2])`;
const FORMS: Readonly<Record<AccountKind, RegExp>> = {
  cash: new RegExp(`^cash:${ID}$`),
  wallet: new RegExp(`^wallet:shop:${ID}$`),
  royalty_clearing: new RegExp(`^royalty_clearing:${MONTH}$`),
  payable: new RegExp(`^payable:${ID}$`),
  maturing: new RegExp(`^maturing:${ID}:${MONTH}$`),
  unclaimed: new RegExp(String.raw`^unclaimed:${ID}\.(?:lyricist|composer|recording)\.(?:0|[1-9]\d*):${MONTH}$`),
  payout_clearing: /^payout_clearing$/,
  refund_clearing: /^refund_clearing$/,
  subsidy: /^subsidy$/,
  platform_fee: /^platform_fee$/,
};

/** A wallet holds what a shop paid in, and what is on its way out was reserved first: neither can be overdrawn. */
const NEVER_NEGATIVE: ReadonlySet<AccountKind> = new Set([
  "wallet",
  "payout_clearing",
  "refund_clearing",
  "platform_fee",
]);

/** Money on its way out that a later entry must bring back to zero. */
const CLEARING: ReadonlySet<AccountKind> = new Set(["royalty_clearing", "payout_clearing", "refund_clearing"]);

/** What lies at a payment provider. */
export function cashAccount(provider: string): string {
  return checked(`cash:${provider}`);
}

/** What a shop paid in and has not spent. */
export function shopWallet(shopId: string): string {
  return checked(`wallet:shop:${shopId}`);
}

/** What shops were charged in an accounting month that is not closed. */
export function royaltyClearing(accountingMonth: Month): string {
  return checked(`royalty_clearing:${accountingMonth}`);
}

/** What a party is owed and may be paid. */
export function payableAccount(partyId: string): string {
  return checked(`payable:${partyId}`);
}

/** What a party is owed from money that came by card, until it can no longer be charged back. */
export function maturingAccount(partyId: string, earned: Month): string {
  return checked(`maturing:${partyId}:${earned}`);
}

/** What a credit earned in a month before its holder joined. */
export function unclaimedAccount({ trackId, role, position }: CreditKey, earned: Month): string {
  return checked(`unclaimed:${trackId}.${role}.${position}:${earned}`);
}

/** Payouts that were reserved and not yet confirmed. */
export const PAYOUT_CLEARING = "payout_clearing";
/** Payments that came too late, on their way back. */
export const REFUND_CLEARING = "refund_clearing";
/** What the operator bears for payment providers: published. */
export const SUBSIDY = "subsidy";
/** The platform's commission: 0 %, so this stays 0. */
export const PLATFORM_FEE = "platform_fee";

/** The kind of an account, by its name. Throws a RangeError for a name of no kind. */
export function accountKind(name: string): AccountKind {
  const kind = ACCOUNT_KINDS.find((candidate) => FORMS[candidate].test(name));
  if (!kind) throw new RangeError(`not an account: ${name}`);
  return kind;
}

/**
 * Whether accounts of a kind may be below zero. Payables may (a voided play, a chargeback); so may a month's unclaimed
 * or maturing money and its clearing, since what is voided later is taken back in the month in which that was ruled.
 */
export function mayGoNegative(kind: AccountKind): boolean {
  return !NEVER_NEGATIVE.has(kind);
}

/** Whether accounts of a kind must come back to zero by themselves. */
export function isClearing(kind: AccountKind): boolean {
  return CLEARING.has(kind);
}

function checked(name: string): string {
  accountKind(name);
  return name;
}
