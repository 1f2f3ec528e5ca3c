import { micro, type Currency, type Micro, type Month, type Role } from "@songkeeper/base";
import { accountKind, isClearing } from "./account.ts";

/** Why money moved. */
export const TRANSFER_CODES = [
  "top_up",
  "charge",
  "ruling",
  "close",
  "claim",
  "sale",
  "refund",
  "payout_reserved",
  "payout_succeeded",
  "payout_failed",
  "payout_returned",
] as const;
export type TransferCode = (typeof TRANSFER_CODES)[number];

/** One movement of money: one debit, one credit, an amount above 0. Written once, never changed. */
export type Transfer = {
  /** Built from what caused it, so that writing it twice changes nothing. */
  readonly id: string;
  readonly debit: string;
  readonly credit: string;
  readonly amount: Micro;
  readonly currency: Currency;
  readonly code: TransferCode;
  /** The id of what caused it: an order, a chunk, a payout, a ruling. */
  readonly ref: string;
  /** The accounting month to which it belongs. */
  readonly period: Month;
  readonly createdAt: Date;
};

/** One credit's part in one line of an order. */
export type SalePart = {
  readonly orderId: string;
  readonly line: number;
  readonly role: Role;
  readonly position: number;
};

/** What each account holds: credited less debited. */
export type Balances = ReadonlyMap<string, Micro>;

/** The sum of all accounts on each side, and the clearing accounts that have not come back to zero. */
export type TrialBalance = {
  readonly debits: Micro;
  readonly credits: Micro;
  readonly difference: Micro;
  readonly openClearing: readonly { readonly account: string; readonly balance: Micro }[];
};

/** Deterministic ids, one per cause. Every part is an id or a number without a colon, so no two causes share one. */
export const transferId = {
  /** A chunk's billed entries under one lease in one accounting month. */
  charge: (of: { deviceId: string; firstSeq: number; leaseId: string; period: Month }) =>
    `charge:${of.deviceId}:${of.firstSeq}:${of.leaseId}:${of.period}`,
  topUp: (orderId: string) => `top_up:${orderId}`,
  /** The provider's fee on a top-up, which the platform bears. */
  topUpSubsidy: (orderId: string) => `top_up_subsidy:${orderId}`,
  ruling: (rulingId: string) => `ruling:${rulingId}`,
  close: (closing: Month, account: string) => `close:${closing}:${account}`,
  /** The first time that a party is given what an account keeps for it, and each later time that it has grown. */
  claim: (partyId: string, unclaimed: string, earlier = 0) =>
    `claim:${partyId}:${unclaimed}${earlier === 0 ? "" : `:${earlier}`}`,
  sale: (of: SalePart) => `sale:${of.orderId}:${of.line}:${of.role}:${of.position}`,
  refund: (of: SalePart) => `refund:${of.orderId}:${of.line}:${of.role}:${of.position}`,
  /** What a buyer paid after the order had failed or expired, and what was sent back of it. */
  latePaid: (orderId: string) => `late_paid:${orderId}`,
  lateReturned: (orderId: string) => `late_returned:${orderId}`,
  payoutReserved: (payoutId: string) => `payout_reserved:${payoutId}`,
  payoutSucceeded: (payoutId: string) => `payout_succeeded:${payoutId}`,
  payoutFailed: (payoutId: string) => `payout_failed:${payoutId}`,
  payoutReturned: (payoutId: string) => `payout_returned:${payoutId}`,
} as const;

/** A transfer that may be written. Throws a RangeError for an amount of 0 or less, or from an account to itself. */
export function transfer(fields: Transfer): Transfer {
  accountKind(fields.debit);
  accountKind(fields.credit);
  if (fields.amount <= 0n) throw new RangeError(`transfer ${fields.id} moves ${fields.amount}`);
  if (fields.debit === fields.credit) throw new RangeError(`transfer ${fields.id} leads back to ${fields.debit}`);
  return fields;
}

/** Whether two transfers of one id say the same; a different one under a used id must stop everything. */
export function sameTransfer(a: Transfer, b: Transfer): boolean {
  return (
    a.id === b.id &&
    a.debit === b.debit &&
    a.credit === b.credit &&
    a.amount === b.amount &&
    a.currency === b.currency &&
    a.code === b.code &&
    a.ref === b.ref &&
    a.period === b.period
  );
}

/** Every account's balance, rebuilt from the transfers alone. */
export function balancesOf(transfers: Iterable<Transfer>): Map<string, Micro> {
  const sums = new Map<string, bigint>();
  for (const { debit, credit, amount } of transfers) {
    sums.set(debit, (sums.get(debit) ?? 0n) - amount);
    sums.set(credit, (sums.get(credit) ?? 0n) + amount);
  }
  return new Map([...sums].map(([account, sum]) => [account, micro(sum)]));
}

/** The trial balance: debits and credits of all accounts, whose difference must be 0. */
export function trialBalance(balances: Balances): TrialBalance {
  let debits = 0n;
  let credits = 0n;
  for (const balance of balances.values()) {
    if (balance < 0n) debits -= balance;
    else credits += balance;
  }
  const openClearing = [...balances]
    .filter(([account, balance]) => balance !== 0n && isClearing(accountKind(account)))
    .map(([account, balance]) => ({ account, balance }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1));
  return { debits: micro(debits), credits: micro(credits), difference: micro(credits - debits), openClearing };
}
