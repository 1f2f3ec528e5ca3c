import { toBase64url, utf8 } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { detachedJws, payloadOf, readDetachedJws } from "./detached-jws.ts";
import { bytesOfPublicKey, keyFingerprint, plainFingerprint } from "./key-fingerprint.ts";
import { keyPair, sha256, verifySignature } from "./testing/keys.ts";

const key = keyPair("k1", 1);
const payload = payloadOf({ b: 1, a: "雨" });
const jws = await detachedJws(payload, key.sign, key.kid);
const [protectedPart = "", signaturePart = ""] = jws.split("..");

test("a detached signature names its key and covers header and payload", async () => {
  const read = readDetachedJws(jws, payload);
  if (!read) throw new Error("not read");
  expect(read.kid).toBe("k1");
  expect(new TextDecoder().decode(read.message)).toBe(`${protectedPart}.${toBase64url(utf8('{"a":"雨","b":1}'))}`);
  const publicKey = bytesOfPublicKey(key.publicKey);
  expect(await verifySignature({ ...read, publicKey })).toBe(true);

  const other = readDetachedJws(jws, payloadOf({ b: 2, a: "雨" }));
  if (!other) throw new Error("not read");
  expect(await verifySignature({ ...other, publicKey })).toBe(false);
});

test.each([
  ["no algorithm", { alg: "none", kid: "k1" }],
  ["another algorithm", { alg: "HS256", kid: "k1" }],
  ["no key", { alg: "EdDSA" }],
  ["a key of its own", { alg: "EdDSA", jwk: {}, kid: "k1" }],
  ["an extension that must be understood", { alg: "EdDSA", crit: ["b64"], kid: "k1" }],
  ["members in another order", { kid: "k1", alg: "EdDSA" }],
  ["a key id that is no text", { alg: "EdDSA", kid: 1 }],
  ["nothing", null],
])("a signature whose header has %s is not read", (_, header) => {
  expect(readDetachedJws(`${toBase64url(utf8(JSON.stringify(header)))}..${signaturePart}`, payload)).toBeUndefined();
});

test.each([
  "",
  "..",
  protectedPart,
  `${protectedPart}..`,
  `${protectedPart}.${toBase64url(payload)}.${signaturePart}`,
  `${jws}=`,
  ` ${jws}`,
  `${jws}A`,
])("%j is not a detached signature", (text) => {
  expect(readDetachedJws(text, payload)).toBeUndefined();
});

test("whatever stands for a signature is read or not, and never thrown at", () => {
  const parts = fc.tuple(fc.base64String(), fc.constantFrom(".", ".."), fc.string());
  fc.assert(fc.property(parts, (some) => readDetachedJws(some.join(""), payload) === undefined));
});

test("a fingerprint is the hash of the key's 32 bytes, and is known however it was typed", () => {
  const fingerprint = keyFingerprint(new Uint8Array(32), sha256);
  expect(fingerprint).toBe("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
  expect(plainFingerprint("66:68 7A-AD\n")).toBe("66687aad");
  expect(() => bytesOfPublicKey({ kid: "k", publicKey: "AAAA" })).toThrow(RangeError);
});
