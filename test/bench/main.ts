import { cpus } from "node:os";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Batch, DEVICES, ENTRIES, prepareWorld } from "./prepared-world.ts";
import { startOnce, type StartUp } from "./start-up.ts";
import { bareInserts, inProcess, overHttp, type Way } from "./ways.ts";

// What plays cost on the way to the disk, as ratios of ways measured in turns in one run: so they hold on a machine that is
// busy with other things, which plays a second do not. `--profile DIR` has the server write a CPU profile there.

const ROUNDS = 9;
const BATCHES_A_ROUND = 3;
/** Rounds before the first that counts, while code is compiled and caches fill. */
const WARM_UP = 2;
const STARTS = 5;

const profileAt = process.argv.indexOf("--profile");
const profileDir = profileAt > 0 ? process.argv[profileAt + 1] : undefined;

const folder = await mkdtemp(join(tmpdir(), "songkeeper-bench-"));
const { world, batches } = await prepareWorld((ROUNDS + WARM_UP) * BATCHES_A_ROUND);
const ways = {
  http: await overHttp(await world.copy(), profileDir),
  process: await inProcess(await world.copy()),
  bare: bareInserts(join(folder, "bare.sqlite")),
};
const rates = await measure();
for (const way of Object.values(ways)) await way.close();

const environment = await world.copy();
await startOnce(environment);
const starts: StartUp[] = [];
for (let start = 0; start < STARTS; start++) starts.push(await startOnce(environment));
await world.remove();
await rm(folder, { recursive: true, force: true });
print();

type Rates = Record<keyof typeof ways, number[]>;

/** Plays a second of each way in each round; the same batches, one way after the other. */
async function measure(): Promise<Rates> {
  const found: Rates = { http: [], process: [], bare: [] };
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const some = batches.slice(round * BATCHES_A_ROUND, (round + 1) * BATCHES_A_ROUND);
    for (const name of ["http", "process", "bare"] as const) {
      const rate = await rateOf(ways[name], some);
      if (round >= WARM_UP) found[name].push(rate);
    }
  }
  return found;
}

async function rateOf(way: Way, some: readonly Batch[]): Promise<number> {
  const begun = performance.now();
  for (const batch of some) await way.take(batch);
  return (some.length * DEVICES * ENTRIES * 1_000) / (performance.now() - begun);
}

function print(): void {
  const ratio = (a: readonly number[], b: readonly number[]) => a.map((one, at) => one / (b[at] ?? 1));
  const of = (numbers: readonly number[], digits = 0) => {
    const sorted = numbers.toSorted((a, b) => a - b);
    const [least = 0, middle = 0, most = 0] = [sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
    return `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
  };
  const memory = starts.flatMap(({ residentMb }) => residentMb ?? []);
  console.log(`${cpus().length} cores; SQLite, synchronous=FULL; ${DEVICES} devices, chunks of ${ENTRIES} billed plays
medians of ${ROUNDS} rounds (least to most), the ways in turns

plays a second over HTTP        ${of(rates.http)}
plays a second in one process   ${of(rates.process)}
rows a second, bare inserts     ${of(rates.bare)}

HTTP / in one process           ${of(ratio(rates.http, rates.process), 2)}
in one process / bare inserts   ${of(ratio(rates.process, rates.bare), 3)}

a second start, to its answer   ${of(starts.map(({ ms }) => ms))} ms
resident memory after it        ${memory.length > 0 ? `${of(memory)} MB` : "not told by this system"}`);
}
