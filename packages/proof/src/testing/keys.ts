/// <reference types="node" />
import { createHash, createPrivateKey, createPublicKey, sign as signBytes, verify } from "node:crypto";
import { toBase64url, type Sha256 } from "@songkeeper/base";
import type { Sign, VerifySignature } from "../detached-jws.ts";
import type { PublicKey } from "../key-fingerprint.ts";

/** Node's cryptography, handed in by tests as the apps hand it in. */
export const sha256: Sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());

export const verifySignature: VerifySignature = ({ publicKey, message, signature }) => {
  const jwk = { kty: "OKP", crv: "Ed25519", x: toBase64url(publicKey) };
  return verify(null, message, createPublicKey({ key: jwk, format: "jwk" }), signature);
};

/** A key pair made of one byte, the same in every run. */
export function keyPair(kid: string, seedByte: number): { kid: string; sign: Sign; publicKey: PublicKey } {
  const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), Buffer.alloc(32, seedByte)]);
  const privateKey = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
  const x = createPublicKey(privateKey).export({ format: "jwk" }).x ?? "";
  const sign: Sign = (message) => new Uint8Array(signBytes(null, message, privateKey));
  return { kid, sign, publicKey: { kid, publicKey: x } };
}
