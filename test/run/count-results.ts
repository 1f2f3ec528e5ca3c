/** What Vitest's JSON reporter writes, as far as the counts need it. */
export interface TestResult {
  numPassedTests: number;
  numFailedTests: number;
  success: boolean;
  testResults: readonly { status: string; assertionResults: readonly unknown[] }[];
}

export interface Counts {
  passed: number;
  failed: number;
}

/**
 * The counts of a run: its tests, and as failed ones also each file that could not be loaded and each other step that
 * failed (`failedSteps`). A run without a result, or that failed otherwise (an error outside the tests, a test left
 * out), counts as one failure, so that a failed run never says "0 failed".
 */
export function countResults(result: TestResult | undefined, vitestSucceeded: boolean, failedSteps: number): Counts {
  const tests = result ?? { numPassedTests: 0, numFailedTests: 0, success: false, testResults: [] };
  const unloaded = tests.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0);
  const failedTests = tests.numFailedTests + unloaded.length;
  const succeeded = vitestSucceeded && tests.success;
  return { passed: tests.numPassedTests, failed: failedSteps + (succeeded ? failedTests : Math.max(failedTests, 1)) };
}
