import { expect, test } from "vitest";
import { openTestServices } from "../testing/test-services.ts";
import { runEvery } from "./run-every.ts";

test("a routine runs again and again, also after a failure, until it is stopped", async () => {
  const services = await openTestServices();
  const quiet = { ...services, log: { ...services.log, error: () => undefined } };
  let turns = 0;
  const routine = runEvery(quiet, {
    name: "count",
    everyMs: 1,
    run: async () => {
      turns++;
      if (turns === 2) throw new Error("once");
    },
  });
  await expect.poll(() => turns, { timeout: 5_000, interval: 1 }).toBeGreaterThan(3);
  await routine.stop();
  const after = turns;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(turns).toBe(after);
  await services.close();
});
