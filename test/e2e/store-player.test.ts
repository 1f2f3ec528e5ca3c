import { test } from "vitest";
import { CHECKS } from "../../apps/store-player/e2e/store-player.e2e.ts";

test.each(CHECKS.map(({ name, run }) => [name, run] as const))("%s", async (_, run) => {
  await run({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium" });
});
