import { createHmac, timingSafeEqual } from "node:crypto";
import { extname } from "node:path";
import { toBase64url, utf8 } from "@songkeeper/base";
import { z } from "zod";

/** The permission to fetch one file until a time, to whoever holds it: for a lease's song, or to listen before choosing. */
export interface PathToken {
  readonly object: string;
  /** The file's content, in hex: it is also its ETag. */
  readonly sha256: string;
  readonly bytes: number;
  readonly expiresAt: Date;
  readonly purpose: "lease" | "listen";
  /** What it was given for: the lease's id, or the track's. */
  readonly ref: string;
}

/** A token is made from its parts in this order; the times are seconds since 1970. */
const payload = z.tuple([
  z.literal(1),
  z.string(),
  z.string().regex(/^[0-9a-f]{64}$/),
  z.int().min(1),
  z.int().min(0),
  z.enum(["lease", "listen"]),
  z.string(),
]);

/** Signs a permission as "<payload>.<HMAC-SHA256>", both base64url: it fits into an address. */
export function signPathToken(secret: Uint8Array, token: PathToken): string {
  const expires = Math.floor(token.expiresAt.getTime() / 1_000);
  const parts = [1, token.object, token.sha256, token.bytes, expires, token.purpose, token.ref];
  const text = toBase64url(utf8(JSON.stringify(parts)));
  return `${text}.${macOf(secret, text)}`;
}

/** The address of a file for whoever holds this: it ends like the file's own name, by which players know what it is. */
export function tokenUrl(secret: Uint8Array, token: PathToken): string {
  return `/m/${signPathToken(secret, token)}/track${extname(token.object)}`;
}

/** A token as it was signed; undefined when we did not sign it, when it was altered, and once it has expired. */
export function readPathToken(secret: Uint8Array, text: string, now: Date): PathToken | undefined {
  const [signed = "", mac = "", ...rest] = text.split(".");
  if (rest.length > 0 || !isSame(macOf(secret, signed), mac)) return undefined;
  const parts = payload.parse(JSON.parse(Buffer.from(signed, "base64url").toString("utf8")));
  const [, object, sha256, bytes, expires, purpose, ref] = parts;
  const expiresAt = new Date(expires * 1_000);
  return now.getTime() < expiresAt.getTime() ? { object, sha256, bytes, expiresAt, purpose, ref } : undefined;
}

/** The purpose stands in the signed text, so that no other token under this secret can pass for one of these. */
function macOf(secret: Uint8Array, text: string): string {
  return createHmac("sha256", secret).update(`path-token:${text}`).digest("base64url");
}

/** Compared as text, so that there is one spelling of a token only; in constant time. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [utf8(expected), utf8(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
