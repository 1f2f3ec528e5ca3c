import { randomUUID } from "node:crypto";
import { copyFile, link, lstat, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { MadeFile, MediaJob, MediaResult } from "@songkeeper/media";

/** Where one worker process works: `in` holds its job's files, which it may read; `out` is all that it may write. */
export interface MediaSlot {
  readonly in: string;
  readonly out: string;
  remove(): Promise<void>;
}

/** A new slot in the work folder; what a server that died leaves there is cleared at the next start. */
export async function openSlot(folder: string): Promise<MediaSlot> {
  const root = join(folder, randomUUID());
  const slot = { in: join(root, "in"), out: join(root, "out") };
  for (const part of [slot.in, slot.out]) await mkdir(part, { recursive: true });
  return { ...slot, remove: () => rm(root, { recursive: true, force: true }) };
}

/** Brings a job's files into a slot, and gives the job as it is there. */
export async function fillSlot<Job extends MediaJob>(slot: MediaSlot, job: Job): Promise<Job> {
  const input = join(slot.in, "input");
  await bringIn(job.input, input);
  if (job.task !== "download" || job.cover === null) return { ...job, input, output: slot.out };
  const cover = join(slot.in, "cover");
  await bringIn(job.cover, cover);
  return { ...job, input, cover, output: slot.out };
}

/** A second name of the same file costs nothing; not every file system has them. */
async function bringIn(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

/**
 * Moves what a job has made to where it was ordered: the files that its result names, and only if each is a plain file of
 * that length. Otherwise a worker gone wrong could have the server hand out a file of its own choice by a link.
 */
export async function emptySlot(slot: MediaSlot, result: MediaResult, output: string): Promise<void> {
  const files = filesOf(result);
  for (const { name, bytes } of files) {
    const found = await lstat(join(slot.out, name)).catch(() => undefined);
    if (!found?.isFile() || found.nlink !== 1 || found.size !== bytes)
      throw new Error(`the media worker made no ${name}`);
  }
  for (const { name } of files) await move(join(slot.out, name), join(output, name));
}

function filesOf(result: MediaResult): readonly MadeFile[] {
  if (result.task === "download") return [result.file];
  if (result.task === "ingest") return [...result.files, ...(result.cover?.files ?? [])];
  return result.files;
}

/** The work folder and the place for the result may be on different file systems. */
async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "EXDEV") throw error;
    await copyFile(from, to);
  });
}
