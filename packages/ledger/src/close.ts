import { CURRENCY, micro, type Micro, type Month } from "@songkeeper/base";
import { royaltyClearing } from "./account.ts";
import { differencesOf, incomeOf, keyText, type UsageKey } from "./differences.ts";
import type { Share, Split } from "./split.ts";
import { transfer, transferId, type Transfer } from "./transfer.ts";

/** The verdicts by which plays are counted. */
export type PlayVerdict = "billed" | "unbilled" | "held" | "rejected";

/**
 * One frozen row of the payee side: the net plays of a key with one verdict and reason, in all accounting months before
 * this close and with it. The fee is the key's, the same in all its rows.
 */
export type FrozenRow = {
  readonly key: UsageKey;
  readonly fee: Micro;
  readonly verdict: PlayVerdict;
  readonly reason: string | null;
  readonly playsBefore: number;
  readonly playsNow: number;
};

/** A key as this close prices it. */
export type PricedKey = {
  readonly key: UsageKey;
  readonly fee: Micro;
  /** Net billed plays before this close and with it. */
  readonly playsBefore: number;
  readonly playsNow: number;
  /** What the plays that are new in this close come to; below 0 where more were voided than came. */
  readonly gross: Micro;
  /** Newly accounted plays by `playsLabel`, without those that are 0; below 0 where a ruling took plays away. */
  readonly plays: Readonly<Record<string, number>>;
};

/** What a close posts to one credit of one key. */
export type Posting = Share & {
  readonly key: UsageKey;
  readonly kind: "allocated" | "difference";
};

/** Verdict and reason as they stand in a statement's counts: "billed", "unbilled:below_threshold". */
export function playsLabel(verdict: PlayVerdict, reason: string | null): string {
  return reason === null ? verdict : `${verdict}:${reason}`;
}

/** The frozen rows brought together by key, in order of the key's text. Throws where one key has two fees. */
export function priceKeys(rows: readonly FrozenRow[]): PricedKey[] {
  const byKey = new Map<string, FrozenRow[]>();
  for (const row of rows) {
    const text = keyText(row.key);
    const group = byKey.get(text);
    if (group) group.push(row);
    else byKey.set(text, [row]);
  }
  return [...byKey].toSorted(byText).map(([text, group]) => priceKey(text, group));
}

/** What each credit of each key is due from this close, in order of key, role and position; zeros included. */
export function postingsOf(closing: Month, keys: readonly PricedKey[], splitOf: (key: UsageKey) => Split): Posting[] {
  return keys.flatMap(({ key, fee, playsBefore, playsNow }) =>
    differencesOf({ split: splitOf(key), coveredRoles: key.coveredRoles, fee, playsBefore, playsNow }).map((share) => ({
      ...share,
      key,
      kind: key.originMonth === closing ? "allocated" : "difference",
    })),
  );
}

/**
 * The transfers of a close: one per account that is due something, out of the month's clearing, back into it where the
 * sum is negative; in order of the account's name. Together they are exactly what the month's keys came to.
 */
export function closingTransfers(
  closing: Month,
  postings: readonly Posting[],
  frozenAt: Date,
  accountOf: (posting: Posting) => string,
): Transfer[] {
  const sums = new Map<string, bigint>();
  for (const posting of postings) {
    const account = accountOf(posting);
    sums.set(account, (sums.get(account) ?? 0n) + posting.amount);
  }
  return [...sums]
    .toSorted(byText)
    .flatMap(([account, sum]) => closingTransfer({ closing, frozenAt }, { account, sum: micro(sum) }) ?? []);
}

/**
 * The transfer that brings an account what a close posted to it, out of the month's clearing, or back into it where the
 * sum is below 0. Undefined where the sum is 0.
 */
export function closingTransfer(
  { closing, frozenAt }: { closing: Month; frozenAt: Date },
  { account, sum }: { account: string; sum: Micro },
): Transfer | undefined {
  if (sum === 0n) return undefined;
  const clearing = royaltyClearing(closing);
  return transfer({
    id: transferId.close(closing, account),
    debit: sum > 0n ? clearing : account,
    credit: sum > 0n ? account : clearing,
    amount: micro(sum > 0n ? sum : -sum),
    currency: CURRENCY,
    code: "close",
    ref: closing,
    period: closing,
    createdAt: frozenAt,
  });
}

function priceKey(text: string, rows: readonly FrozenRow[]): PricedKey {
  const [first] = rows;
  if (!first) throw new RangeError(`no rows for ${text}`);
  if (rows.some((row) => row.fee !== first.fee)) throw new RangeError(`two fees for ${text}`);
  const billed = rows.filter((row) => row.verdict === "billed");
  const playsBefore = billed.reduce((sum, row) => sum + row.playsBefore, 0);
  const playsNow = billed.reduce((sum, row) => sum + row.playsNow, 0);
  return {
    key: first.key,
    fee: first.fee,
    playsBefore,
    playsNow,
    gross: micro(incomeOf(first.fee, playsNow) - incomeOf(first.fee, playsBefore)),
    plays: newPlays(rows),
  };
}

function newPlays(rows: readonly FrozenRow[]): Record<string, number> {
  const plays = new Map<string, number>();
  for (const { verdict, reason, playsBefore, playsNow } of rows) {
    const label = playsLabel(verdict, reason);
    plays.set(label, (plays.get(label) ?? 0) + playsNow - playsBefore);
  }
  return Object.fromEntries([...plays].filter(([, count]) => count !== 0).toSorted(byText));
}

function byText(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
