import { createHmac, timingSafeEqual } from "node:crypto";
import { toBase64url, utf8 } from "@songkeeper/base";
import { downloadFormat } from "@songkeeper/contracts";
import { z } from "zod";
import type { Format } from "./kept-song.ts";

/** The leave to fetch a bought file until a time, to whoever holds it; whether it is bought still is asked on serving. */
export interface DownloadToken {
  readonly orderId: string;
  readonly line: number;
  readonly format: Format;
  readonly userId: string;
  readonly expiresAt: Date;
}

/** The same for what somebody keeps of a release, in one archive: this very one, by its mark. */
export interface ReleaseToken {
  readonly releaseId: string;
  readonly format: Format;
  readonly mark: string;
  readonly userId: string;
  readonly expiresAt: Date;
}

/** A token is made from its parts in this order; the time is seconds since 1970. */
const ofFile = z.tuple([z.literal(1), z.string(), z.int().min(0), downloadFormat, z.string(), z.int().min(0)]);
const ofRelease = z.tuple([z.literal(2), z.string(), z.string(), downloadFormat, z.string(), z.int().min(0)]);

/** Signs a leave as "<payload>.<HMAC-SHA256>", both base64url: it fits into an address. */
export function signDownloadToken(secret: Uint8Array, token: DownloadToken): string {
  const { orderId, line, format, userId } = token;
  return sign(secret, [1, orderId, line, format, userId, secondsOf(token)]);
}

/** The same for a release. */
export function signReleaseToken(secret: Uint8Array, token: ReleaseToken): string {
  const { releaseId, mark, format, userId } = token;
  return sign(secret, [2, releaseId, mark, format, userId, secondsOf(token)]);
}

/** A token as it was signed; undefined when we did not sign it, when it was altered, and once it has expired. */
export function readToken(secret: Uint8Array, text: string, now: Date): DownloadToken | ReleaseToken | undefined {
  const [signed = "", mac = "", ...rest] = text.split(".");
  if (rest.length > 0 || !isSame(macOf(secret, signed), mac)) return undefined;
  const parts = z.union([ofFile, ofRelease]).parse(JSON.parse(Buffer.from(signed, "base64url").toString("utf8")));
  const token = parts[0] === 1 ? fileToken(parts) : releaseToken(parts);
  return now.getTime() < token.expiresAt.getTime() ? token : undefined;
}

function fileToken([, orderId, line, format, userId, expires]: z.infer<typeof ofFile>): DownloadToken {
  return { orderId, line, format, userId, expiresAt: new Date(expires * 1_000) };
}

function releaseToken([, releaseId, mark, format, userId, expires]: z.infer<typeof ofRelease>): ReleaseToken {
  return { releaseId, mark, format, userId, expiresAt: new Date(expires * 1_000) };
}

function secondsOf({ expiresAt }: { expiresAt: Date }): number {
  return Math.floor(expiresAt.getTime() / 1_000);
}

function sign(secret: Uint8Array, parts: z.infer<typeof ofFile> | z.infer<typeof ofRelease>): string {
  const text = toBase64url(utf8(JSON.stringify(parts)));
  return `${text}.${macOf(secret, text)}`;
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
