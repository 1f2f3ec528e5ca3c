import { mkdir, rm } from "node:fs/promises";
import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { DownloadKind, DownloadTags } from "@songkeeper/media";
import { HopelessJobError } from "../jobs/run-jobs.ts";
import type { Services } from "../services.ts";
import { recordingObjects } from "../uploads/recording.ts";
import { workFolder } from "../uploads/tidy-recording.ts";
import { type DownloadFile, type DownloadKey, findDownload, markDownloadReady } from "./download-queries.ts";
import { type KeptSong, objectOf, renditionOf } from "./kept-song.ts";
import { findKeptSong } from "./kept-song-queries.ts";
import { sumObject } from "./sum-object.ts";

/** Of three hours, the longest that a song may be, MP3 takes two minutes on one core; on a slow one four times that. */
const MAKING_MS_MAX = 10 * 60_000;

/**
 * Makes a file to keep of a song's rendition, with its names, words and cover in it, and the order under which it was
 * bought. It may be begun again after any death: the object is replaced by the same until the row says that it is there.
 * Of an upload nothing is made, only its checksums.
 */
export async function makeDownload(services: Services, key: DownloadKey, signal: AbortSignal): Promise<void> {
  const { transact, now } = services;
  const known = await transact((tx) => findDownload(tx, key));
  if (known?.state !== "making") return;
  const song = await transact((tx) => findKeptSong(tx, key.orderId, key.line));
  if (!song) throw new HopelessJobError("the song is not there any more");
  const { format } = key;
  if (format !== "original") await makeObject(services, { song, format, signal });
  const file: DownloadFile = await sumObject(services.objects, objectOf(song, format), signal);
  await transact((tx) => markDownloadReady(tx, key, file, now()));
}

interface Making {
  readonly song: KeptSong;
  readonly format: DownloadKind;
  readonly signal: AbortSignal;
}

async function makeObject(services: Services, { song, format, signal }: Making): Promise<void> {
  const folder = workFolder(services.config, `download-${song.orderId}.${song.line}.${format}`);
  try {
    await rm(folder, { recursive: true, force: true });
    await mkdir(join(folder, "made"), { recursive: true });
    const input = join(folder, "rendition.mp4");
    const rendition = `${renditionOf(song, format)}.mp4`;
    await fetchObject(services, `${recordingObjects.media(song.recordingId)}/${rendition}`, input);
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
    await services.objects.putFile(objectOf(song, format), join(folder, "made", done.value.file.name));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tagsOf(song: KeptSong): DownloadTags {
  const { title, artist, album, trackNumber, trackCount, isrc, lyricists, composers, lyrics } = song;
  const date = song.releasedAt.toISOString().slice(0, 10);
  const names = { title, artist, album, isrc, lyricists, composers, lyrics };
  const { orderId, loudness, releaseLoudness } = song;
  return { ...names, trackNumber, trackCount, date, orderId, loudness, releaseLoudness };
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
