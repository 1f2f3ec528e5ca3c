import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rememberedObjects } from "./object-memory.ts";
import { diskObjects, type ObjectStore } from "./object-store.ts";

let root: string;
let asked: string[];
let disk: ObjectStore;
let objects: ObjectStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "songkeeper-memory-"));
  asked = [];
  const real = diskObjects(join(root, "objects"));
  disk = {
    ...real,
    size: (name) => (asked.push(`size ${name}`), real.size(name)),
    readPart: (name, start, end) => (asked.push(`${name} ${start}-${end}`), real.readPart(name, start, end)),
  };
  objects = rememberedObjects(disk, 1_000);
  await objects.put("media/a/x.mp4", Buffer.from("0123456789".repeat(100)));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const text = async (name: string, start: number, end: number) =>
  Buffer.from(await objects.readPart(name, start, end)).toString();

test("a part is read once, and given from memory after that, exactly", async () => {
  for (let round = 0; round < 3; round++) expect(await text("media/a/x.mp4", 3, 5)).toBe("345");
  for (let round = 0; round < 3; round++) expect(await objects.size("media/a/x.mp4")).toBe(1_000);
  expect(await text("media/a/x.mp4", 3, 6)).toBe("3456");
  expect(asked).toEqual(["media/a/x.mp4 3-5", "size media/a/x.mp4", "media/a/x.mp4 3-6"]);
});

test("who ask for a part at once wait for one reading of it", async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => text("media/a/x.mp4", 0, 9)));
  expect(new Set(all)).toEqual(new Set(["0123456789"]));
  expect(asked).toHaveLength(1);
});

test("no more is kept than there may be: what was asked for last", async () => {
  for (const start of [0, 400, 0, 600]) await objects.readPart("media/a/x.mp4", start, start + 399);
  asked.length = 0;
  await objects.readPart("media/a/x.mp4", 0, 399);
  expect(asked).toEqual([]);
  await objects.readPart("media/a/x.mp4", 400, 799);
  expect(asked).toHaveLength(1);
  const none = rememberedObjects(disk, 0);
  for (let round = 0; round < 2; round++) await none.readPart("media/a/x.mp4", 0, 9);
  expect(asked).toHaveLength(3);
});

test.each([
  { what: "removed", change: () => objects.remove("media/a/x.mp4") },
  { what: "removed with its folder", change: () => objects.removeAll("media/a") },
])("an object that is $what is not given from memory", async ({ change }) => {
  await objects.put("media/ab/x.mp4", Buffer.from("other"));
  await objects.readPart("media/ab/x.mp4", 0, 4);
  await text("media/a/x.mp4", 0, 9);
  await objects.size("media/a/x.mp4");
  await change();
  expect(await objects.size("media/a/x.mp4")).toBeUndefined();
  await expect(objects.readPart("media/a/x.mp4", 0, 9)).rejects.toThrow("ENOENT");
  asked.length = 0;
  expect(await text("media/ab/x.mp4", 0, 4)).toBe("other");
  expect(asked).toEqual([]);
});

test("an object that is replaced is read anew", async () => {
  expect(await text("media/a/x.mp4", 0, 3)).toBe("0123");
  const folder = await mkdtemp(join(root, "made-"));
  await writeFile(join(folder, "x.mp4"), "new!");
  await objects.moveIn("media/a", folder);
  expect([await text("media/a/x.mp4", 0, 3), await objects.size("media/a/x.mp4")]).toEqual(["new!", 4]);
});

test("a part that was being read while its object was removed is not kept", async () => {
  const gate = Promise.withResolvers<void>();
  const slow = rememberedObjects(
    { ...disk, readPart: async (...of) => (await gate.promise, disk.readPart(...of)) },
    1_000,
  );
  const bytes = Buffer.from("late");
  const before = slow.readPart("media/a/x.mp4", 0, 3).catch(() => "gone");
  await slow.remove("media/a/x.mp4");
  gate.resolve();
  expect(await before).toBe("gone");
  await slow.put("media/a/x.mp4", bytes);
  expect(Buffer.from(await slow.readPart("media/a/x.mp4", 0, 3)).toString()).toBe("late");
});

test("a failure to read is not kept", async () => {
  await expect(objects.readPart("media/b/x.mp4", 0, 3)).rejects.toThrow("ENOENT");
  await expect(objects.readPart("media/a/x.mp4", 999, 1_000)).rejects.toThrow("ends before");
  await objects.put("media/b/x.mp4", Buffer.from("here"));
  expect(await text("media/b/x.mp4", 0, 3)).toBe("here");
});

test("an empty object is remembered like any other", async () => {
  await objects.put("media/empty", new Uint8Array());
  for (let round = 0; round < 2; round++) expect(await objects.readPart("media/empty", 0, -1)).toHaveLength(0);
  expect(await objects.size("media/empty")).toBe(0);
});
