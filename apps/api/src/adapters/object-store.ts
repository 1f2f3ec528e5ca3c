import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";

/** Where files live under names such as "audio/ab12.wav". A name, once there, never changes its content. */
export interface ObjectStore {
  /** Stores bytes whole or not at all, durable on return. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The length in bytes, or undefined for no such object. */
  size(name: string): Promise<number | undefined>;
  /** The bytes from `start` to `end`, both included. */
  read(name: string, start: number, end: number): ReadableStream<Uint8Array>;
  remove(name: string): Promise<void>;
}

const NAME = /^[a-z0-9][a-z0-9/._-]*$/;

/** Objects as files under a folder of the local disk. */
export function diskObjects(folder: string): ObjectStore {
  const pathOf = (name: string) => {
    if (!NAME.test(name) || name.includes("..")) throw new Error(`not an object's name: ${name}`);
    return join(folder, name);
  };
  return {
    put: (name, bytes) => putFile(pathOf(name), bytes),
    size: async (name) => (await stat(pathOf(name)).catch(() => undefined))?.size,
    read: (name, start, end) =>
      Readable.toWeb(createReadStream(pathOf(name), { start, end })) as ReadableStream<Uint8Array>,
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

async function putFile(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}.part`;
  try {
    const file = await open(draft, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const folder = await open(dirname(path), "r");
  await folder.sync().finally(() => folder.close());
}
