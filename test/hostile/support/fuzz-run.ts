import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { endProcess, mediaLauncher } from "../../../apps/api/src/adapters/media-launcher.ts";
import { fillSlot } from "../../../apps/api/src/adapters/media-slot.ts";
import type { FuzzOrder, FuzzWord } from "../../../apps/media-worker/src/testing/fuzz-worker.ts";

const PROGRAM = fileURLToPath(new URL("../../../apps/media-worker/src/testing/fuzz-worker.ts", import.meta.url));
/** How many files one process is given: a worker does not close what it opens, as it has one job. */
const A_PROCESS = 25;
/** A second of sound is made into everything in a fifth of one; a broken one may take much longer, but not for ever. */
export const DEADLINE_MS = 30_000;

/** What came of a number of mutations of one file. */
export interface FuzzResult {
  readonly words: readonly FuzzWord[];
  /** Mutations that ended their process, with its last words. */
  readonly crashes: readonly { readonly number: number; readonly how: string }[];
  /** Mutations that took longer than they may. */
  readonly overruns: readonly number[];
  /** What lay in the work folder at the end. */
  readonly leftovers: readonly string[];
}

/** Runs mutations `from` to `to` of a file in jailed processes; after one that ends its process it goes on with the next. */
export async function fuzz(file: Uint8Array, from: number, to: number): Promise<FuzzResult> {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-fuzz-"));
  const work = join(folder, "work");
  await mkdir(work);
  const result = { words: [] as FuzzWord[], crashes: [] as FuzzResult["crashes"][number][], overruns: [] as number[] };
  try {
    for (let at = from; at < to;)
      at = await runProcess(work, { file, from: at, to: Math.min(to, at + A_PROCESS) }, result);
    return { ...result, leftovers: await readdir(work) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Part {
  readonly file: Uint8Array;
  readonly from: number;
  readonly to: number;
}

interface Collected {
  readonly words: FuzzWord[];
  readonly crashes: { number: number; how: string }[];
  readonly overruns: number[];
}

/** Gives one process a part; tells with which mutation the next has to go on. */
async function runProcess(work: string, { file, from, to }: Part, collected: Collected): Promise<number> {
  const order: FuzzOrder = { file: Buffer.from(file).toString("base64"), from, to };
  const input = join(work, "..", "order");
  await writeFile(input, JSON.stringify(order));
  const launcher = mediaLauncher({ folder: work, program: PROGRAM });
  const worker = await launcher.launch({}, AbortSignal.timeout(DEADLINE_MS));
  let next = from;
  let deadline: NodeJS.Timeout | undefined;
  try {
    const job = await fillSlot(worker.slot, { task: "ingest", input, output: "" });
    worker.begin(job, (said) => {
      clearTimeout(deadline);
      if (!isWord(said)) {
        deadline = setTimeout(() => worker.stop(new Error("overrun")), DEADLINE_MS);
        return;
      }
      collected.words.push(said);
      next = said.number + 1;
    });
    await worker.gone;
    if (next === to) return to;
    if (worker.wasStopped) collected.overruns.push(next);
    else collected.crashes.push({ number: next, how: String(worker.failure) });
    return next + 1;
  } finally {
    clearTimeout(deadline);
    await endProcess(worker);
  }
}

function isWord(said: unknown): said is FuzzWord {
  return typeof said === "object" && said !== null && "verdict" in said;
}
