import { ProblemError } from "@songkeeper/client";
import { afterEach, expect, test, vi } from "vitest";
import { withinReach } from "./within-reach.ts";

const MISSING = new TypeError("Failed to fetch dynamically imported module");

afterEach(() => void vi.unstubAllGlobals());

test("a page's files that come are handed on", async () => {
  await expect(withinReach(() => Promise.resolve("page"))()).resolves.toBe("page");
});

test("without a connection a page fails as a question does, not as one that a new version has replaced", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(withinReach(() => Promise.reject(MISSING))()).rejects.toBeInstanceOf(ProblemError);
});

test("a file that is missing where the platform answers stays a missing file: the router loads the page again", async () => {
  const ready = { ready: true, sample: { state: "none", done: 0, total: 0 } };
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json(ready)));
  await expect(withinReach(() => Promise.reject(MISSING))()).rejects.toBe(MISSING);
});
