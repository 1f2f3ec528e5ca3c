import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const MAIN = join(import.meta.dirname, "../../apps/api/src/main.ts");

/** How long a start takes on data that is there, until the first answer, and what memory the server then has. */
export interface StartUp {
  readonly ms: number;
  /** Undefined where the system does not tell it as Linux does. */
  readonly residentMb: number | undefined;
}

/** Starts the server as `npm start` does once everything is built, asks it one thing, and ends it. */
export async function startOnce(environment: Readonly<Record<string, string>>): Promise<StartUp> {
  const begun = performance.now();
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  const url = /https?:\S+/.exec(line)?.[0];
  if (!url) throw new Error(`the server said: ${line}`);
  const answer = await fetch(`${url}/api/health`);
  if (!answer.ok) throw new Error(`the server is not well: ${answer.status}`);
  const ms = performance.now() - begun;
  const status = await readFile(`/proc/${child.pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  return { ms, residentMb: kilobytes === undefined ? undefined : Number(kilobytes) / 1024 };
}
