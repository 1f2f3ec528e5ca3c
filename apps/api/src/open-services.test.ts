import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { openServices } from "./open-services.ts";
import { openTestDatabase, type TestDatabase } from "./testing/test-database.ts";

const now = () => new Date("2026-03-10T02:00:00Z");
let folder: string;
let database: TestDatabase;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-"));
  database = await openTestDatabase();
});
afterEach(async () => {
  await database.remove();
  await rm(folder, { recursive: true, force: true });
});

function config(variables: Record<string, string> = {}) {
  return { ...readConfig({ DATA_DIR: folder, LOG_LEVEL: "error", ...variables }), databaseUrl: database.databaseUrl };
}

test("the first start makes secrets that nobody else may read, and the next start keeps them", async () => {
  const first = await openServices(config(), now);
  await first.close();
  const path = join(folder, "secrets.json");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const made = await readFile(path, "utf8");
  const second = await openServices(config(), now);
  expect(second.services.secrets.platform.kid).toBe(first.services.secrets.platform.kid);
  await second.close();
  expect(await readFile(path, "utf8")).toBe(made);
});

test("secrets that cannot be read are not made anew: every statement would lose its key", async () => {
  await writeFile(join(folder, "secrets.json"), '{"auth":"half writ');
  await expect(openServices(config(), now)).rejects.toThrow();
  expect(await readFile(join(folder, "secrets.json"), "utf8")).toBe('{"auth":"half writ');
});

test("data that was begun in one time zone is not opened in another", async () => {
  await (await openServices(config(), now)).close();
  await expect(openServices(config({ TIME_ZONE: "Europe/Berlin" }), now)).rejects.toThrow("TIME_ZONE=Asia/Shanghai");
});

test("a data directory that cannot be made is named", async () => {
  await writeFile(join(folder, "file"), "");
  const wrong = { ...config(), dataDir: join(folder, "file", "data") };
  await expect(openServices(wrong, now)).rejects.toThrow("DATA_DIR");
});

test("a second server on the same SQLite file is refused in words", async () => {
  const onDisk = { ...config(), databaseUrl: undefined };
  const first = await openServices(onDisk, now);
  await expect(openServices(onDisk, now)).rejects.toThrow("in use by another process");
  await first.close();
  await (await openServices(onDisk, now)).close();
});
