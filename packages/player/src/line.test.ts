import { afterEach, expect, test, vi } from "vitest";
import { AddressGone, Line } from "./line.ts";

const { signal } = new AbortController();
const answer = (status: number, bytes: number) =>
  vi.stubGlobal("fetch", async (_: string, { headers }: RequestInit) => {
    asked.push(new Headers(headers).get("range"));
    return new Response(
      Uint8Array.from({ length: bytes }, (_byte, at) => at % 251),
      { status },
    );
  });
const asked: (string | null)[] = [];
afterEach(() => vi.unstubAllGlobals());

test("a part of a file is asked for by its range", async () => {
  answer(206, 10);
  expect((await new Line().bytes("/a.mp4", { offset: 5, bytes: 10 }, signal)).byteLength).toBe(10);
  expect(asked.at(-1)).toBe("bytes=5-14");
});

test("of a whole file the part is taken that was asked for", async () => {
  answer(200, 100);
  const found = await new Line().bytes("/a.mp4", { offset: 5, bytes: 10 }, signal);
  expect([...new Uint8Array(found)]).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
});

test("less than was asked for is a failure, and no sound", async () => {
  answer(206, 9);
  await expect(new Line().bytes("/a.mp4", { offset: 0, bytes: 10 }, signal)).rejects.toThrow(
    "9 bytes came instead of 10",
  );
});

test.each([401, 403, 404, 410])("an address that answers %d is gone", async (status) => {
  answer(status, 0);
  await expect(new Line().text("/m/token/master.m3u8", signal)).rejects.toBeInstanceOf(AddressGone);
});

test("a server in trouble is no address that is gone", async () => {
  answer(503, 0);
  await expect(new Line().text("/m/token/master.m3u8", signal)).rejects.not.toBeInstanceOf(AddressGone);
});

test("what a line carries is known from what came, and nothing of it once something did not", async () => {
  answer(206, 500_000);
  const line = new Line();
  expect(line.bitsPerSecond).toBeUndefined();
  await line.bytes("/a.mp4", { offset: 0, bytes: 500_000 }, signal);
  expect(line.bitsPerSecond).toBeGreaterThan(1_000_000);
  line.tooSlow();
  expect(line.bitsPerSecond).toBe(0);
});
