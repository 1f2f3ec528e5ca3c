import { type Micro, micro, type Role } from "@songkeeper/base";

/** Fees are set in steps of so many micros, so that every role's tenths of one are whole micros. */
export const FEE_STEP = 100n;

const TENTHS_OF_WRITERS = 2n;
const TENTHS_OF_RECORDING = 8n;

/**
 * What one play costs a shop whose society's licence covers some roles: the other roles' tenths of the fee, exactly.
 * `roles` are those that the song has credits in: lyricist 1, composer 1, recording 8; a writer who is alone has both
 * writers' tenths, and where nobody wrote the song the recording has all. Throws a RangeError for a fee out of step.
 */
export function feeOfUncovered(fee: Micro, roles: readonly Role[], coveredRoles: readonly Role[]): Micro {
  if (fee < 0n || fee % FEE_STEP !== 0n) throw new RangeError(`not a fee per play: ${fee}`);
  const uncovered = [...new Set(roles)].filter((role) => !coveredRoles.includes(role));
  const tenths = uncovered.reduce((sum, role) => sum + tenthsOf(role, roles), 0n);
  return micro((fee / 10n) * tenths);
}

function tenthsOf(role: Role, roles: readonly Role[]): bigint {
  const writers = BigInt(["lyricist", "composer"].filter((writer) => roles.some((one) => one === writer)).length);
  if (role === "recording") return writers === 0n ? TENTHS_OF_RECORDING + TENTHS_OF_WRITERS : TENTHS_OF_RECORDING;
  return TENTHS_OF_WRITERS / writers;
}
