import { expect, test } from "vitest";
import { countResults, type TestResult } from "./count-results.ts";

const good: TestResult = {
  numPassedTests: 3,
  numFailedTests: 0,
  success: true,
  testResults: [{ status: "passed", assertionResults: [1, 2, 3] }],
};
const unloaded = { status: "failed", assertionResults: [] };

test.each([
  ["a good run", good, true, 0, { passed: 3, failed: 0 }],
  ["failed tests", { ...good, numFailedTests: 2, success: false }, false, 0, { passed: 3, failed: 2 }],
  [
    "a file that does not load",
    { ...good, success: false, testResults: [unloaded] },
    false,
    0,
    { passed: 3, failed: 1 },
  ],
  ["an error outside the tests", good, false, 0, { passed: 3, failed: 1 }],
  ["a run that left no result", undefined, false, 0, { passed: 0, failed: 1 }],
  ["a failed step before good tests", good, true, 1, { passed: 3, failed: 1 }],
])("the last line of npm test counts %s", (_, result, succeeded, failedSteps, counts) => {
  expect(countResults(result, succeeded, failedSteps)).toEqual(counts);
});
