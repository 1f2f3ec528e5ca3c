import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../../../apps/api/src/testing/faulty-dialect.ts";
import type { Send } from "../../../apps/api/src/testing/test-player.ts";
import type { Answer, Command } from "./faulty-messages.ts";

const PROGRAM = join(import.meta.dirname, "faulty-server.ts");
const SPARES = 2;
/** How long after a broken request the process may take to be gone. */
const DYING_MS = 30_000;

/** A server process with the signal that will end it. */
interface Running {
  readonly child: ChildProcess;
  readonly url: string;
  readonly ended: Promise<string | null>;
}

/** How a request went that was sent until it was answered. */
export interface Survived<T> {
  readonly answer: T;
  /** How often the server died of it, which is how many statements it takes. */
  readonly deaths: number;
}

/**
 * The platform on some data, as a chain of processes: whoever dies is followed by the next. Loading the code takes most
 * of a start, so the next ones load while the one before works.
 */
export class MortalPlatform {
  deaths = 0;
  #now: Date;
  #fault: Fault | null = null;
  #running: Running | undefined;
  readonly #environment: Readonly<Record<string, string>>;
  readonly #spares: Promise<ChildProcess>[] = [];

  constructor(environment: Readonly<Record<string, string>>, now: Date) {
    this.#environment = environment;
    this.#now = now;
  }

  /** Sends one request; throws when the server dies of it, and is then ready to be asked again. */
  readonly send: Send = (path, init = {}) =>
    this.#orDie(async ({ url }) => {
      const answer = await fetch(`${url}${path}`, init);
      // The body is read here, so that dying while it is sent counts as dying.
      return new Response(answer.status === 204 ? null : await answer.text(), answer);
    });

  /** Closes a month, or goes on with it; gives its root, or throws like `send`. */
  async close(month: string): Promise<string> {
    const answer = await this.#orDie(({ child }) => ask(child, { do: "close", month }));
    if (answer.is !== "closed") throw new Error(`asked to close, it answered ${answer.is}`);
    return answer.root;
  }

  /** Asks for something, the server dying at its first statement, then at its second, until there is an answer. */
  async surviveEach<T>(when: Fault["when"], send: () => Promise<T>): Promise<Survived<T>> {
    const before = this.deaths;
    for (let at = 1; ; at++) {
      await this.arm({ at, when });
      try {
        const answer = await send();
        await this.arm(null);
        return { answer, deaths: this.deaths - before };
      } catch (error) {
        if (!(error instanceof DeadServerError)) throw error;
      }
    }
  }

  /** Sets the clock, for this process and those that follow. */
  async moveTo(now: Date): Promise<void> {
    this.#now = now;
    await this.arm(this.#fault);
  }

  /** Says at which statement from now on the server dies; null for none. */
  async arm(fault: Fault | null): Promise<void> {
    this.#fault = fault;
    const { child } = await this.#alive();
    await ask(child, { do: "arm", fault, now: this.#now.toISOString() });
  }

  /** How many statements this process sent for what was asked of it since it was armed. */
  async countStatements(): Promise<number> {
    const answer = await ask((await this.#alive()).child, { do: "count" });
    return answer.is === "counted" ? answer.count : 0;
  }

  /** Kills the present process, whatever it does; another follows when it is asked something. */
  async kill(): Promise<void> {
    const running = await this.#alive();
    this.#running = undefined;
    running.child.kill("SIGKILL");
    await running.ended;
    this.deaths += 1;
  }

  /** Ends it in peace. */
  async stop(): Promise<void> {
    if (this.#running) await ask(this.#running.child, { do: "stop" });
    const spares = await Promise.all(this.#spares.splice(0));
    const all = this.#running ? [this.#running.child, ...spares] : spares;
    this.#running = undefined;
    await Promise.all(all.map(end));
  }

  async #orDie<T>(work: (running: Running) => Promise<T>): Promise<T> {
    const running = await this.#alive();
    try {
      return await work(running);
    } catch (cause) {
      const signal = await Promise.race([running.ended, sleep(DYING_MS, "it lives")]);
      this.#running = undefined;
      if (signal !== "SIGKILL") throw new Error(`the server ended by itself (${signal})`, { cause });
      this.deaths += 1;
      throw new DeadServerError("the server died of it", { cause });
    }
  }

  async #alive(): Promise<Running> {
    if (this.#running) return this.#running;
    while (this.#spares.length < SPARES) this.#spares.push(load());
    const child = await (this.#spares.shift() ?? load());
    this.#spares.push(load());
    const now = this.#now.toISOString();
    const begun = await ask(child, { do: "begin", environment: this.#environment, now });
    if (begun.is !== "listening") throw new Error("the server does not listen");
    await ask(child, { do: "arm", fault: this.#fault, now });
    const ended = new Promise<string | null>((resolve) => child.once("exit", (_, signal) => resolve(signal)));
    this.#running = { child, url: begun.url, ended };
    return this.#running;
  }
}

/** The server died before it had answered, as it was told to. */
export class DeadServerError extends Error {}

/** A process with its code loaded; compiled code is kept between processes, which saves a quarter of that. */
async function load(): Promise<ChildProcess> {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "songkeeper-compiled") };
  const child = fork(PROGRAM, { stdio: ["ignore", "inherit", "inherit", "ipc"], execArgv: [], env });
  await next(child);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.disconnect();
  await ended;
}

async function ask(child: ChildProcess, command: Command): Promise<Answer> {
  const answer = next(child);
  child.send(command);
  return answer;
}

function next(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onMessage = (answer: Answer) => {
      child.off("exit", onExit);
      resolve(answer);
    };
    const onExit = (code: number | null) => {
      child.off("message", onMessage);
      reject(new Error(`the server ended with ${code} instead of answering`));
    };
    child.once("message", onMessage);
    child.once("exit", onExit);
  });
}
