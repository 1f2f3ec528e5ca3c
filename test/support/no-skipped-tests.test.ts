import { afterEach, expect, test, vi } from "vitest";
import { NoSkippedTests } from "./no-skipped-tests.ts";

type Modules = Parameters<NoSkippedTests["onTestRunEnd"]>[0];

const exitCode = process.exitCode;
afterEach(() => {
  process.exitCode = exitCode;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test.each([
  ["fails in CI when a test was left out", "true", ["a sentence"], 1],
  ["passes in CI when every test ran", "true", [], undefined],
  ["passes elsewhere although a test was left out", "", ["a sentence"], undefined],
])("a run %s", (_, ci, skipped, code) => {
  vi.stubEnv("CI", ci);
  vi.spyOn(console, "error").mockReturnValue();
  process.exitCode = undefined;
  new NoSkippedTests().onTestRunEnd(modulesWith(skipped));
  expect(process.exitCode).toBe(code);
});

/** As much of Vitest's report as is looked at: one file with these tests skipped. */
function modulesWith(skipped: readonly string[]): Modules {
  const tests = skipped.map((fullName) => ({ fullName, module: { moduleId: "a.test.ts" } }));
  return [{ children: { allTests: () => tests } }] as unknown as Modules;
}
