import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countResults, type TestResult } from "./count-results.ts";
import { ROOT, runStep, tool } from "./steps.ts";

// `npm test`: the checks, the browser apps, all tests. With arguments (a file, `--project rules`, `-t words`) only the
// tests they choose. The last line, alone, is the count.
const chosen = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "songkeeper-test-"));
const resultFile = join(folder, "result.json");

let failedSteps = 0;
if (chosen.length === 0) {
  console.log("Checks");
  if (!(await runStep({ name: "check", args: [join(ROOT, "test/run/check.ts")] }))) failedSteps += 1;
  if (!(await runStep({ name: "build", args: [join(ROOT, "start.mjs"), "build"] }))) failedSteps += 1;
}
const vitest = { name: "tests", args: [tool("vitest"), "run", ...chosen], env: { TEST_RESULT_FILE: resultFile } };
const succeeded = await runStep(vitest);

const { passed, failed } = countResults(readResult(), succeeded, failedSteps);
rmSync(folder, { recursive: true, force: true });
if (failedSteps > 0) console.log("The checks or the build failed: see above.");
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;

function readResult(): TestResult | undefined {
  try {
    return JSON.parse(readFileSync(resultFile, "utf8"));
  } catch {
    return undefined; // the run ended before it could write one
  }
}
