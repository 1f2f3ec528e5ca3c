import { toBase64url } from "@songkeeper/base";
import { deviceClient, transport } from "@songkeeper/client";
import { type Database, takePlace } from "./database.ts";
import { answered } from "./http-platform.ts";

const ALGORITHM = "Ed25519";

/** A code as people type it: case, spaces and dashes are forgiven, and look-alikes become what was meant. */
export function readCode(text: string): string {
  return text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1")
    .replaceAll("U", "V");
}

/**
 * Pairs this machine with the zone that the code stands for. Undefined when it is done, else the reason why not. Each try
 * has a key of its own: the platform takes none twice, and a code whose answer was lost is used up.
 */
export async function pair(db: Database, code: string): Promise<string | undefined> {
  const keys = await makeKeys();
  if (!keys) return "no_signing";
  const publicKey = toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey)));
  const answer = await answered(deviceClient(transport()).pair({ code, publicKey }));
  if (!answer.ok) return answer.reason;
  const { deviceId, token, names, expectedSeq, headHash } = answer.value;
  const device = { deviceId, token, names, privateKey: keys.privateKey };
  await takePlace(db, device, { nextSeq: expectedSeq, headHash });
  return undefined;
}

/** Signs with the device's key. */
export function signer(privateKey: CryptoKey): (message: Uint8Array) => Promise<Uint8Array> {
  return async (message) => new Uint8Array(await crypto.subtle.sign(ALGORITHM, privateKey, new Uint8Array(message)));
}

/** A key pair whose private half never leaves the browser; undefined where it cannot make one. */
async function makeKeys(): Promise<CryptoKeyPair | undefined> {
  try {
    const made = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
    return "privateKey" in made ? made : undefined;
  } catch {
    return undefined;
  }
}
