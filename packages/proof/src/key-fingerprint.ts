import { fromBase64url, toHex, type Sha256 } from "@songkeeper/base";

/** A public key as it travels: the 32 bytes of an Ed25519 key, base64url, and the id by which signatures name it. */
export type PublicKey = { readonly kid: string; readonly publicKey: string };

/** What is printed on certificates and statements to know a key by: SHA-256 of its 32 bytes, hex. */
export function keyFingerprint(publicKey: Uint8Array, sha256: Sha256): string {
  return toHex(sha256(publicKey));
}

/** The 32 bytes of a public key. Throws a RangeError for text that is none. */
export function bytesOfPublicKey({ publicKey }: PublicKey): Uint8Array {
  const bytes = fromBase64url(publicKey);
  if (bytes.length !== 32) throw new RangeError(`a public key of ${bytes.length} bytes`);
  return bytes;
}

/** A fingerprint as a person may have typed it from paper: capitals, spaces, colons and dashes do not matter. */
export function plainFingerprint(typed: string): string {
  return typed.toLowerCase().replaceAll(/[\s:-]/g, "");
}
