import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

test("without settings the platform is at home: SQLite under ./data, port 4100, in Shanghai's days", () => {
  expect(readConfig({})).toEqual({
    port: 4100,
    host: "127.0.0.1",
    publicUrl: "http://127.0.0.1:4100",
    dataDir: resolve("data"),
    databaseUrl: undefined,
    timeZone: "Asia/Shanghai",
    logLevel: "info",
    sampleWorld: true,
    mediaWorkers: Math.max(1, availableParallelism() - 1),
    soundMemoryBytes: 67_108_864,
  });
});

test.each([
  { variables: { PORT: "http" }, says: 'PORT is "http": a port is a whole number from 0 to 65535' },
  { variables: { PORT: "70000" }, says: 'PORT is "70000": a port is a whole number from 0 to 65535' },
  { variables: { TIME_ZONE: "Shanghai" }, says: 'TIME_ZONE is "Shanghai": not a time zone' },
  { variables: { PUBLIC_URL: "music.example" }, says: 'PUBLIC_URL is "music.example": not an address such as https' },
  {
    variables: { DATABASE_URL: "mysql://root:secret@db/x" },
    says: "DATABASE_URL is (hidden: it may hold a password): not a PostgreSQL address such as postgres:",
  },
  { variables: { SOUND_MEMORY_MB: "-1" }, says: 'SOUND_MEMORY_MB is "-1": the memory for sound is a whole number' },
  { variables: { MEDIA_WORKERS: "0" }, says: 'MEDIA_WORKERS is "0": the number of media workers is a whole number' },
  { variables: { LOG_LEVEL: "loud" }, says: 'LOG_LEVEL is "loud": not silent, error, info or debug' },
])("a wrong setting is said in words: $says", ({ variables, says }) => {
  expect(() => readConfig(variables)).toThrow(says);
  expect(() => readConfig(variables)).not.toThrow("secret");
});

test("a data directory is known by its whole path, so that a media worker finds its files from anywhere", () => {
  expect(readConfig({ DATA_DIR: "elsewhere/data" }).dataDir).toBe(resolve("elsewhere/data"));
  expect(readConfig({ DATA_DIR: resolve("/elsewhere") }).dataDir).toBe(resolve("/elsewhere"));
});

test("every wrong setting is named at once", () => {
  const wrong = () => readConfig({ PORT: "x", LOG_LEVEL: "y" });
  expect(wrong).toThrow("PORT");
  expect(wrong).toThrow("LOG_LEVEL");
});

test("an address with a slash at its end is the same address", () => {
  expect(readConfig({ PUBLIC_URL: "https://music.example/" }).publicUrl).toBe("https://music.example");
});

test.each([
  { variables: { HOST: "0.0.0.0" }, made: false },
  { variables: { HOST: "0.0.0.0", SAMPLE_WORLD: "on" }, made: true },
  { variables: { HOST: "::1" }, made: true },
  { variables: { SAMPLE_WORLD: "off" }, made: false },
])("sample accounts are made at home, or where they are asked for: $variables", ({ variables, made }) => {
  expect(readConfig(variables).sampleWorld).toBe(made);
});
