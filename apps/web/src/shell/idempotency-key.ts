import { toHex } from "@songkeeper/base";

/** A key that names one payment, made of chance. (`randomUUID` is missing on pages without https.) */
export function newIdempotencyKey(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(16)));
}
