import { reportStep, tool } from "./steps.ts";

// All that can be said about the code without running it. Each of these takes a few seconds at most, side by side.
const turbo = tool("turbo");
const results = await Promise.all(
  [
    { name: "types", args: [turbo, "run", "typecheck", "texts", "--continue", "--output-logs=errors-only"] },
    { name: "lint", args: [tool("oxlint")] },
    { name: "dead code", args: [tool("knip"), "--no-progress", "--no-config-hints"] },
    { name: "boundaries", args: [turbo, "boundaries"] },
    { name: "format", args: [tool("oxfmt"), "--check"] },
  ].map(reportStep),
);
if (results.includes(false)) process.exitCode = 1;
