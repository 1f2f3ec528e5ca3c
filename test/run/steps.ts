import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const ROOT: string = resolve(import.meta.dirname, "../..");

/** One command of a longer run, with the words it is announced by. `args` begin with the program to run under Node. */
export interface Step {
  name: string;
  args: readonly string[];
  env?: Record<string, string>;
}

/** The file behind a tool of node_modules, as its package.json names it: runs under Node on every system. */
export function tool(packageName: string, bin: string = packageName): string {
  const folder = join(ROOT, "node_modules", packageName);
  const manifest: { bin: string | Record<string, string> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const path = typeof manifest.bin === "string" ? manifest.bin : manifest.bin[bin];
  if (!path) throw new Error(`${packageName} brings no program ${bin}`);
  return join(folder, path);
}

/** Runs a step with its output on ours: whether it succeeded. */
export async function runStep(step: Step): Promise<boolean> {
  const { code } = await spawnStep(step, "inherit");
  return code === 0;
}

/** Runs a step in the background and says how it went, with its output only if it failed. */
export async function reportStep(step: Step): Promise<boolean> {
  const begun = performance.now();
  const { code, output } = await spawnStep(step, "pipe");
  const took = `${((performance.now() - begun) / 1000).toFixed(1)} s`;
  if (code === 0) console.log(`ok      ${step.name.padEnd(14)} ${took}`);
  else console.log(`FAILED  ${step.name.padEnd(14)} ${took}\n\n${withoutNoise(output)}\n`);
  return code === 0;
}

/** What a failed command said, without what npm and turbo say about the failure. */
function withoutNoise(output: string): string {
  const noise =
    /^(\S+:\S+: )?(npm error|> |cache (hit|miss)|\s*$)|^@\S+#\S+: {2}(WARNING|ERROR)|^ {3}• | ERROR {2}run failed/;
  const lines = output.split("\n").filter((line) => !noise.test(line));
  return lines.join("\n").trimEnd();
}

function spawnStep({ args, env }: Step, stdio: "inherit" | "pipe"): Promise<{ code: number | null; output: string }> {
  return new Promise((done, failed) => {
    const options = { cwd: ROOT, env: { ...process.env, ...env } };
    const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", stdio, stdio] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.once("error", failed);
    child.once("close", (code) => done({ code, output }));
  });
}
