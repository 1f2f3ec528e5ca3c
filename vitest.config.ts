import { defineConfig } from "vitest/config";
import { NoSkippedTests } from "./test/support/no-skipped-tests.ts";

const root = import.meta.dirname;
const WHOLE_SYSTEM = ["apps/api/src/**/*.test.ts", "test/system/**/*.test.ts"];
const POSTGRES = ["./test/support/postgres-server.ts"];
const resultFile = process.env["TEST_RESULT_FILE"];
const jsonReporter = (outputFile: string): ["json", { outputFile: string }] => ["json", { outputFile }];

// Projects with different group orders run one after the other: first what is quickest to say no.
export default defineConfig({
  test: {
    reporters: ["default", new NoSkippedTests(), ...(resultFile ? [jsonReporter(resultFile)] : [])],
    projects: [
      {
        test: {
          name: "rules",
          root,
          include: [
            "packages/*/src/**/*.test.ts",
            "apps/{verify,web,store-player}/src/**/*.test.{ts,tsx}",
            "test/*.test.ts",
            "test/{run,support}/*.test.ts",
          ],
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "sqlite",
          root,
          include: WHOLE_SYSTEM,
          env: { ENGINE: "sqlite" },
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "media",
          root,
          include: ["apps/media-worker/src/**/*.test.ts", "test/{hls,hostile}/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "postgres",
          root,
          include: WHOLE_SYSTEM,
          env: { ENGINE: "postgres" },
          globalSetup: POSTGRES,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "e2e",
          root,
          include: ["test/e2e/**/*.test.ts"],
          env: { ENGINE: "postgres", CHROMIUM: process.env["CHROMIUM"] ?? "/usr/bin/chromium" },
          globalSetup: POSTGRES,
          fileParallelism: false,
          // Only what hangs is to be ended: on a busy machine a walk through the whole platform takes two minutes.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
