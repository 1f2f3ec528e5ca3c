import { type Json, type Micro, ROLES, type Role, type Use, USES } from "@songkeeper/base";
import {
  type FrozenRow,
  keyText,
  type PlayVerdict,
  type PricedKey,
  priceKeys,
  type UsageKey,
} from "@songkeeper/ledger";

/** Plays that did not earn, by why; below 0 where a ruling of this month took them away. */
export interface PlayCount {
  readonly verdict: PlayVerdict;
  readonly reason: string | null;
  readonly plays: number;
}

/** A key with plays that are new in a month, as frozen. */
export interface ClosingKey {
  readonly key: UsageKey;
  readonly fee: Micro;
  /** Net billed plays in all earlier accounting months, and with this one. */
  readonly billedBefore: number;
  readonly billedNow: number;
  /** New plays of this accounting month with any other verdict, in order of label. */
  readonly others: readonly PlayCount[];
}

/** What a frozen key's plays come to. */
export function priceClosingKey(closing: ClosingKey): PricedKey {
  const [priced] = priceKeys(frozenRowsOf(closing));
  if (!priced) throw new Error(`no rows of ${keyText(closing.key)}`);
  return priced;
}

/** A frozen key as a row that is hashed. */
export function closingKeyRow({ key, fee, billedBefore, billedNow, others }: ClosingKey): Json {
  const counts = others.map(({ verdict, reason, plays }) => [verdict, reason, plays]);
  return [keyText(key), `${fee}`, billedBefore, billedNow, counts];
}

/** A role as a column holds it. */
export function readRole(text: string): Role {
  const role = ROLES.find((known) => known === text);
  if (!role) throw new Error(`not a role: ${text}`);
  return role;
}

/** Roles as a column holds them: "lyricist,composer", or nothing. */
export function readRoles(text: string): Role[] {
  return text === "" ? [] : text.split(",").map(readRole);
}

/** A use as a column holds it. */
export function readUse(text: string): Use {
  const use = USES.find((known) => known === text);
  if (!use) throw new Error(`not a use: ${text}`);
  return use;
}

/** A verdict as a column holds it. */
export function readVerdict(text: string): PlayVerdict {
  const verdict = (["billed", "unbilled", "held", "rejected"] as const).find((known) => known === text);
  if (!verdict) throw new Error(`not a verdict: ${text}`);
  return verdict;
}

/** The rule counts only differences for other verdicts, so that their earlier plays need not be known. */
function frozenRowsOf({ key, fee, billedBefore, billedNow, others }: ClosingKey): FrozenRow[] {
  return [
    { key, fee, verdict: "billed", reason: null, playsBefore: billedBefore, playsNow: billedNow },
    ...others.map(({ verdict, reason, plays }): FrozenRow => {
      const [playsBefore, playsNow] = plays < 0 ? [-plays, 0] : [0, plays];
      return { key, fee, verdict, reason, playsBefore, playsNow };
    }),
  ];
}
