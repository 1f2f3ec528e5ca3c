import { readFile } from "node:fs/promises";
import type { MediaJob } from "@songkeeper/media";

/** What a job may take, where the system tells what it takes. */
export interface MediaCaps {
  readonly memoryBytes: number;
  readonly processorSeconds: number;
}

const BASE_SECONDS = 30;
/** Far slower than the slowest machine that this is for makes a song ready. */
const SHARE_OF_LENGTH = 1 / 8;
const SONG_SECONDS_MAX = 3 * 3600;
/** What a second of digital silence takes as FLAC: nothing that is accepted is smaller for its length. */
const BYTES_A_SECOND_MIN = 160;

/** For how long any job may have a processor: for a worker that is started before its job is known. */
export const PROCESSOR_SECONDS_MAX: number = BASE_SECONDS + SONG_SECONDS_MAX * SHARE_OF_LENGTH;

/**
 * For how long a job may have a processor. How long its sound is comes to light in the worker, whose word is not taken;
 * but a file can be no longer than its size allows, so a small one that keeps a decoder busy is ended soon.
 */
export function processorSecondsFor({ task }: MediaJob, inputBytes: number): number {
  if (task === "cover") return BASE_SECONDS;
  const seconds = Math.min(SONG_SECONDS_MAX, inputBytes / BYTES_A_SECOND_MIN);
  return Math.ceil(BASE_SECONDS + seconds * SHARE_OF_LENGTH);
}

const LOOK_EVERY_MS = 500;

/** Linux tells what a process takes; elsewhere the limits that Node keeps must do. */
export function watchProcess(
  worker: { readonly pid: number | undefined },
  { memoryBytes, processorSeconds }: MediaCaps,
  stop: (error: Error) => void,
): NodeJS.Timeout {
  return setInterval(() => {
    const { pid } = worker;
    if (pid === undefined) return;
    readUse(pid).then(
      (use) => {
        if (use.memoryBytes > memoryBytes) stop(new Error(`the media worker took ${use.memoryBytes} bytes of memory`));
        if (use.processorSeconds > processorSeconds)
          stop(new Error(`the media worker took ${use.processorSeconds} s of processor time`));
      },
      () => undefined,
    );
  }, LOOK_EVERY_MS);
}

/** The kernel counts in hundredths of a second whatever its own clock does. */
const TICKS_A_SECOND = 100;
/** Of the fields behind the program's name, which may hold anything. */
const TICKS_IN_PROGRAM = 11;
const TICKS_IN_KERNEL = 12;

async function readUse(pid: number): Promise<MediaCaps> {
  const [status, stat] = await Promise.all(["status", "stat"].map((name) => readFile(`/proc/${pid}/${name}`, "utf8")));
  const memoryBytes = 1024 * Number(/^VmRSS:\s+(\d+) kB/mu.exec(status ?? "")?.[1] ?? 0);
  const fields = (stat ?? "").slice((stat ?? "").lastIndexOf(")") + 2).split(" ");
  const ticks = Number(fields[TICKS_IN_PROGRAM] ?? 0) + Number(fields[TICKS_IN_KERNEL] ?? 0);
  return { memoryBytes, processorSeconds: ticks / TICKS_A_SECOND };
}
