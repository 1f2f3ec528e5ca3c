import type { Tx } from "../db/transact.ts";
import type { Services } from "../services.ts";
import {
  claimJob,
  type ClaimedJob,
  deleteDoneJobs,
  freeOrphanedJobs,
  markJobDone,
  markJobFailed,
  releaseJob,
  renewJob,
} from "./queries.ts";

/**
 * Does a job. It may be done twice, so it must be harmless; what it throws is tried again later. The signal says that the
 * process is about to end: who needs long lets go then, by throwing, and begins anew in the next process.
 */
export type JobHandler = (services: Services, payload: unknown, signal: AbortSignal) => Promise<void>;

/** A queue whose jobs are not done one after the other, or not tried as often as others, or leave word at their end. */
export interface JobQueue {
  readonly run: JobHandler;
  /** How many are done at once. */
  readonly together?: (services: Services) => number;
  readonly attemptsMax?: number;
  /** What is written in the transaction that gives a job up. */
  readonly onGivenUp?: (tx: Tx, payload: unknown, now: Date) => Promise<void>;
}

/** The jobs that a process does, by queue. */
export type JobHandlers = Readonly<Record<string, JobHandler | JobQueue>>;

/** A running job runner. */
export interface JobRunner {
  /** Looks for work now rather than at the next turn. */
  wake(): void;
  /** Takes no more work, and waits for what is running. */
  stop(): Promise<void>;
}

/** Says that trying again is of no use: the job is given up at once. */
export class HopelessJobError extends Error {}

const POLL_MS = 2_000;
const HELD_MS = 30_000;
const RENEW_MS = 10_000;
const ATTEMPTS_MAX = 10;
const BACKOFF_MS_MAX = 3_600_000;
const KEPT_MS = 7 * 86_400_000;

/** Does jobs as they fall due until it is stopped: a queue's failure or a long job holds up no other queue. */
export function runJobs(services: Services, handlers: JobHandlers): JobRunner {
  const { log } = services;
  const queues = new Map(Object.entries(handlers).map(([name, handler]) => [name, queueOf(handler)]));
  const claim = claimsOf(services);
  const running = new Set<{ queue: string; ended: Promise<void> }>();
  const ending = new AbortController();
  let woken = Promise.withResolvers<void>();

  async function look(): Promise<void> {
    while (!ending.signal.aborted) {
      woken = Promise.withResolvers<void>();
      const free = [...queues].filter(([name, queue]) => countOf(name) < togetherIn(queue)).map(([name]) => name);
      const job = free.length > 0 ? await claim(free) : undefined;
      if (job) start(job);
      else await pause(woken.promise);
    }
  }
  const countOf = (name: string) => [...running].filter(({ queue }) => queue === name).length;
  const togetherIn = (queue: JobQueue) => queue.together?.(services) ?? 1;

  function start(job: ClaimedJob): void {
    const done = doJob(services, job, queues.get(job.queue), ending.signal).catch((error: unknown) => {
      // The world failed while the result was written: the job's time runs out and it is done again.
      log.error("job_not_settled", { queue: job.queue, job: job.id, error });
    });
    const ended = done.finally(() => {
      running.delete(one);
      woken.resolve();
    });
    const one = { queue: job.queue, ended };
    running.add(one);
  }

  const looking = look().catch((error: unknown) => log.error("jobs_stopped", { error }));
  return {
    wake: () => woken.resolve(),
    async stop() {
      ending.abort();
      woken.resolve();
      await looking;
      await Promise.all([...running].map((one) => one.ended));
    },
  };
}

function queueOf(handler: JobHandler | JobQueue): JobQueue {
  return typeof handler === "function" ? { run: handler } : handler;
}

/** Takes one due job after the other; none where there is none, or where the database does not answer. */
function claimsOf(services: Services): (queues: readonly string[]) => Promise<ClaimedJob | undefined> {
  const { transact, now, log } = services;
  let hasTidied = false;
  return async (queues) => {
    try {
      // Before the first job is taken: later, what another worker has taken is not this process's to free.
      if (!hasTidied) await tidyJobs(services);
      hasTidied = true;
      return await transact((tx) => claimJob(tx, queues, { now: now(), until: later(now(), HELD_MS) }));
    } catch (error) {
      log.error("jobs_not_read", { error });
      return undefined;
    }
  };
}

/** Takes back what a process that is gone had taken, and forgets what was done long ago. */
async function tidyJobs({ transact, now }: Services): Promise<void> {
  await transact((tx) => freeOrphanedJobs(tx));
  await transact((tx) => deleteDoneJobs(tx, new Date(now().getTime() - KEPT_MS)));
}

/** One try of one job, with its result written. */
async function doJob(
  services: Services,
  job: ClaimedJob,
  queue: JobQueue | undefined,
  ending: AbortSignal,
): Promise<void> {
  const { transact, now, log } = services;
  const renewing = setInterval(() => {
    transact((tx) => renewJob(tx, job, later(now(), HELD_MS))).catch((error: unknown) =>
      log.error("job_not_renewed", { job: job.id, error }),
    );
  }, RENEW_MS);
  try {
    // A job that ends its process each time never fails in words; it is given up like one that does.
    if (!queue || job.attempts > attemptsOf(queue)) throw new HopelessJobError("gave no answer in all its tries");
    await queue.run(services, job.payload, ending);
  } catch (error) {
    if (ending.aborted) await transact((tx) => releaseJob(tx, job));
    else await settleFailure(services, job, { error, queue });
    return;
  } finally {
    clearInterval(renewing);
  }
  const settled = await transact((tx) => markJobDone(tx, job, now()));
  if (!settled) log.info("job_taken_over", { queue: job.queue, job: job.id });
}

function attemptsOf(queue: JobQueue | undefined): number {
  return queue?.attemptsMax ?? ATTEMPTS_MAX;
}

async function settleFailure(
  { transact, now, log }: Services,
  job: ClaimedJob,
  { error, queue }: { error: unknown; queue: JobQueue | undefined },
): Promise<void> {
  const failure = error instanceof Error ? error.message : String(error);
  const isHopeless = error instanceof HopelessJobError || job.attempts >= attemptsOf(queue);
  const retryAt = isHopeless ? undefined : later(now(), backoffMs(job.attempts));
  log.error(isHopeless ? "job_given_up" : "job_failed", {
    queue: job.queue,
    job: job.id,
    attempts: job.attempts,
    error,
  });
  await transact(async (tx) => {
    const settled = await markJobFailed(tx, job, { failure, retryAt, now: now() });
    if (settled && isHopeless) await queue?.onGivenUp?.(tx, job.payload, now());
  });
}

/** One second, then twice as long after each try, up to an hour. */
export function backoffMs(attempts: number): number {
  return Math.min(BACKOFF_MS_MAX, 1_000 * 2 ** (attempts - 1));
}

function later(from: Date, byMs: number): Date {
  return new Date(from.getTime() + byMs);
}

/** Waits for a wake-up, or for the next turn. */
async function pause(woken: Promise<void>): Promise<void> {
  const turn = Promise.withResolvers<void>();
  const timer = setTimeout(turn.resolve, POLL_MS);
  await Promise.race([woken, turn.promise]);
  clearTimeout(timer);
}
