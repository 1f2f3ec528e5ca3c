import { parseArgs } from "node:util";
import { fuzz } from "./support/fuzz-run.ts";
import { seedFiles } from "./support/seeds.ts";

// `npm run fuzz -- --mutations 20000 --from 0`: so many mutations, shared among all kinds of files, two processes at a time.

const { values } = parseArgs({
  options: { mutations: { type: "string", default: "20000" }, from: { type: "string", default: "0" } },
});
const seeds = seedFiles();
const each = Math.ceil(Number(values.mutations) / seeds.length);
const from = Number(values.from);
let failed = 0;

/** Fuzzes one kind of file, in slices that are told of. */
async function fuzzSeed([name, file]: readonly [string, Uint8Array]): Promise<void> {
  const counts = new Map<string, number>();
  let slowest = 0;
  const faults: string[] = [];
  const { words, crashes, overruns, leftovers } = await fuzz(file, from, from + each);
  for (const { number, verdict, ms, thrown } of words) {
    const word = thrown ? "thrown" : verdict;
    counts.set(word, (counts.get(word) ?? 0) + 1);
    slowest = Math.max(slowest, ms);
    if (thrown) faults.push(`mutation ${number} threw: ${verdict.slice(0, 300)}`);
  }
  faults.push(...crashes.map(({ number, how }) => `mutation ${number} ended the process: ${how.slice(-600)}`));
  faults.push(...overruns.map((number) => `mutation ${number} was not done in time`), ...leftovers);
  failed += faults.length;
  const verdicts = [...counts].toSorted(([, one], [, other]) => other - one).map(([word, count]) => `${word} ${count}`);
  console.log(`${name}: ${words.length} mutations, the slowest ${Math.round(slowest)} ms; ${verdicts.join(", ")}`);
  for (const fault of faults) console.log(`  ${fault}`);
}

const waiting = [...seeds];
async function work(): Promise<void> {
  for (let seed = waiting.shift(); seed; seed = waiting.shift()) await fuzzSeed(seed);
}
await Promise.all([work(), work()]);
console.log(failed === 0 ? "no fault" : `${failed} faults`);
process.exitCode = failed === 0 ? 0 : 1;
