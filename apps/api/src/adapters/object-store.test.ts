import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskObjects, type ObjectStore } from "./object-store.ts";

let root: string;
let objects: ObjectStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "songkeeper-objects-"));
  objects = diskObjects(join(root, "objects"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function stored(): Promise<string[]> {
  const found = await readdir(join(root, "objects"), { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 9));
}

async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(root, "made-"));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

async function textOf(name: string): Promise<string> {
  return new Response(objects.read(name, 0, ((await objects.size(name)) ?? 0) - 1)).text();
}

test("a file is stored under its name, and stays where it was", async () => {
  const path = join(await folderOf({ original: "sound" }), "original");
  await objects.putFile("originals/a", path);
  await objects.putFile("originals/a", path);
  expect(await textOf("originals/a")).toBe("sound");
  expect(await readFile(path, "utf8")).toBe("sound");
  await rm(path);
  expect(await textOf("originals/a")).toBe("sound");
  expect(await stored()).toEqual(["originals/a"]);
});

test("a directory is moved in whole, in the place of what was there", async () => {
  const first = await folderOf({ "aac128.mp4": "old", "flac.mp4": "old" });
  await objects.moveIn("media/a", first);
  await objects.moveIn("media/a", await folderOf({ "aac128.mp4": "new" }));
  expect(await textOf("media/a/aac128.mp4")).toBe("new");
  expect(await objects.size("media/a/flac.mp4")).toBeUndefined();
  expect(await stored()).toEqual(["media/a/aac128.mp4"]);
  await expect(readdir(first)).rejects.toThrow("ENOENT");
});

test("what is moved in from a directory that is not there leaves everything as it was", async () => {
  await objects.moveIn("media/a", await folderOf({ "aac128.mp4": "kept" }));
  await expect(objects.moveIn("media/a", join(root, "nothing"))).rejects.toThrow("ENOENT");
  expect(await textOf("media/a/aac128.mp4")).toBe("kept");
});

test("everything under a prefix goes, and nothing beside it; what is not there is gone already", async () => {
  await objects.moveIn("media/a", await folderOf({ "x.mp4": "a" }));
  await objects.moveIn("media/ab", await folderOf({ "x.mp4": "b" }));
  await objects.removeAll("media/a");
  await objects.removeAll("media/a");
  expect(await stored()).toEqual(["media/ab/x.mp4"]);
});

test("what a process left half stored is tidied away, and nothing else", async () => {
  await objects.put("audio/a.wav", Buffer.from("whole"));
  await mkdir(join(root, "objects/media/b.1234.part"), { recursive: true });
  await writeFile(join(root, "objects/media/b.1234.part/aac128.mp4"), "half");
  await writeFile(join(root, "objects/audio/c.wav.1234.part"), "half");
  await objects.tidy();
  expect(await stored()).toEqual(["audio/a.wav"]);
});

test.each(["../a", "/a", "a/../../b", "A", "", "media/a.part"])("%j is no name of an object", async (name) => {
  await expect(Promise.resolve().then(() => objects.put(name, Buffer.from("x")))).rejects.toThrow(
    "not an object's name",
  );
  await expect(Promise.resolve().then(() => objects.removeAll(name))).rejects.toThrow("not an object's name");
});
