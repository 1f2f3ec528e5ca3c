/** What canonical JSON can carry: no bigint, no undefined, no NaN. Money travels as decimal text. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * A value's one canonical text (RFC 8785, JSON Canonicalization Scheme): no spaces, names sorted by UTF-16 code unit.
 * Throws a RangeError for what has no such text: numbers that are not finite, lone surrogates, other types.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return canonicalNumber(value);
  if (typeof value === "string") return canonicalString(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(",")}]`;
  if (typeof value !== "object") throw new RangeError(`no canonical form for a ${typeof value}`);
  const object = value as { readonly [name: string]: Json };
  const members = Object.keys(object)
    .toSorted(byCodeUnit)
    .map((name) => `${canonicalString(name)}:${canonicalJson(object[name] as Json)}`);
  return `{${members.join(",")}}`;
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`no canonical form for ${value}`);
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (LONE_SURROGATE.test(value)) throw new RangeError("no canonical form for a lone surrogate");
  return JSON.stringify(value);
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
