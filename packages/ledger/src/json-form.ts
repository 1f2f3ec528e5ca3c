import { ROLES, USES } from "@songkeeper/base";

/** Where a value is not of a form: the path of the first member that is not; undefined when all are. */
export type Form = (value: unknown, path: string) => string | undefined;

/** Lone surrogates have no canonical form, so what has them cannot have been signed. */
export const text: Form = is((value) => typeof value === "string" && value.isWellFormed());
export const integer: Form = is((value) => Number.isSafeInteger(value));
export const count: Form = is((value) => typeof value === "number" && Number.isSafeInteger(value) && value >= 0);
export const micros: Form = matching(/^(0|-?[1-9]\d{0,18})$/);
export const monthText: Form = matching(/^\d{4}-(0[1-9]|1[0-2])$/);
export const hash: Form = matching(/^[0-9a-f]{64}$/);
export const role: Form = is((value) => ROLES.some((known) => known === value));
export const use: Form = is((value) => USES.some((known) => known === value));

/** A value of which this holds. */
export function is(holds: (value: unknown) => boolean): Form {
  return (value, path) => (holds(value) ? undefined : path);
}

/** Text that matches a pattern as a whole: give it both anchors. */
export function matching(pattern: RegExp): Form {
  return is((value) => typeof value === "string" && pattern.test(value));
}

/** This form, or null. */
export function orNull(form: Form): Form {
  return (value, path) => (value === null ? undefined : form(value, path));
}

/** An array of values of one form. */
export function list(form: Form): Form {
  return (value, path) =>
    Array.isArray(value) ? firstBad(value.map((item, index) => form(item, `${path}[${index}]`))) : path;
}

/** An object whose members, whatever their names, are of one form. */
export function record(form: Form): Form {
  return (value, path) =>
    isObject(value)
      ? firstBad(Object.entries(value).map(([name, item]) => text(name, path) ?? form(item, `${path}.${name}`)))
      : path;
}

/** An object with exactly these members. */
export function members(forms: Readonly<Record<string, Form>>): Form {
  return (value, path) => {
    if (!isObject(value)) return path;
    const unknown = Object.keys(value).find((name) => !Object.hasOwn(forms, name));
    if (unknown !== undefined) return `${path}.${unknown}`;
    return firstBad(Object.entries(forms).map(([name, form]) => form(value[name], `${path}.${name}`)));
  };
}

function firstBad(paths: readonly (string | undefined)[]): string | undefined {
  return paths.find((path) => path !== undefined);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
