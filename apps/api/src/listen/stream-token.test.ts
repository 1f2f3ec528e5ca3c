import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readPathToken, signPathToken } from "../catalog/path-token.ts";
import { auditionUrl } from "./audition-url.ts";
import { readStreamToken, signStreamToken, type StreamToken, streamTokens } from "./stream-token.ts";

const SECRET = Buffer.alloc(32, 7);
const NOW = new Date("2026-03-10T02:00:00.000Z");
const TOKEN: StreamToken = {
  recordingId: "11111111-1111-4111-8111-111111111111",
  trackId: "22222222-2222-7222-8222-222222222222",
  userId: "listener",
  tier: "standard",
  expiresAt: new Date("2026-03-10T02:23:00.000Z"),
};

test.each([TOKEN, { ...TOKEN, trackId: null }, { ...TOKEN, userId: null }, { ...TOKEN, tier: "lossless" as const }])(
  "a leave to stream reads back as it was signed, and fits into one part of an address: $trackId $userId $tier",
  (token) => {
    const text = signStreamToken(SECRET, token);
    expect(readStreamToken(SECRET, text, NOW)).toEqual(token);
    expect(text).toMatch(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}$/);
  },
);

test.each([
  { at: "2026-03-10T02:22:59.999Z", holds: true },
  { at: "2026-03-10T02:23:00.000Z", holds: false },
])("at $at a leave to stream until 02:23 holds: $holds", ({ at, holds }) => {
  expect(readStreamToken(SECRET, signStreamToken(SECRET, TOKEN), new Date(at)) !== undefined).toBe(holds);
});

test("a leave to stream that was altered in any character, or signed with another secret, is none", () => {
  const text = signStreamToken(SECRET, TOKEN);
  expect(readStreamToken(Buffer.alloc(32, 8), text, NOW)).toBeUndefined();
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.constantFrom("A", "B", "z", "0", "9", "-", "_", "."), (at, character) => {
      const altered = text.slice(0, at) + character + text.slice(at + 1);
      expect(readStreamToken(SECRET, altered, NOW) !== undefined).toBe(altered === text);
    }),
  );
});

test.each(["", ".", "..", "a.b", "a.b.c", "%2e%2e.x"])("the text %j is no leave to stream", (text) => {
  expect(readStreamToken(SECRET, text, NOW)).toBeUndefined();
});

test("a token of one purpose never passes for one of another", () => {
  const file = { object: "media/x/flac.mp4", sha256: "ab".repeat(32), bytes: 1, ref: "x", purpose: "listen" as const };
  const path = signPathToken(SECRET, { ...file, expiresAt: TOKEN.expiresAt });
  const stream = signStreamToken(SECRET, TOKEN);
  expect(readStreamToken(SECRET, path, NOW)).toBeUndefined();
  expect(readPathToken(SECRET, stream, NOW)).toBeUndefined();
  const [payload = ""] = stream.split(".");
  const mac = createHmac("sha256", SECRET).update(payload).digest("base64url");
  expect(readStreamToken(SECRET, `${payload}.${mac}`, NOW)).toBeUndefined();
});

test("a musician's own recording has the same address for a quarter of an hour, and always time enough", () => {
  const of = { recordingId: TOKEN.recordingId, userId: "musician", durationMs: 240_000 };
  const at = (ms: number) => new Date(NOW.getTime() + ms);
  const tokenAt = (now: Date) => readStreamToken(SECRET, auditionUrl(SECRET, of, now).split("/")[2] ?? "", now);
  expect(auditionUrl(SECRET, of, at(0))).toMatch(/^\/m\/[^/]+\/master\.m3u8$/);
  expect(new Set([0, 1, 60_000, 419_999].map((ms) => auditionUrl(SECRET, of, at(ms)))).size).toBe(1);
  expect(tokenAt(NOW)).toMatchObject({ trackId: null, userId: "musician", tier: "lossless" });
  fc.assert(
    fc.property(fc.nat(9_000_000), (ms) => {
      const left = (tokenAt(at(ms))?.expiresAt.getTime() ?? 0) - at(ms).getTime();
      expect(left).toBeGreaterThanOrEqual(2 * of.durationMs + 900_000);
      expect(left).toBeLessThanOrEqual(2 * of.durationMs + 1_800_000);
    }),
  );
});

test("a leave that was read before holds no longer than it says, and no other one holds by it", () => {
  const read = streamTokens(SECRET);
  const text = signStreamToken(SECRET, TOKEN);
  const [last, over] = [new Date(TOKEN.expiresAt.getTime() - 1), TOKEN.expiresAt];
  expect([read(text, NOW), read(text, last), read(text, over)]).toEqual([TOKEN, TOKEN, undefined]);
  for (const other of [`${text}.`, text.slice(0, -1), `x${text}`]) expect(read(other, NOW)).toBeUndefined();
});
