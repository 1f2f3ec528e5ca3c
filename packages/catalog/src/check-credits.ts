import { accept, type FieldError, type Outcome, refuse, type Role, ROLES } from "@songkeeper/base";

/** One person's part in one role of a song, in whole per mille of that role. */
export interface CreditPart {
  readonly role: Role;
  readonly perMille: number;
}

/** A credit at its place among those of its role, from 0: the key by which income is split and kept. */
export type Placed<C extends CreditPart> = C & { readonly position: number };

export const PER_MILLE = 1_000;

/**
 * The credits with their positions, each counted within its role as they were listed. Refused as `invalid_fields`, with
 * every field that is wrong: parts of a role that do not sum to 1,000 exactly, or nobody for the composition or the
 * recording (rule 2 of the house). No lyricist is an instrumental.
 */
export function checkCredits<C extends CreditPart>(credits: readonly C[]): Outcome<Placed<C>[], "invalid_fields"> {
  const errors = [...wrongParts(credits), ...ROLES.flatMap((role) => wrongSum(credits, role)), ...missing(credits)];
  return errors.length > 0 ? refuse("invalid_fields", { errors }) : accept(placed(credits));
}

function wrongParts(credits: readonly CreditPart[]): FieldError[] {
  return credits.flatMap((credit, at) => (isPart(credit.perMille) ? [] : [errorAt(at, "not_per_mille")]));
}

/** Each credit of a role whose parts do not add up is named: any of them may be the wrong one. */
function wrongSum(credits: readonly CreditPart[], role: Role): FieldError[] {
  const parts = credits.filter((credit) => credit.role === role).map(({ perMille }) => perMille);
  const sum = parts.reduce((total, perMille) => total + perMille, 0);
  if (parts.length === 0 || sum === PER_MILLE || !parts.every(isPart)) return [];
  return credits.flatMap((credit, at) => (credit.role === role ? [errorAt(at, "role_does_not_sum_to_1000")] : []));
}

function missing(credits: readonly CreditPart[]): FieldError[] {
  const needed: readonly Role[] = ["composer", "recording"];
  return needed
    .filter((role) => !credits.some((credit) => credit.role === role))
    .map((role) => ({ path: "credits", rule: `${role}_missing` }));
}

function placed<C extends CreditPart>(credits: readonly C[]): Placed<C>[] {
  const next = new Map<Role, number>();
  return credits.map((credit) => {
    const position = next.get(credit.role) ?? 0;
    next.set(credit.role, position + 1);
    return { ...credit, position };
  });
}

function isPart(perMille: number): boolean {
  return Number.isSafeInteger(perMille) && perMille >= 1 && perMille <= PER_MILLE;
}

function errorAt(at: number, rule: string): FieldError {
  return { path: `credits.${at}.perMille`, rule };
}
