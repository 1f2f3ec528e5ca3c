import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bait } from "./disguises.ts";

/** An address and a file that hostile files name, which tell whether anything followed them. */
export interface Trap extends Bait {
  /** Who called, so far. */
  readonly calls: () => number;
  /** Words that stand in the file, and must be found nowhere else. */
  readonly words: string;
  readonly close: () => Promise<void>;
}

/** Sets a trap on this machine. */
export async function setTrap(): Promise<Trap> {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-trap-"));
  const path = join(folder, "secret.txt");
  const words = "the-words-of-the-trap";
  await writeFile(path, words.repeat(1000));
  let calls = 0;
  const server = createServer((socket) => {
    calls += 1;
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the trap has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    path,
    words,
    calls: () => calls,
    async close() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await rm(folder, { recursive: true });
    },
  };
}

/** Of some files those in which certain words stand. */
export async function filesWith(words: string, paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(async (path) => ({ path, has: (await readFile(path)).includes(words) })));
  return found.filter(({ has }) => has).map(({ path }) => path);
}
