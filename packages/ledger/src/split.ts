import { micro, ROLES, ZERO, type Micro, type Role } from "@songkeeper/base";
import { allocate } from "./allocate.ts";

/**
 * One person's part in a track's income: `weight` parts of all the parts of that role (a whole number above 0). The
 * position orders the people within a role, and with it who is given the odd micro.
 */
export type Credit = {
  readonly role: Role;
  readonly position: number;
  readonly partyId: string;
  readonly weight: number;
};

/** Everyone who has a share in a track, under one split version. Immutable: another division is another version. */
export type Split = readonly Credit[];

/** What one credit is due. */
export type Share = Credit & { readonly amount: Micro };

const WRITERS_WEIGHT = 20n;
const RECORDING_WEIGHT = 80n;

/**
 * How income divides between the roles, in hundredths: lyricist 10, composer 10, recording 80 (rule 2 of the house).
 * The writers' 20 stays with the writers: without a lyricist (an instrumental) the composer has all of it, without a
 * composer (spoken word) the lyricist; only where nobody wrote it (a traditional) does the recording have 100.
 * Throws a RangeError for a split that no track may have.
 */
export function roleWeights(split: Split): Readonly<Record<Role, bigint>> {
  checkSplit(split);
  const has = (role: Role) => split.some((credit) => credit.role === role);
  const writers = [has("lyricist"), has("composer")].filter(Boolean).length;
  const writerWeight = writers === 0 ? 0n : WRITERS_WEIGHT / BigInt(writers);
  return {
    lyricist: has("lyricist") ? writerWeight : 0n,
    composer: has("composer") ? writerWeight : 0n,
    recording: RECORDING_WEIGHT + (writers === 0 ? WRITERS_WEIGHT : 0n),
  };
}

/** The part of a per-play price that a shop owes when a society's licence covers some roles: exact, in whole micros. */
export function uncoveredFee(price: Micro, split: Split, coveredRoles: readonly Role[]): Micro {
  const weights = roleWeights(split);
  const hundredths = ROLES.filter((role) => !coveredRoles.includes(role)).reduce(
    (sum, role) => sum + weights[role],
    0n,
  );
  if ((price * hundredths) % 100n !== 0n) throw new RangeError(`a price of ${price} does not divide by role`);
  return micro((price * hundredths) / 100n);
}

/**
 * A final total of income divided among a track's credits, in the order of the key (role, then position): first over
 * the roles that no society's licence covers, then over the people within each. A covered credit is due 0. Throws a
 * RangeError when there is something to divide and every role with a share is covered.
 */
export function allocateIncome(total: Micro, split: Split, coveredRoles: readonly Role[]): Share[] {
  const weights = roleWeights(split);
  const open = ROLES.map((role) => (coveredRoles.includes(role) ? 0n : weights[role]));
  const byRole = total === 0n ? ROLES.map(() => ZERO) : allocate(total, open);
  return ROLES.flatMap((role, index) => allocateRole(byRole[index] ?? ZERO, creditsOf(split, role)));
}

/** A split's credits in the order of their key: lyricist, composer, recording; then by position. */
export function inKeyOrder(split: Split): Credit[] {
  return ROLES.flatMap((role) => creditsOf(split, role));
}

function allocateRole(total: Micro, credits: readonly Credit[]): Share[] {
  if (credits.length === 0) return [];
  const amounts = allocate(
    total,
    credits.map((credit) => BigInt(credit.weight)),
  );
  return credits.map((credit, index) => ({ ...credit, amount: amounts[index] ?? ZERO }));
}

function creditsOf(split: Split, role: Role): Credit[] {
  return split.filter((credit) => credit.role === role).toSorted((a, b) => a.position - b.position);
}

function checkSplit(split: Split): void {
  if (!split.some((credit) => credit.role === "recording"))
    throw new RangeError("a split names nobody for the recording");
  const keys = new Set(split.map((credit) => `${credit.role}.${credit.position}`));
  if (keys.size !== split.length) throw new RangeError("two credits of a split have one role and position");
  for (const { position, weight } of split) {
    if (!Number.isSafeInteger(position) || position < 0) throw new RangeError(`not a credit's position: ${position}`);
    if (!Number.isSafeInteger(weight) || weight <= 0) throw new RangeError(`not a credit's parts: ${weight}`);
  }
}
