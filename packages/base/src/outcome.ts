/** One field that broke a rule: where it is in the request, and which rule, as a snake_case fact. */
export interface FieldError {
  readonly path: string;
  readonly rule: string;
}

/** What a use case or rule answers: a value, or the stable reason why not. */
export type Outcome<T, R extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R; readonly errors?: readonly FieldError[]; readonly facts?: Facts };

/** Facts that help the caller to go on, such as the sequence number that is expected. */
export type Facts = Readonly<Record<string, string | number>>;

/** The rule says yes. */
export function accept<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** The rule says no, for a stable reason; with the fields that broke it or facts to go on with, where there are any. */
export function refuse<R extends string>(reason: R, more: { errors?: readonly FieldError[]; facts?: Facts } = {}) {
  return { ok: false as const, reason, ...more };
}
