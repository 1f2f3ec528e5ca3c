import { endProcess, type MediaLauncher } from "./media-launcher.ts";
import type { MediaProcess } from "./media-process.ts";

/** A worker that is started before there is a job for it, at most one at a time. */
export interface MediaSpare {
  readonly isThere: boolean;
  start(): void;
  /** Hands it over, if there is one that works; it is ended by whoever has it then. */
  take(): Promise<MediaProcess | undefined>;
  /** Ends it, if there is one. */
  dismiss(): Promise<void>;
}

/** For so long it waits for a job. An upload that takes longer pays for a new one. */
const PATIENCE_MS = 5 * 60_000;

interface Waiting {
  readonly worker: Promise<MediaProcess | undefined>;
  readonly ending: AbortController;
  readonly patience: NodeJS.Timeout;
}

/** Keeps a worker of this launcher's ready. */
export function mediaSpare(launcher: MediaLauncher, patienceMs: number = PATIENCE_MS): MediaSpare {
  let waiting: Waiting | undefined;
  const leaving = new Set<Promise<void>>();

  function start(): void {
    if (waiting) return;
    const ending = new AbortController();
    // Nobody waits for it yet: what keeps it from starting is told to the first job.
    const worker = launcher.launch({ isAhead: true }, ending.signal).catch(() => undefined);
    const patience = setTimeout(() => void dismiss(), patienceMs).unref();
    const mine: Waiting = { worker, ending, patience };
    waiting = mine;
    const forget = () => (waiting === mine ? dismiss() : undefined);
    void worker.then((started) => (started ? started.gone.then(forget) : forget()));
  }

  async function take(): Promise<MediaProcess | undefined> {
    const taken = waiting;
    if (!taken) return undefined;
    waiting = undefined;
    clearTimeout(taken.patience);
    const worker = await taken.worker;
    if (!worker?.isGone) return worker;
    await endProcess(worker);
    return undefined;
  }

  async function dismiss(): Promise<void> {
    const dismissed = waiting;
    waiting = undefined;
    if (dismissed) {
      clearTimeout(dismissed.patience);
      dismissed.ending.abort(new Error("the media worker waited in vain"));
      const left = dismissed.worker.then((worker) => worker && endProcess(worker));
      leaving.add(left);
      await left.finally(() => leaving.delete(left));
    }
    await Promise.all(leaving);
  }

  return {
    get isThere() {
      return waiting !== undefined;
    },
    start,
    take,
    dismiss,
  };
}
