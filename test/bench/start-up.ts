import { type ChildProcess, spawn } from "node:child_process";
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

/** The server in a process of its own, as `npm start` starts it once everything is built. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

/** Starts the server and waits until it says where it is. */
export async function startServerProcess(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  endWithThisProcess(child);
  const line = await firstLine(child);
  const url = /https?:\S+/.exec(line)?.[0];
  if (!url || child.pid === undefined) throw new Error(`the server said: ${line}`);
  return { url, pid: child.pid, stop: () => endProcess(child) };
}

/** Has a process not outlive this one, however this one comes to its exit. */
export function endWithThisProcess(child: ChildProcess): void {
  const end = () => child.kill("SIGTERM");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
}

/** Asks a process to end, and waits until it has. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** Starts the server, asks it one thing, and ends it. */
export async function startOnce(environment: Readonly<Record<string, string>>): Promise<StartUp> {
  const begun = performance.now();
  const { url, pid, stop } = await startServerProcess(environment);
  const answer = await fetch(`${url}/api/health`);
  if (!answer.ok) throw new Error(`the server is not well: ${answer.status}`);
  const ms = performance.now() - begun;
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(status)?.[1];
  await stop();
  return { ms, residentMb: kilobytes === undefined ? undefined : Number(kilobytes) / 1024 };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("the server's output cannot be read");
  const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
  return line;
}
