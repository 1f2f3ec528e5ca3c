import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { JailLayer, MediaJob } from "@songkeeper/media";
import { type MediaEngine, mediaEngine } from "./media-engine.ts";
import { mediaReady } from "./media-report.ts";
import type { MediaSlot } from "./media-slot.ts";

/** How a worker is started. */
export interface Launch {
  readonly program: string;
  /** Whether there is no job yet: it makes itself ready for a song meanwhile. */
  readonly isAhead: boolean;
  readonly processorSeconds: number;
  /** Other programs that it may start. */
  readonly programs: readonly string[];
  /** Why no jail of the kernel's is to be tried, if one was tried in vain. */
  readonly unjailed: string | null;
}

const LAST_WORDS = 2000;

/** A worker's process in its slot, until it is gone. */
export class MediaProcess {
  readonly slot: MediaSlot;
  /** The layers of its jail, once it waits for its job; fails if it ends before. */
  readonly ready: Promise<readonly JailLayer[]>;
  /** Comes when the process is over, however it went. */
  readonly gone: Promise<void>;
  readonly #child: ChildProcess;
  readonly #waiting = Promise.withResolvers<readonly JailLayer[]>();
  #hear: ((message: unknown) => void) | undefined;
  #failure: unknown;
  #ending: string | undefined;
  #words = "";

  constructor(slot: MediaSlot, launch: Launch) {
    const gone = Promise.withResolvers<void>();
    this.slot = slot;
    this.ready = this.#waiting.promise;
    this.ready.catch(() => undefined);
    this.gone = gone.promise;
    this.#child = startLauncher(slot, launch);
    const end = (how: string) => {
      this.#ending = how;
      this.#waiting.reject(this.failure);
      gone.resolve();
    };
    this.#child.stderr?.on(
      "data",
      (piece: Buffer) => (this.#words = (this.#words + piece.toString()).slice(-LAST_WORDS)),
    );
    this.#child.on("message", (message) => this.#take(message));
    this.#child.once("error", (error) => {
      this.stop(error);
      // A process that could not be started does not end either.
      if (this.#child.pid === undefined) end("nothing");
    });
    this.#child.once("close", (code, by) => end(String(by ?? code)));
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isGone(): boolean {
    return this.#ending !== undefined;
  }

  /** Whether somebody here ended it: it did not end by itself. */
  get wasStopped(): boolean {
    return this.#failure !== undefined;
  }

  /** Why it came to nothing, if it did: why it was stopped, or how it ended by itself. */
  get failure(): unknown {
    return this.#failure ?? new Error(`the media worker ended with ${this.#ending}: ${this.#words}`);
  }

  /** Ends it at once; the first reason is the one that counts. */
  stop(reason: unknown): void {
    this.#failure ??= reason;
    this.#child.kill("SIGKILL");
  }

  /** Gives it its one job, and hears what it says from then on. */
  begin(job: MediaJob, hear: (message: unknown) => void): void {
    this.#hear = hear;
    this.#child.send(job, () => undefined);
  }

  /** Before it has its job it says one thing, that it is ready; the launcher before it would have swallowed the job. */
  #take(message: unknown): void {
    if (this.#hear) return this.#hear(message);
    const said = mediaReady.safeParse(message);
    if (said.success) this.#waiting.resolve(said.data.layers);
    else this.stop(new Error("a media worker's report is wrong", { cause: said.error }));
  }
}

/** The program that builds the jail and becomes the worker. */
const LAUNCHER = fileURLToPath(new URL("../../../media-worker/src/jail/launch.ts", import.meta.url));

/** The code that workers run, wherever this repository lies. */
const CODE = ["node_modules", "packages", "apps/media-worker"].map(repositoryPath);

/** In MiB what JavaScript may take, in pages of 64 KiB what a decoder may: half a gigabyte is far more than an honest file needs. */
const MEMORY = ["--max-old-space-size=256", "--wasm-max-mem-pages=8192"];

/** The worker knows nothing of the server: no secret of its environment, no directory but its slot. */
function startLauncher(slot: MediaSlot, launch: Launch): ChildProcess {
  const { program, isAhead, processorSeconds, unjailed } = launch;
  const { AAC_ENCODER, SystemRoot } = process.env;
  const engine = mediaEngine(process.env);
  const programs = [...launch.programs, ...engine.programs];
  const code = [...CODE, program];
  const files = { code, input: slot.in, output: slot.out };
  const plan = { program, given: isAhead ? ["ahead"] : [], ...files, programs, processorSeconds, unjailed };
  return fork(LAUNCHER, [JSON.stringify(plan)], {
    env: {
      TZ: "UTC",
      ...engine.environment,
      ...(AAC_ENCODER && { AAC_ENCODER }),
      ...(SystemRoot && { SystemRoot }),
    },
    cwd: slot.out,
    execArgv: [...MEMORY, ...permissions(files, { programs, hasThreads: engine.hasThreads })],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
}

/** Node itself keeps the worker from the network, from starting programs and from any file but the job's. */
function permissions(
  { code, input, output }: { code: readonly string[]; input: string; output: string },
  { programs, hasThreads }: Pick<MediaEngine, "programs" | "hasThreads">,
): string[] {
  const reads = [...code, input, output].map((path) => `--allow-fs-read=${path}`);
  const starts = programs.length > 0 ? ["--allow-child-process"] : [];
  const threads = hasThreads ? ["--allow-worker"] : [];
  return ["--permission", "--allow-addons", ...starts, ...threads, `--allow-fs-write=${output}`, ...reads];
}

function repositoryPath(path: string): string {
  return fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
}
