import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { DownloadTags } from "@songkeeper/media";
import { HopelessJobError } from "../jobs/run-jobs.ts";
import type { Services } from "../services.ts";
import { recordingObjects } from "../uploads/recording.ts";
import { workFolder } from "../uploads/tidy-recording.ts";
import { findDownload, markDownloadReady } from "./download-queries.ts";
import { type KeptSong, type MadeFormat, objectOf } from "./kept-song.ts";
import { findKeptSong } from "./kept-song-queries.ts";

/** Nothing is encoded: the longest song is copied in seconds. */
const MAKING_MS_MAX = 5 * 60_000;
const RENDITIONS: Readonly<Record<MadeFormat, string>> = { flac: "flac.mp4", aac: "aac128.mp4" };

/**
 * Makes a file to keep of a song's rendition, with its names, words and cover in it, and the order under which it was
 * bought. It may be begun again after any death: the object is replaced by the same until the row says that it is there.
 */
export async function makeDownload(
  services: Services,
  { format, ...sold }: { orderId: string; line: number; format: MadeFormat },
  signal: AbortSignal,
): Promise<void> {
  const { transact, now } = services;
  const key = { ...sold, format };
  const known = await transact((tx) => findDownload(tx, key));
  if (known?.state !== "making") return;
  const song = await transact((tx) => findKeptSong(tx, sold.orderId, sold.line));
  if (!song) throw new HopelessJobError("the song is not there any more");
  const folder = workFolder(services.config, `download-${sold.orderId}.${sold.line}.${format}`);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, "made"), { recursive: true });
    const file = await make(services, { song, format, folder, signal });
    await services.objects.putFile(objectOf(song, format), join(folder, "made", file.name));
    await transact((tx) => markDownloadReady(tx, key, file, now()));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Making {
  readonly song: KeptSong;
  readonly format: MadeFormat;
  readonly folder: string;
  readonly signal: AbortSignal;
}

async function make(services: Services, { song, format, folder, signal }: Making) {
  const input = join(folder, "rendition.mp4");
  await fetchObject(services, `${recordingObjects.media(song.recordingId)}/${RENDITIONS[format]}`, input);
  const job = {
    task: "download" as const,
    format,
    input,
    output: join(folder, "made"),
    tags: tagsOf(song),
    cover: await fetchCover(services, song, join(folder, "cover.jpg")),
  };
  const done = await services.media.runMediaJob(job, { signal, timeoutMs: MAKING_MS_MAX });
  if (!done.ok) throw new HopelessJobError(`our own rendition was refused: ${done.reason}`);
  return done.value.file;
}

function tagsOf(song: KeptSong): DownloadTags {
  const { title, artist, album, trackNumber, trackCount, isrc, lyricists, composers, lyrics, orderId, loudness } = song;
  const date = song.releasedAt.toISOString().slice(0, 10);
  const names = { title, artist, album, isrc, lyricists, composers, lyrics };
  return { ...names, trackNumber, trackCount, date, orderId, loudness, releaseLoudness: null };
}

async function fetchCover(services: Services, { coverId }: KeptSong, path: string): Promise<string | null> {
  if (coverId === null) return null;
  const object = `${recordingObjects.cover(coverId)}/1400.jpg`;
  if ((await services.objects.size(object)) === undefined) return null;
  await fetchObject(services, object, path);
  return path;
}

/** The worker opens nothing but files of its job's own folder, wherever objects are stored. */
async function fetchObject({ objects }: Services, name: string, path: string): Promise<void> {
  const size = await objects.size(name);
  if (size === undefined) throw new Error(`the object ${name} is not there`);
  await pipeline(objects.read(name, 0, size - 1), createWriteStream(path, { flags: "wx" }));
}
