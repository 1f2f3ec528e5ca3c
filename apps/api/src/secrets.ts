import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { fromBase64url, toBase64url, toHex } from "@songkeeper/base";
import { z } from "zod";
import { sha256 } from "./sha256.ts";

/** What only the server knows. The platform's key signs checkpoints and statements; media keys sign path tokens. */
export interface Secrets {
  readonly auth: string;
  readonly media: Uint8Array;
  readonly platform: SigningKey;
}

/** An Ed25519 key with the id under which its public part (raw 32 bytes, base64url) is published. */
export interface SigningKey {
  readonly kid: string;
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

const file = z.strictObject({ auth: z.string().min(32), media: z.string().min(43), platform: z.string() });

/**
 * The secrets under a data directory, made at the first start (mode 0600, written whole and renamed into place). Throws
 * when the file is there and cannot be read: making new keys then would orphan every statement.
 */
export function readSecrets(dataDir: string): Secrets {
  const path = join(dataDir, "secrets.json");
  if (!existsSync(path)) writeWhole(path, JSON.stringify(makeSecrets()));
  chmodSync(path, 0o600);
  const { auth, media, platform } = file.parse(JSON.parse(readFileSync(path, "utf8")));
  return { auth, media: fromBase64url(media), platform: signingKey(platform) };
}

/** Fresh secrets in the form in which the file holds them. */
export function makeSecrets(): z.infer<typeof file> {
  const { privateKey } = generateKeyPairSync("ed25519");
  const der = privateKey.export({ format: "der", type: "pkcs8" });
  return {
    auth: toBase64url(randomBytes(48)),
    media: toBase64url(randomBytes(32)),
    platform: toBase64url(der),
  };
}

/** A signing key out of its PKCS #8 form (base64url). Its id is the start of its public key's SHA-256. */
export function signingKey(pkcs8: string): SigningKey {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8, "base64url"), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(privateKey).export({ format: "jwk" }).x as string;
  return { kid: toHex(sha256(fromBase64url(publicKey))).slice(0, 16), publicKey, privateKey };
}

function writeWhole(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  const handle = openSync(draft, "w", 0o600);
  writeSync(handle, text);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(draft, path);
}
