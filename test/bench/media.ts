import { type FirstSound, playAndTime, timeFirstSound } from "./first-sound.ts";
import { openBrowser } from "../e2e/support/browser.ts";
import { byFfmpeg, byOurWorker, costOf, encodersOfFfmpeg, type MakeRenditions, sideBySide } from "./ingest-cost.ts";
import type { Ingest, ListeningWorld } from "./listening-world.ts";
import type { ChildCost } from "./process-cost.ts";
import { median, ratios, spread } from "./spread.ts";

const UPLOADS = 3;
const LISTENERS = 5;
const ROUNDS = 3;
/** The design's aim from the last byte to the first sound, which its musician hears while the rest is made. */
const AIM_MS = 1_500;

/** From a song's last byte to its first sound, and what making it ready costs beside one plain ffmpeg. */
export async function benchMedia(world: ListeningWorld): Promise<void> {
  const ingests = [world.first];
  while (ingests.length < UPLOADS) ingests.push(await world.sendAgain());
  const megabytes = (world.file.length / 1e6).toFixed(0);
  console.log(`a FLAC file of 4 minutes (stereo, 44.1 kHz, 24 bits, ${megabytes} MB)`);
  printFirstSound(ingests, await listenAnew(world));
  const ways = await waysToMake();
  const costs = new Map<string, ChildCost[]>(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, make] of Object.entries(ways)) {
      const cost = await costOf(make, world.path);
      if (cost) costs.get(name)?.push(cost);
    }
  printCosts(costs);
  await printSideBySide(world.path);
}

/** Each time a browser that has nothing of ours yet, on a song's page that is open and still. */
async function listenAnew({ server, song }: ListeningWorld): Promise<FirstSound[]> {
  const found: FirstSound[] = [];
  const browser = await openBrowser();
  try {
    for (let listener = 0; listener < LISTENERS; listener++) {
      const context = await browser.newContext({ locale: "en-GB" });
      const page = await context.newPage();
      await timeFirstSound(page);
      await page.goto(`${server.url}/song/${song.trackId}`, { waitUntil: "networkidle" });
      found.push(await playAndTime(page));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return found;
}

function printFirstSound(ingests: readonly Ingest[], sounds: readonly FirstSound[]): void {
  const of = (numbers: readonly number[]) => `${spread(numbers)} ms`;
  const names = [...new Set(ingests.flatMap(({ steps }) => [...steps.keys()]))];
  const begun = names.map((name) => {
    const at = median(ingests.flatMap(({ steps }) => steps.get(name) ?? []));
    return `${name} ${at.toFixed(0)}`;
  });
  const ready = ingests.map(({ readyMs }) => readyMs);
  const heard = sounds.map(({ heardMs }) => heardMs);
  const first = ingests.map(({ firstSegmentMs }) => firstSegmentMs);
  console.log(`${UPLOADS} uploads, ${LISTENERS} listeners, medians (least to most)
from the last 64 KB sent
  to the first segment fetched   ${of(first)} (aim: ${AIM_MS} ms)
  to the server's answer         ${of(ingests.map(({ answeredMs }) => answeredMs))}
  to each step, first seen at    ${begun.join(", ")} ms
  to the song being ready        ${of(ready)}
from the tap on a song's page
  to the element's "playing"     ${of(sounds.map(({ playingMs }) => playingMs))}
  to the first sample heard      ${of(heard)}
`);
}

async function waysToMake(): Promise<Record<string, MakeRenditions>> {
  const known = await encodersOfFfmpeg();
  if (known.length === 0) console.log("ffmpeg is not installed: the worker is measured alone");
  return {
    "worker, libfdk_aac": byOurWorker("libfdk_aac"),
    "worker, aac": byOurWorker("aac"),
    ...Object.fromEntries(known.map((encoder) => [`ffmpeg, ${encoder}`, byFfmpeg(encoder)])),
  };
}

/** Whether a second song in the making costs the first one anything, where each has a core of its own. */
async function printSideBySide(path: string): Promise<void> {
  const found = [];
  for (let round = 0; round < ROUNDS; round++) found.push(await sideBySide(byOurWorker("libfdk_aac"), path));
  const [alone, together] = [found.map((pair) => pair.alone), found.map((pair) => pair.together)];
  console.log(
    `two songs side by side: ${spread(together, 1)} s, one alone ${spread(alone, 1)} s: ${spread(ratios(together, alone), 2)}`,
  );
}

function printCosts(costs: ReadonlyMap<string, readonly ChildCost[]>): void {
  const secondsOf = (name: string) => costs.get(name)?.map((cost) => cost.processorSeconds) ?? [];
  console.log(`making a song ready, each in one process, ${ROUNDS} rounds in turns, medians (least to most)`);
  for (const [name, found] of costs) {
    if (found.length === 0) {
      console.log("this system does not tell what a process costs");
      return;
    }
    const seconds = spread(secondsOf(name), 2);
    const peak = spread(found.map(({ peakMb }) => peakMb));
    const wall = spread(
      found.map((cost) => cost.seconds),
      1,
    );
    console.log(`  ${name.padEnd(20)} ${seconds} s of processor, ${wall} s in all, at most ${peak} MB`);
  }
  for (const name of costs.keys())
    if (name.startsWith("ffmpeg"))
      for (const own of ["worker, libfdk_aac", "worker, aac"])
        console.log(`  ${own} / ${name}: ${spread(ratios(secondsOf(own), secondsOf(name)), 2)}`);
}
