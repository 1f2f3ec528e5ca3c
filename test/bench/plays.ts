import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Batch, DEVICES, ENTRIES, optionOf, prepareWorld } from "./prepared-world.ts";
import { ratios, spread } from "./spread.ts";
import { startOnce, type StartUp } from "./start-up.ts";
import { bareInserts, inProcess, overHttp, type Way } from "./ways.ts";

const ROUNDS = 9;
const BATCHES_A_ROUND = 3;
/** Rounds before the first that counts, while code is compiled and caches fill. */
const WARM_UP = 2;
const STARTS = 5;

/**
 * What plays cost on the way to the disk, as ratios of ways measured in turns in one run: so they hold on a machine that is
 * busy with other things, which plays a second do not. The processor's time of the ways in this process is told too: it does
 * not count waiting, neither for others nor for the disk. `--profile DIR` has the server write a CPU profile there.
 */
export async function benchPlays(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-bench-"));
  const { world, batches } = await prepareWorld((ROUNDS + WARM_UP) * BATCHES_A_ROUND);
  const ways = {
    http: await overHttp(await world.copy(), optionOf("--profile")),
    process: await inProcess(await world.copy()),
    bare: bareInserts(join(folder, "bare.sqlite")),
  };
  const rates = await measure(ways, batches);
  for (const way of Object.values(ways)) await way.close();

  const environment = await world.copy();
  await startOnce(environment);
  const starts: StartUp[] = [];
  for (let start = 0; start < STARTS; start++) starts.push(await startOnce(environment));
  await world.remove();
  await rm(folder, { recursive: true, force: true });
  print(rates, starts);
}

type Ways = Readonly<Record<"http" | "process" | "bare", Way>>;
type Rates = Record<keyof Ways | "processCpu" | "bareCpu", number[]>;

/** Plays a second of each way in each round, and microseconds of processor a play; the same batches, in turns. */
async function measure(ways: Ways, batches: readonly Batch[]): Promise<Rates> {
  const found: Rates = { http: [], process: [], bare: [], processCpu: [], bareCpu: [] };
  for (let round = 0; round < ROUNDS + WARM_UP; round++) {
    const some = batches.slice(round * BATCHES_A_ROUND, (round + 1) * BATCHES_A_ROUND);
    for (const name of ["http", "process", "bare"] as const) {
      const { rate, cpu } = await rateOf(ways[name], some);
      if (round < WARM_UP) continue;
      found[name].push(rate);
      if (name !== "http") found[`${name}Cpu`].push(cpu);
    }
  }
  return found;
}

async function rateOf(way: Way, some: readonly Batch[]): Promise<{ rate: number; cpu: number }> {
  const plays = some.length * DEVICES * ENTRIES;
  const [begun, usage] = [performance.now(), process.cpuUsage()];
  for (const batch of some) await way.take(batch);
  const ms = performance.now() - begun;
  const { user, system } = process.cpuUsage(usage);
  return { rate: (plays * 1_000) / ms, cpu: (user + system) / plays };
}

function print(rates: Rates, starts: readonly StartUp[]): void {
  const memory = starts.flatMap(({ residentMb }) => residentMb ?? []);
  console.log(`SQLite, synchronous=FULL; ${DEVICES} devices, ${ENTRIES} billed plays a chunk
medians of ${ROUNDS} rounds (least to most), the ways in turns

plays a second over HTTP        ${spread(rates.http)}
plays a second in one process   ${spread(rates.process)}
rows a second, bare inserts     ${spread(rates.bare)}

HTTP / in one process           ${spread(ratios(rates.http, rates.process), 2)}
in one process / bare inserts   ${spread(ratios(rates.process, rates.bare), 3)}
microseconds of processor a play, in one process  ${spread(rates.processCpu)}
microseconds of processor a row, bare inserts     ${spread(rates.bareCpu, 1)}
the second / the first                            ${spread(ratios(rates.bareCpu, rates.processCpu), 3)}

a second start, to its answer   ${spread(starts.map(({ ms }) => ms))} ms
resident memory after it        ${memory.length > 0 ? `${spread(memory)} MB` : "not told by this system"}`);
}
