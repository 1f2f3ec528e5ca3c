import { access, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { accept, refuse, type Outcome } from "@songkeeper/base";
import type { JailLayer, MediaJob, MediaRefusal, MediaReport, MediaResult } from "@songkeeper/media";
import { endProcess, mediaLauncher, type LauncherPlan, type MediaLauncher } from "./media-launcher.ts";
import type { MediaProcess } from "./media-process.ts";
import { mediaReport } from "./media-report.ts";
import { emptySlot, fillSlot } from "./media-slot.ts";
import { mediaSpare } from "./media-spare.ts";
import { turns } from "./media-turns.ts";
import { processorSecondsFor, watchProcess, type MediaCaps } from "./media-watch.ts";

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
  /** For how long it may have a processor; by default as long as a file of that size can need. */
  readonly processorSeconds?: number;
}

/** What a job came to: its result, or why its file is refused. A crash, a time-out or a wrong word is thrown. */
export type MediaOutcome<Task extends MediaJob["task"]> = Outcome<ResultOf<Task>, MediaRefusal>;

type ResultOf<Task> = Extract<MediaResult, { readonly task: Task }>;

/** Runs media jobs, each in a process of its own, a few at a time. */
export interface MediaWorkers {
  /** What the job has made comes into its output directory when all of it is there; otherwise nothing does. */
  runMediaJob<Job extends MediaJob>(job: Job, options: MediaJobOptions): Promise<MediaOutcome<Job["task"]>>;
  /** A song is about to come: a worker may be made ready for it. */
  expect(): void;
  /** The layers of the jail that workers are in; starts one to ask, if none was started yet. */
  layers(): Promise<readonly JailLayer[]>;
  /** The same without asking: nothing as long as no worker was started. */
  knownLayers(): readonly JailLayer[] | undefined;
  /** Ends workers that wait for a job; to be called when no job is running. */
  close(): Promise<void>;
}

/** Which workers there are. */
export interface WorkersPlan extends LauncherPlan {
  /** How many may run at once: by default all cores but the one that serves. */
  readonly max?: number | undefined;
  /** How long one that is started ahead waits for its job. */
  readonly patienceMs?: number;
}

const CORES_LEFT_FREE = 1;

/** Workers for media jobs, which have their slots in the folder. */
export function mediaWorkers({ max = oneCoreLeft(), patienceMs, ...plan }: WorkersPlan): MediaWorkers {
  const launcher = mediaLauncher(plan);
  const spare = mediaSpare(launcher, patienceMs);
  const { free, takeTurn, endTurn } = turns(max);
  let isExpected = false;
  let isClosed = false;

  /** The spare one takes the place of one that runs: there are never more than may run. */
  function startSpare(): void {
    if (!isExpected || isClosed || free() === 0) return;
    isExpected = false;
    spare.start();
  }

  return {
    async runMediaJob(job, options) {
      await takeTurn(options.signal);
      try {
        return await runJob({ launcher, spare: await spare.take() }, job, options);
      } finally {
        endTurn();
        startSpare();
      }
    },
    expect() {
      isExpected = !spare.isThere;
      startSpare();
    },
    async layers() {
      if (!launcher.layers) await endProcess(await launcher.launch({}, AbortSignal.timeout(ASKING_MS_MAX)));
      return launcher.layers ?? [];
    },
    knownLayers: () => launcher.layers,
    async close() {
      isClosed = true;
      await spare.dismiss();
    },
  };
}

const ASKING_MS_MAX = 30_000;

function oneCoreLeft(): number {
  return Math.max(1, availableParallelism() - CORES_LEFT_FREE);
}

/** Where a job's worker comes from. */
interface Source {
  readonly launcher: MediaLauncher;
  readonly spare: MediaProcess | undefined;
}

const MEMORY_BYTES_MAX = 1_500_000_000;

async function runJob<Job extends MediaJob>({ launcher, spare }: Source, job: Job, options: MediaJobOptions) {
  const { signal, timeoutMs } = options;
  const ending = new AbortController();
  const cancel = () => ending.abort(new Error("the media job was called off", { cause: signal?.reason }));
  const overrun = () => ending.abort(new Error(`the media worker took longer than ${timeoutMs} ms`));
  const timer = setTimeout(overrun, timeoutMs);
  signal?.addEventListener("abort", cancel, { once: true });
  if (signal?.aborted) cancel();
  let worker = spare;
  try {
    const caps = await capsOf(job, options);
    worker ??= await launcher.launch(caps, ending.signal);
    return await giveJob(worker, job, { ...options, caps, ending });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
    if (worker) await endProcess(worker);
  }
}

/** Fails at once where there is no such file, or no place for what is to be made. */
async function capsOf(job: MediaJob, options: MediaJobOptions): Promise<MediaCaps> {
  await access(job.output);
  const { size } = await stat(job.input);
  const { memoryBytes = MEMORY_BYTES_MAX, processorSeconds = processorSecondsFor(job, size) } = options;
  return { memoryBytes, processorSeconds };
}

interface Giving extends MediaJobOptions {
  readonly caps: MediaCaps;
  readonly ending: AbortController;
}

async function giveJob<Job extends MediaJob>(worker: MediaProcess, job: Job, giving: Giving) {
  const { caps, ending } = giving;
  const stop = () => worker.stop(ending.signal.reason);
  ending.signal.addEventListener("abort", stop, { once: true });
  if (ending.signal.aborted) stop();
  const watch = watchProcess(worker, caps, (error) => worker.stop(error));
  try {
    const last = await hearWorker(worker, await fillSlot(worker.slot, job), giving);
    if (last.kind === "refused") return refuse(last.reason, { facts: last.facts });
    if (!isResultOf<Job["task"]>(job.task, last.result)) throw new Error(`the media worker did not ${job.task}`);
    await emptySlot(worker.slot, last.result, job.output);
    return accept(last.result);
  } finally {
    clearInterval(watch);
    ending.signal.removeEventListener("abort", stop);
  }
}

function isResultOf<Task extends MediaJob["task"]>(task: Task, result: MediaResult): result is ResultOf<Task> {
  return result.task === task;
}

type LastReport = Extract<MediaReport, { kind: "done" | "refused" }>;

/** A song of three hours has some five hundred. Each costs the server something, so none may come without end. */
const REPORTS_MAX = 5000;

/** Listens until the worker is gone, however it goes. */
async function hearWorker(worker: MediaProcess, job: MediaJob, { onReport }: MediaJobOptions): Promise<LastReport> {
  let last: LastReport | undefined;
  let heard = 0;
  worker.begin(job, (message) => {
    if (worker.wasStopped) return;
    if ((heard += 1) > REPORTS_MAX) return worker.stop(new Error("a media worker reports without end"));
    const report = mediaReport.safeParse(message);
    if (!report.success || last) {
      return worker.stop(new Error("a media worker's report is wrong", { cause: report.error }));
    }
    if (report.data.kind === "done" || report.data.kind === "refused") last = report.data;
    try {
      onReport?.(report.data, worker.slot.out);
    } catch (error) {
      worker.stop(error);
    }
  });
  await worker.gone;
  if (worker.wasStopped || !last) throw worker.failure;
  return last;
}
