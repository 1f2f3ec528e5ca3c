import { createHmac, timingSafeEqual } from "node:crypto";
import { toBase64url, utf8 } from "@songkeeper/base";
import { z } from "zod";
import { type Format, FORMATS } from "./kept-song.ts";

/** The leave to fetch a bought file until a time, to whoever holds it; whether it is bought still is asked on serving. */
export interface DownloadToken {
  readonly orderId: string;
  readonly line: number;
  readonly format: Format;
  readonly userId: string;
  readonly expiresAt: Date;
}

/** A token is made from its parts in this order; the time is seconds since 1970. */
const payload = z.tuple([z.literal(1), z.string(), z.int().min(0), z.enum(FORMATS), z.string(), z.int().min(0)]);

/** Signs a leave as "<payload>.<HMAC-SHA256>", both base64url: it fits into an address. */
export function signDownloadToken(secret: Uint8Array, token: DownloadToken): string {
  const expires = Math.floor(token.expiresAt.getTime() / 1_000);
  const parts = [1, token.orderId, token.line, token.format, token.userId, expires];
  const text = toBase64url(utf8(JSON.stringify(parts)));
  return `${text}.${macOf(secret, text)}`;
}

/** A token as it was signed; undefined when we did not sign it, when it was altered, and once it has expired. */
export function readDownloadToken(secret: Uint8Array, text: string, now: Date): DownloadToken | undefined {
  const [signed = "", mac = "", ...rest] = text.split(".");
  if (rest.length > 0 || !isSame(macOf(secret, signed), mac)) return undefined;
  const parts = payload.parse(JSON.parse(Buffer.from(signed, "base64url").toString("utf8")));
  const [, orderId, line, format, userId, expires] = parts;
  const expiresAt = new Date(expires * 1_000);
  return now.getTime() < expiresAt.getTime() ? { orderId, line, format, userId, expiresAt } : undefined;
}

/** The purpose stands in the signed text, so that no other token under this secret can pass for one of these. */
function macOf(secret: Uint8Array, text: string): string {
  return createHmac("sha256", secret).update(`download-token:${text}`).digest("base64url");
}

/** Compared as text, so that there is one spelling of a token only; in constant time. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [utf8(expected), utf8(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
