import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** What a load generator is to ask for, and for how long. */
export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  readonly partBytes: number;
  readonly fileBytes: number;
}

/** What it was given; `clientShare` is how much of one core it took itself. */
export interface LoadDone {
  readonly requests: number;
  readonly ms: number;
  readonly clientShare: number;
}

/** A load generator in a process of its own. */
export interface LoadProcess {
  readonly run: (load: Load) => Promise<LoadDone>;
  readonly close: () => Promise<void>;
}

/** Starts a load generator. */
export function startLoad(): LoadProcess {
  const child = forkHere("load.ts");
  return {
    async run(load) {
      const over = new AbortController();
      const ended = once(child, "exit", { signal: over.signal }).then(([code]) => {
        throw new Error(`the load generator ended with ${code}`);
      });
      ended.catch(() => undefined);
      child.send(load);
      const answered = once(child, "message", { signal: over.signal });
      const [done] = (await Promise.race([answered, ended]).finally(() => over.abort())) as [LoadDone];
      return done;
    },
    close: () => endFork(child),
  };
}

/** Starts a program of this folder, with a channel. */
export function forkHere(name: string, args: readonly string[] = []): ChildProcess {
  return fork(join(import.meta.dirname, name), args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

/** Ends a program that ends when its channel does. */
export async function endFork(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
}
