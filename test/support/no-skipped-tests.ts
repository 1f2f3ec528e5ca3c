import type { Reporter, TestModule } from "vitest/node";

/** Fails a run in CI that left out a test: what is not run there is not known to work. */
export class NoSkippedTests implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = process.env["CI"] ? skippedTests(modules) : [];
    if (skipped.length === 0) return;
    console.error(`\nSkipped in CI, where every test must run:\n${skipped.map((name) => `  ${name}`).join("\n")}\n`);
    process.exitCode = 1;
  }
}

/** The full names of the tests that were skipped or are still to be written. */
export function skippedTests(modules: Iterable<Pick<TestModule, "children">>): string[] {
  return Array.from(modules).flatMap(({ children }) =>
    Array.from(children.allTests("skipped"), (test) => `${test.module.moduleId}: ${test.fullName}`),
  );
}
