/// <reference types="node" />
import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  concatBytes,
  fromBase64url,
  fromHex,
  hmacSha256,
  sameBytes,
  toBase64url,
  toHex,
  utf8,
  type Sha256,
} from "./bytes.ts";

const sha256: Sha256 = (bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());
const bytes = fc.uint8Array({ maxLength: 200 });

/** RFC 4231, section 4: the cases with the whole 256 bits. */
test.each([
  ["0b".repeat(20), toHex(utf8("Hi There")), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
  [
    toHex(utf8("Jefe")),
    toHex(utf8("what do ya want for nothing?")),
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  ],
  ["aa".repeat(20), "dd".repeat(50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"],
  [
    "0102030405060708090a0b0c0d0e0f10111213141516171819",
    "cd".repeat(50),
    "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
  ],
  [
    "aa".repeat(131),
    toHex(utf8("Test Using Larger Than Block-Size Key - Hash Key First")),
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
])("the HMAC of RFC 4231 with key %s", (key, message, mac) => {
  expect(toHex(hmacSha256(sha256, fromHex(key), fromHex(message)))).toBe(mac);
});

test("our HMAC is the one of everybody else, for any key and message", () => {
  fc.assert(
    fc.property(bytes, bytes, (key, message) => {
      const theirs = createHmac("sha256", key).update(message).digest("hex");
      expect(toHex(hmacSha256(sha256, key, message))).toBe(theirs);
    }),
  );
});

test("bytes come back from hex and from base64url, which are what everybody else writes", () => {
  fc.assert(
    fc.property(bytes, (some) => {
      expect(toHex(some)).toBe(Buffer.from(some).toString("hex"));
      expect(toBase64url(some)).toBe(Buffer.from(some).toString("base64url"));
      expect(sameBytes(fromHex(toHex(some)), some)).toBe(true);
      expect(sameBytes(fromBase64url(toBase64url(some)), some)).toBe(true);
    }),
  );
});

test.each(["0", "0g", "AB", "0x", " 00", "00\n"])("%j is not lower-case hex", (text) => {
  expect(() => fromHex(text)).toThrow(RangeError);
});

test.each(["A", "AA==", "A+", "A/", "AA\n", "AAAAA"])("%j is not base64url", (text) => {
  expect(() => fromBase64url(text)).toThrow(RangeError);
});

test("byte strings are joined in order, and are the same only when all bytes are", () => {
  expect(concatBytes(utf8("a"), new Uint8Array(0), utf8("雨"))).toEqual(utf8("a雨"));
  expect(sameBytes(utf8("ab"), utf8("ab"))).toBe(true);
  expect(sameBytes(utf8("ab"), utf8("ac"))).toBe(false);
  expect(sameBytes(utf8("ab"), utf8("abc"))).toBe(false);
  expect(sameBytes(utf8("ab"), utf8("a"))).toBe(false);
});
