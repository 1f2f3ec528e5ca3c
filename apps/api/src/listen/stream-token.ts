import { createHmac, timingSafeEqual } from "node:crypto";
import { toBase64url, utf8 } from "@songkeeper/base";
import { LRUCache } from "lru-cache";
import { z } from "zod";

/** What a token lets its holder stream: 128 kbit/s, or that and lossless. A preview needs no token. */
export const STREAM_TIERS = ["standard", "lossless"] as const;

/** The leave to stream a recording until a time, to whoever holds it; for whom it was given is asked again on serving. */
export interface StreamToken {
  readonly recordingId: string;
  /** Null where a musician hears an own recording that may not be published yet. */
  readonly trackId: string | null;
  /** Null for a visitor who is not signed in. */
  readonly userId: string | null;
  readonly tier: (typeof STREAM_TIERS)[number];
  readonly expiresAt: Date;
}

/** A token is made from its parts in this order; the time is seconds since 1970. */
const payload = z.tuple([
  z.literal(1),
  z.string(),
  z.string().nullable(),
  z.string().nullable(),
  z.enum(STREAM_TIERS),
  z.int().min(0),
]);

/** Signs a leave as "<payload>.<HMAC-SHA256>", both base64url: it fits into an address. */
export function signStreamToken(secret: Uint8Array, token: StreamToken): string {
  const expires = Math.floor(token.expiresAt.getTime() / 1_000);
  const parts = [1, token.recordingId, token.trackId, token.userId, token.tier, expires];
  const text = toBase64url(utf8(JSON.stringify(parts)));
  return `${text}.${macOf(secret, text)}`;
}

const KNOWN_MAX = 20_000;

/** Reads tokens under one secret: one that was read before is not checked again, but for its time. */
export function streamTokens(secret: Uint8Array): (text: string, now: Date) => StreamToken | undefined {
  const known = new LRUCache<string, StreamToken>({ max: KNOWN_MAX });
  return (text, now) => {
    const token = known.get(text) ?? readStreamToken(secret, text, now);
    if (!token || now.getTime() >= token.expiresAt.getTime()) return undefined;
    known.set(text, token);
    return token;
  };
}

/** A token as it was signed; undefined when we did not sign it, when it was altered, and once it has expired. */
export function readStreamToken(secret: Uint8Array, text: string, now: Date): StreamToken | undefined {
  const [signed = "", mac = "", ...rest] = text.split(".");
  if (rest.length > 0 || !isSame(macOf(secret, signed), mac)) return undefined;
  const parts = payload.parse(JSON.parse(Buffer.from(signed, "base64url").toString("utf8")));
  const [, recordingId, trackId, userId, tier, expires] = parts;
  const expiresAt = new Date(expires * 1_000);
  return now.getTime() < expiresAt.getTime() ? { recordingId, trackId, userId, tier, expiresAt } : undefined;
}

/** The purpose stands in the signed text, so that a file's path token, under the same secret, cannot pass for a stream's. */
function macOf(secret: Uint8Array, text: string): string {
  return createHmac("sha256", secret).update(`stream-token:${text}`).digest("base64url");
}

/** Compared as text, so that there is one spelling of a token only; in constant time. */
function isSame(expected: string, given: string): boolean {
  const [a, b] = [utf8(expected), utf8(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
