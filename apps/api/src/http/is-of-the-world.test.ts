import { expect, test } from "vitest";
import { isOfTheWorld } from "./is-of-the-world.ts";

test.each([
  { code: "ENOSPC", isTheWorlds: true },
  { code: "SQLITE_FULL", isTheWorlds: true },
  { code: "SQLITE_IOERR_WRITE", isTheWorlds: true },
  { code: "SQLITE_IOERR_FSYNC", isTheWorlds: true },
  { code: "40001", isTheWorlds: true },
  { code: "53300", isTheWorlds: true },
  { code: "57P01", isTheWorlds: true },
  { code: "SQLITE_CONSTRAINT_CHECK", isTheWorlds: false },
  { code: "23514", isTheWorlds: false },
  { code: "42P01", isTheWorlds: false },
  { code: undefined, isTheWorlds: false },
])("whether $code is a failure of the world: $isTheWorlds", ({ code, isTheWorlds }) => {
  expect(isOfTheWorld(Object.assign(new Error("no"), code === undefined ? {} : { code }))).toBe(isTheWorlds);
});

test("a connection to the database that ends is a failure of the world, though it has no code", () => {
  expect(isOfTheWorld(new Error("Connection terminated unexpectedly"))).toBe(true);
});
