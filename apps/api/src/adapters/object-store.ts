import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, cp, link, copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";

/** Where files live under names such as "audio/ab12.wav". A name, once there, never changes its content. */
export interface ObjectStore {
  /** Stores bytes whole or not at all, durable on return. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** The same with a file of this machine's, which stays where it is and must not be written to any more. */
  putFile(name: string, path: string): Promise<void>;
  /**
   * Stores every file of a directory under `<prefix>/<file>`, all of them at one instant or none, durable on return. The
   * directory is gone then; what was under the prefix before is replaced.
   */
  moveIn(prefix: string, directory: string): Promise<void>;
  /** Makes a file of this machine's with an object's bytes, which is only to be read: it may be the object itself. */
  getFile(name: string, path: string): Promise<void>;
  /** The length in bytes, or undefined for no such object. */
  size(name: string): Promise<number | undefined>;
  /** The bytes from `start` to `end`, both included, at once: for parts of up to `PART_BYTES_MAX`. */
  readPart(name: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The same bytes, as many as there may be, one after the other. */
  read(name: string, start: number, end: number): ReadableStream<Uint8Array>;
  remove(name: string): Promise<void>;
  /** Removes every object under a prefix. */
  removeAll(prefix: string): Promise<void>;
  /** Removes what a process that died was in the middle of storing. Only for a time when nobody stores anything. */
  tidy(): Promise<void>;
}

const NAME = /^[a-z0-9][a-z0-9/._-]*$/;
/** A part of up to so many bytes is read at once: streaming one of 64 KB takes twice the processor's time. */
export const PART_BYTES_MAX = 1_048_576;
/** What is being stored, or being replaced, until it has its name: no object's name ends so. */
const PART = ".part";

/** Objects as files under a folder of the local disk. */
export function diskObjects(folder: string): ObjectStore {
  const pathOf = (name: string) => {
    if (!NAME.test(name) || name.includes("..") || name.endsWith(PART))
      throw new Error(`not an object's name: ${name}`);
    return join(folder, name);
  };
  return {
    put: (name, bytes) => appear(pathOf(name), (draft) => writeBytes(draft, bytes)),
    putFile: (name, path) =>
      appear(pathOf(name), async (draft) => {
        await linkOrCopy(path, draft);
        await syncPath(draft);
      }),
    moveIn: (prefix, directory) => moveDirectory(directory, pathOf(prefix)),
    getFile: (name, path) => linkOrCopy(pathOf(name), path),
    size: async (name) => (await stat(pathOf(name)).catch(() => undefined))?.size,
    readPart: (name, start, end) => readBytes(pathOf(name), start, end - start + 1),
    read: (name, start, end) =>
      Readable.toWeb(createReadStream(pathOf(name), { start, end })) as ReadableStream<Uint8Array>,
    remove: (name) => rm(pathOf(name), { force: true }),
    removeAll: (prefix) => removeDirectory(pathOf(prefix)),
    tidy: () => removeParts(folder),
  };
}

async function readBytes(path: string, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  const file = await open(path, "r");
  try {
    const buffer = new Uint8Array(length);
    const { bytesRead } = await file.read(buffer, 0, length, start);
    if (bytesRead < length) throw new Error(`${path} ends before byte ${start + length}`);
    return buffer;
  } finally {
    await file.close();
  }
}

/** Makes a file beside its place and gives it its name once it is whole. */
async function appear(path: string, make: (draft: string) => Promise<void>): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}${PART}`;
  try {
    await make(draft);
    await rename(draft, path);
    // Where both are names of one file already, renaming does nothing at all.
    await rm(draft, { force: true });
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncPath(dirname(path));
}

async function writeBytes(draft: string, bytes: Uint8Array): Promise<void> {
  const file = await open(draft, "wx");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A second name for the same bytes where the disk is the same; else a copy. */
async function linkOrCopy(path: string, draft: string): Promise<void> {
  await link(path, draft).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOSPC") throw error;
    await copyFile(path, draft);
  });
}

async function moveDirectory(from: string, to: string): Promise<void> {
  for (const file of await readdir(from)) await syncPath(join(from, file));
  await syncPath(from);
  await mkdir(dirname(to), { recursive: true });
  const draft = `${to}.${randomUUID()}${PART}`;
  try {
    await rename(from, draft).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== "EXDEV") throw error;
      await copyDirectory(from, draft);
    });
    await removeDirectory(to);
    await rename(draft, to);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  await syncPath(dirname(to));
}

async function copyDirectory(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true });
  for (const file of await readdir(to)) await syncPath(join(to, file));
  await syncPath(to);
  await rm(from, { recursive: true, force: true });
}

/** Takes the name away first, so that nobody meets a directory of which half is gone. */
async function removeDirectory(path: string): Promise<void> {
  const old = `${path}.${randomUUID()}${PART}`;
  try {
    await rename(path, old);
  } catch (error) {
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      throw error;
    return;
  }
  await rm(old, { recursive: true, force: true });
}

async function removeParts(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  for (const name of names.filter((found) => found.endsWith(PART)))
    await rm(join(folder, name), { recursive: true, force: true });
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, "r");
  await file.sync().finally(() => file.close());
}
