import { type Micro, ZERO } from "@songkeeper/base";
import { keyText, playsLabel, type PlayVerdict, type UsageKey } from "@songkeeper/ledger";
import type { ClosingKey, PlayCount } from "./closing-key.ts";

/** Plays of one key with one verdict and reason, and their fee; 0 where an unbilled play names none. */
export interface CountedPlays extends PlayCount {
  readonly key: UsageKey;
  readonly fee: Micro;
}

/** Rulings of one kind: plays of a key, how they had been counted, and how they are counted now. */
export interface CountedRulings extends CountedPlays {
  readonly replaced: { readonly verdict: PlayVerdict; readonly reason: string | null };
}

/** The billed plays of a key in all accounting months before this one. */
export interface BilledBefore {
  readonly key: UsageKey;
  readonly fee: Micro;
  readonly plays: number;
}

interface Collected {
  readonly key: UsageKey;
  fee: Micro;
  billed: number;
  readonly others: Map<string, { verdict: PlayVerdict; reason: string | null; plays: number }>;
}

/**
 * What is new in a month, brought together by key in order of its text. A play that was ruled on counts as its ruling
 * says, and no longer as it was judged; so where both fall into one month it counts once. The rollup has its rulings in
 * it, plays have them beside them.
 */
export function collectKeys(of: {
  readonly counted: Iterable<CountedPlays>;
  readonly rulings: Iterable<CountedRulings>;
  readonly before: Iterable<BilledBefore>;
}): ClosingKey[] {
  const keys = new Map<string, Collected>();
  for (const row of of.counted) count(keys, row);
  for (const { key, fee, replaced, plays } of of.rulings) count(keys, { key, fee, ...replaced, plays: -plays });
  const before = new Map(Array.from(of.before, (row) => [keyText(row.key), row]));
  return [...keys].toSorted(byText).map(([text, { key, fee, billed, others }]) => {
    const earlier = before.get(text);
    return {
      key,
      fee: fee > ZERO ? fee : (earlier?.fee ?? ZERO),
      billedBefore: earlier?.plays ?? 0,
      billedNow: (earlier?.plays ?? 0) + billed,
      others: [...others].toSorted(byText).flatMap(([, other]) => (other.plays === 0 ? [] : other)),
    };
  });
}

/** Billed plays are one number, whatever made them so; others are told apart by reason. */
function count(keys: Map<string, Collected>, { key, fee, verdict, reason, plays }: CountedPlays): void {
  const text = keyText(key);
  const into = keys.get(text) ?? { key, fee: ZERO, billed: 0, others: new Map() };
  keys.set(text, into);
  if (fee > into.fee) into.fee = fee;
  if (verdict === "billed") {
    into.billed += plays;
    return;
  }
  const label = playsLabel(verdict, reason);
  const other = into.others.get(label) ?? { verdict, reason, plays: 0 };
  other.plays += plays;
  into.others.set(label, other);
}

function byText(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;
}
