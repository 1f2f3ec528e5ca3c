import { cpus, loadavg } from "node:os";
import { ListeningWorld } from "./listening-world.ts";
import { benchMatches } from "./matches.ts";
import { benchMedia } from "./media.ts";
import { benchPages } from "./pages.ts";
import { benchPlays } from "./plays.ts";
import { benchServing } from "./serving.ts";

// Each section can be run alone: `npm run bench -- media serving`. What is compared is measured in turns in one run, so
// that ratios hold on a machine that is busy with other things; figures alone are told, and never asserted.

const SECTIONS = {
  plays: () => benchPlays(),
  media: async () => benchMedia(await openedWorld()),
  serving: async () => benchServing(await openedWorld()),
  matches: () => benchMatches(),
  pages: async () => benchPages(await openedWorld()),
};

let world: ListeningWorld | undefined;
const openedWorld = async () => (world ??= await ListeningWorld.open());

// Whoever is told to end exits, and does not just stop: then what it started ends too.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

const all = Object.entries(SECTIONS);
const asked = all.filter(([name]) => process.argv.includes(name));
try {
  for (const [name, run] of asked.length > 0 ? asked : all) {
    console.log(`\n== ${name}: ${cpus().length} cores, load ${loadavg()[0]?.toFixed(1)}\n`);
    await run();
  }
} finally {
  await world?.close();
}
