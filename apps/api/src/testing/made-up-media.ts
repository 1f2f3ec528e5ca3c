import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accept } from "@songkeeper/base";
import type { MediaJob } from "@songkeeper/media";
import type { MediaWorkers } from "../adapters/media-worker.ts";
import { resultOf } from "./published-song.ts";
import { SONG_FILES } from "./song-files.ts";

/** A media worker that takes every file for a song of a minute, and makes no sound of it. */
export interface MadeUpMedia extends MediaWorkers {
  /** The jobs that it was given, in their order. */
  readonly jobs: MediaJob[];
}

/** Media that is there at once: the content of a preview is where it begins. `meanwhile` is done during each job. */
export function madeUpMedia(meanwhile: (job: MediaJob) => Promise<unknown> = async () => undefined): MadeUpMedia {
  const jobs: MediaJob[] = [];
  const runMediaJob = async (job: MediaJob) => {
    jobs.push(job);
    await meanwhile(job);
    if (job.task === "ingest") return accept(await madeUpSong(job.output));
    if (job.task === "preview") return accept(await madeUpPreview(job));
    throw new Error(`nothing is made up for ${job.task}`);
  };
  return { jobs, runMediaJob, expect: () => undefined, close: async () => undefined } as unknown as MadeUpMedia;
}

/** The last moment at which a preview of such a song can begin. */
export const LAST_START_MS = 30_000;

async function madeUpSong(output: string) {
  for (const [name, bytes] of Object.entries(SONG_FILES)) await writeFile(join(output, name), bytes);
  return { task: "ingest" as const, ...resultOf({ durationMs: 60_000, lossless: true, files: SONG_FILES }) };
}

async function madeUpPreview({ input, output, startMs }: Extract<MediaJob, { task: "preview" }>) {
  await readFile(input);
  const place = Math.min(startMs, LAST_START_MS);
  const files = [];
  for (const name of ["preview.mp4", "preview.m3u8"]) {
    const bytes = Buffer.from(`${name} from ${place}`);
    await writeFile(join(output, name), bytes);
    files.push({ name, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
  }
  return { task: "preview" as const, preview: { startMs: place, durationMs: 30_000 }, files };
}
