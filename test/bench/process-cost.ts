import { readFile } from "node:fs/promises";

/** What a child process took from its start to its end. */
export interface ChildCost {
  readonly processorSeconds: number;
  readonly seconds: number;
  readonly peakMb: number;
}

/** Ticks of Linux's clock of processor time, which has been the same on every machine for decades. */
const TICKS_A_SECOND = 100;
const LOOK_EVERY_MS = 20;

/** The seconds of processor, user's and system's, that a process has taken; undefined where the system is not Linux. */
export async function processorSeconds(pid: number): Promise<number | undefined> {
  return (await times(pid))?.own;
}

/**
 * What the one child that `run` starts and waits for takes; undefined where the system is not Linux. No other child of
 * this process may end meanwhile.
 */
export async function costOfChild(run: () => Promise<void>): Promise<ChildCost | undefined> {
  const before = await times(process.pid);
  const others = new Set(await childrenOf(process.pid));
  let peakMb = 0;
  const look = async () => {
    const found = (await childrenOf(process.pid)).filter((pid) => !others.has(pid));
    for (const pid of found) peakMb = Math.max(peakMb, await peakMbOf(pid));
  };
  const watch = setInterval(() => void look(), LOOK_EVERY_MS);
  const begun = performance.now();
  await run().finally(() => clearInterval(watch));
  const seconds = (performance.now() - begun) / 1_000;
  const after = await times(process.pid);
  return before && after && { processorSeconds: after.children - before.children, seconds, peakMb };
}

/** A process's own time, and that of its children that have ended. */
async function times(pid: number): Promise<{ own: number; children: number } | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  if (stat === undefined) return undefined;
  // The program's name, in brackets, may hold anything; the times are the 14th to the 17th word.
  const words = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = words.slice(11, 15).map(Number);
  return { own: (user + system) / TICKS_A_SECOND, children: (childUser + childSystem) / TICKS_A_SECOND };
}

async function childrenOf(pid: number): Promise<string[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text.split(" ").filter((word) => word !== "");
}

/** The most memory that a process has had at once; what is gone has none. */
async function peakMbOf(pid: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
