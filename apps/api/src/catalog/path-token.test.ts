import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type PathToken, readPathToken, signPathToken } from "./path-token.ts";

const SECRET = Buffer.alloc(32, 7);
const NOW = new Date("2026-03-10T02:00:00.000Z");
const TOKEN: PathToken = {
  object: `audio/${"ab".repeat(32)}.wav`,
  sha256: "ab".repeat(32),
  bytes: 1_000,
  expiresAt: new Date("2026-03-11T02:00:00.000Z"),
  purpose: "lease",
  ref: "lease-1",
};

test("a file's permission reads back as it was signed, and fits into one part of an address", () => {
  const text = signPathToken(SECRET, TOKEN);
  expect(readPathToken(SECRET, text, NOW)).toEqual(TOKEN);
  expect(text).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
});

test.each([
  { at: "2026-03-11T01:59:59.999Z", holds: true },
  { at: "2026-03-11T02:00:00.000Z", holds: false },
])("at $at a permission until 02:00 holds: $holds", ({ at, holds }) => {
  expect(readPathToken(SECRET, signPathToken(SECRET, TOKEN), new Date(at)) !== undefined).toBe(holds);
});

test("a permission altered in any character, or signed with another secret, is none", () => {
  const text = signPathToken(SECRET, TOKEN);
  expect(readPathToken(Buffer.alloc(32, 8), text, NOW)).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom("A", "B", "z", "0", "9", "-", "_", "."), (at, character) => {
      const altered = text.slice(0, at) + character + text.slice(at + 1);
      expect(readPathToken(SECRET, altered, NOW) !== undefined).toBe(altered === text);
    }),
  );
});

test.each(["", ".", "..", "a.b", "a.b.c", "%2e%2e.x"])("the text %j is no permission", (text) => {
  expect(readPathToken(SECRET, text, NOW)).toBeUndefined();
});

test("what was signed under this secret for another purpose is no permission to fetch files", () => {
  const [payload = ""] = signPathToken(SECRET, TOKEN).split(".");
  const mac = createHmac("sha256", SECRET).update(payload).digest("base64url");
  expect(readPathToken(SECRET, `${payload}.${mac}`, NOW)).toBeUndefined();
});
