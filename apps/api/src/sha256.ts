import { hash } from "node:crypto";

/** SHA-256 as pure packages take it: bytes in, 32 bytes out. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash("sha256", bytes, "buffer");
}

/** SHA-256 of text as lower-case hex. */
export function sha256Hex(text: string): string {
  return hash("sha256", text, "hex");
}
