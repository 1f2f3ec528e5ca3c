import type { Facts } from "@songkeeper/base";

/** What a statement is checked for, in this order. */
export const CHECK_NAMES = [
  "form",
  "key",
  "signature",
  "checkpoint",
  "sums",
  "plays_file",
  "play_lines",
  "chunk_hash",
  "chunk_inclusion",
  "verdict_inclusion",
  "counts",
] as const;
export type CheckName = (typeof CHECK_NAMES)[number];

/**
 * The result of one check. `ok` is null where it could not be made for want of a file, which is no success. The reason
 * is a stable snake_case fact; `checkInWords` says it in a language.
 */
export type Check = {
  readonly name: CheckName;
  readonly ok: boolean | null;
  readonly reason: string;
  readonly facts: Facts;
};

/** A check that holds. */
export function passed(name: CheckName, reason = "holds", facts: Facts = {}): Check {
  return { name, ok: true, reason, facts };
}

/** A check that does not hold, and why. */
export function failed(name: CheckName, reason: string, facts: Facts = {}): Check {
  return { name, ok: false, reason, facts };
}

/** A check that was not made, and why. */
export function notMade(name: CheckName, reason: string): Check {
  return { name, ok: null, reason, facts: {} };
}

/** Whether a statement may be believed: no check failed. What was not made is for the reader to weigh. */
export function allHold(checks: readonly Check[]): boolean {
  return checks.length > 0 && checks.every(({ ok }) => ok !== false);
}
