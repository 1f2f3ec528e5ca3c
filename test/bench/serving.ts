import { once } from "node:events";
import { stat } from "node:fs/promises";
import type { ListeningWorld } from "./listening-world.ts";
import { startNginx } from "./nginx.ts";
import { processorSeconds } from "./process-cost.ts";
import { endFork, forkHere, type LoadProcess, startLoad } from "./serving-load.ts";
import { ratios, spread } from "./spread.ts";

const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 16;
/** Four seconds of AAC, as one segment. */
const PART_BYTES = 65_536;

/** Somebody who gives the same file in parts. */
interface Server {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
}

/** What a server did in each round: parts a second, microseconds of processor a part, and how busy the client was. */
interface Served {
  readonly rates: number[];
  readonly microseconds: number[];
  readonly clientShares: number[];
}

/** Segments a second of our server by a stream's token, beside nginx and beside the most that one process of Node gives. */
export async function benchServing(world: ListeningWorld): Promise<void> {
  const path = world.pathOf("aac128.mp4");
  const fileBytes = (await stat(path)).size;
  const bare = forkHere("bare-server.ts", [path]);
  const [port] = (await once(bare, "message")) as [number];
  const nginx = await startNginx(path);
  const load = startLoad();
  try {
    const servers: Server[] = [
      { name: "songkeeper", url: world.song.streamUrl, pid: world.server.pid },
      { name: "node, from memory", url: `http://127.0.0.1:${port}/`, pid: bare.pid ?? 0 },
      ...(nginx ? [{ name: nginx.version, url: nginx.url, pid: nginx.pid }] : []),
    ];
    const found = servers.map((server) => ({ ...server, served: { rates: [], microseconds: [], clientShares: [] } }));
    for (let round = -1; round < ROUNDS; round++)
      for (const server of found)
        await askRound(load, { server, fileBytes, into: round < 0 ? NOWHERE() : server.served });
    print(found);
    if (!nginx) console.log("nginx is not installed");
  } finally {
    await load.close();
    await nginx?.close();
    await endFork(bare);
  }
}

/** The first round only warms the servers up. */
const NOWHERE = (): Served => ({ rates: [], microseconds: [], clientShares: [] });

interface Asked {
  readonly server: Server;
  readonly fileBytes: number;
  readonly into: Served;
}

async function askRound(load: LoadProcess, { server, fileBytes, into }: Asked): Promise<void> {
  const before = await processorSeconds(server.pid);
  const sizes = { connections: CONNECTIONS, seconds: SECONDS, partBytes: PART_BYTES, fileBytes };
  const { requests, ms, clientShare } = await load.run({ url: server.url, ...sizes });
  const after = await processorSeconds(server.pid);
  into.rates.push((requests * 1_000) / ms);
  into.clientShares.push(clientShare);
  if (before !== undefined && after !== undefined) into.microseconds.push(((after - before) * 1e6) / requests);
}

function print(found: readonly (Server & { readonly served: Served })[]): void {
  console.log(`parts of ${PART_BYTES} bytes of a song's AAC, ${CONNECTIONS} kept connections, one process each,
medians of ${ROUNDS} rounds of ${SECONDS} s in turns (least to most)
`);
  for (const { name, served } of found) {
    const { rates, microseconds, clientShares } = served;
    const processor = microseconds.length > 0 ? `${spread(microseconds)} µs of processor each; ` : "";
    const client = `the client took ${spread(clientShares, 2)} of a core`;
    console.log(`  ${name.padEnd(20)} ${spread(rates)} parts a second; ${processor}${client}`);
  }
  const [own, ...others] = found;
  for (const { name, served } of others) {
    console.log(`  songkeeper / ${name}, parts a second: ${spread(ratios(own?.served.rates ?? [], served.rates), 2)}`);
    const dearer = ratios(own?.served.microseconds ?? [], served.microseconds);
    if (dearer.length > 0) console.log(`  songkeeper / ${name}, processor a part: ${spread(dearer, 1)}`);
  }
}
