import { fork, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { accept, refuse, type Outcome } from "@songkeeper/base";
import type { MediaJob, MediaRefusal, MediaReport, MediaResult } from "@songkeeper/media";
import { mediaReport } from "./media-report.ts";

/** How a job is watched. */
export interface MediaJobOptions {
  /** Hears each report, and in which directory the job's output lies at that moment. */
  readonly onReport?: (report: MediaReport, folder: string) => void;
  /** Ends the job, whether it runs or waits. */
  readonly signal?: AbortSignal;
  /** How long it may run; the time it waits for its turn does not count. */
  readonly timeoutMs: number;
  /** How much memory it may have, where the system tells it; an honest job needs a quarter of a gigabyte. */
  readonly memoryBytes?: number;
}

/** What a job came to: its result, or why its file is refused. A crash, a time-out or a wrong word is thrown. */
export type MediaOutcome<Task extends MediaJob["task"]> = Outcome<ResultOf<Task>, MediaRefusal>;

type ResultOf<Task> = Extract<MediaResult, { readonly task: Task }>;

/** Runs media jobs, each in a process of its own, a few at a time. */
export interface MediaWorkers {
  /** After a refusal or an error there may be files in the output directory: who ordered the job removes it. */
  runMediaJob<Job extends MediaJob>(job: Job, options: MediaJobOptions): Promise<MediaOutcome<Job["task"]>>;
  /** A song is about to come: a worker may be made ready for it. */
  expect(): void;
}

const CORES_LEFT_FREE = 1;

/** The program that does the jobs. */
const WORKER = fileURLToPath(new URL("../../../media-worker/src/main.ts", import.meta.url));

/** Workers for media jobs: at most `max` at once, by default all cores but the one that serves. */
export function mediaWorkers(
  max: number = Math.max(1, availableParallelism() - CORES_LEFT_FREE),
  program: string = WORKER,
): MediaWorkers {
  const waiting: (() => void)[] = [];
  let free = max;

  async function takeTurn(signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(begin), 1);
        reject(abortError(signal));
      };
      waiting.push(begin);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  function endTurn(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async runMediaJob(job, options) {
      await takeTurn(options.signal);
      try {
        return await runWorker(program, job, options);
      } finally {
        endTurn();
      }
    },
    expect: () => undefined,
  };
}

async function runWorker<Job extends MediaJob>(program: string, job: Job, options: MediaJobOptions) {
  const last = await hearWorker(startWorker(program, job), job, options);
  if (last.kind === "refused") return refuse(last.reason, { facts: last.facts });
  if (!isResultOf<Job["task"]>(job.task, last.result)) throw new Error(`the media worker did not ${job.task}`);
  return accept(last.result);
}

function isResultOf<Task extends MediaJob["task"]>(task: Task, result: MediaResult): result is ResultOf<Task> {
  return result.task === task;
}

/** The worker knows nothing of the server: no secret of its environment, no directory but the job's. */
function startWorker(program: string, job: MediaJob): ChildProcess {
  const { AAC_ENCODER, SystemRoot } = process.env;
  const env = { TZ: "UTC", ...(AAC_ENCODER && { AAC_ENCODER }), ...(SystemRoot && { SystemRoot }) };
  const child = fork(program, [], {
    env,
    cwd: job.output,
    execArgv: [...MEMORY, ...permissions(program, job)],
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  child.send(job, () => undefined);
  return child;
}

/** In MiB what JavaScript may take, in pages of 64 KiB what a decoder may: half a gigabyte is far more than an honest file needs. */
const MEMORY = ["--max-old-space-size=256", "--wasm-max-mem-pages=8192"];

/** The code it runs, wherever this repository lies. */
const CODE = ["node_modules", "packages", "apps/media-worker"].map((folder) =>
  fileURLToPath(new URL(`../../../../${folder}`, import.meta.url)),
);

/** Node itself keeps the worker from the network, from starting programs and from any file but the job's. */
function permissions(program: string, job: MediaJob): string[] {
  const cover = job.task === "download" && job.cover !== null ? [job.cover] : [];
  const reads = [...CODE, program, job.input, job.output, ...cover].map((path) => `--allow-fs-read=${path}`);
  return ["--permission", "--allow-addons", `--allow-fs-write=${job.output}`, ...reads];
}

type LastReport = Extract<MediaReport, { kind: "done" | "refused" }>;

const LAST_WORDS = 2000;

/** Listens until the worker is gone, however it goes. */
function hearWorker(child: ChildProcess, job: MediaJob, options: MediaJobOptions) {
  const { onReport, signal, timeoutMs, memoryBytes = MEMORY_BYTES_MAX } = options;
  return new Promise<LastReport>((resolve, reject) => {
    let last: LastReport | undefined;
    let failure: unknown;
    let words = "";
    const stop = (error: unknown) => {
      failure ??= error;
      child.kill("SIGKILL");
    };
    const cancel = () => stop(abortError(signal));
    const timer = setTimeout(() => stop(new Error(`the media worker took longer than ${timeoutMs} ms`)), timeoutMs);
    const watch = watchMemory(child, memoryBytes, stop);
    signal?.addEventListener("abort", cancel, { once: true });
    if (signal?.aborted) cancel();
    const forget = () => {
      clearTimeout(timer);
      clearInterval(watch);
      signal?.removeEventListener("abort", cancel);
    };

    child.stderr?.on("data", (piece: Buffer) => (words = (words + piece.toString()).slice(-LAST_WORDS)));
    child.on("message", (message) => {
      const report = mediaReport.safeParse(message);
      if (!report.success || last) return stop(new Error("a media worker's report is wrong", { cause: report.error }));
      if (report.data.kind === "done" || report.data.kind === "refused") last = report.data;
      try {
        onReport?.(report.data, job.output);
      } catch (error) {
        stop(error);
      }
    });
    child.once("error", (error) => {
      stop(error);
      // A process that could not be started does not end either.
      if (child.pid !== undefined) return;
      forget();
      reject(error);
    });
    child.once("close", (code, by) => {
      forget();
      if (failure !== undefined) reject(failure);
      else if (last) resolve(last);
      else reject(new Error(`the media worker ended with ${by ?? code} at ${job.task}: ${words}`));
    });
  });
}

const MEMORY_BYTES_MAX = 1_500_000_000;
const LOOK_EVERY_MS = 500;

/** Linux tells how much memory a process has; elsewhere the limits that Node keeps must do. */
function watchMemory({ pid }: ChildProcess, bytesMax: number, stop: (error: Error) => void): NodeJS.Timeout {
  return setInterval(() => {
    readFile(`/proc/${pid}/status`, "utf8").then(
      (status) => {
        const bytes = 1024 * Number(/^VmRSS:\s+(\d+) kB/mu.exec(status)?.[1] ?? 0);
        if (bytes > bytesMax) stop(new Error(`the media worker took ${bytes} bytes of memory`));
      },
      () => undefined,
    );
  }, LOOK_EVERY_MS);
}

function abortError(signal: AbortSignal | undefined): Error {
  return new Error("the media job was called off", { cause: signal?.reason });
}
