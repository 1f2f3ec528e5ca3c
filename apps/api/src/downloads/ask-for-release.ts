import { accept, type Outcome, refuse } from "@songkeeper/base";
import { DOWNLOAD_FORMATS, type KeptRelease } from "@songkeeper/contracts";
import type { Tx } from "../db/transact.ts";
import { askForFile } from "./ask-for-download.ts";
import { type Download, findDownload } from "./download-queries.ts";
import { type Format, formatsOf, type KeptSong } from "./kept-song.ts";
import { countTracks, findKeptSong, listKeptLines } from "./kept-song-queries.ts";

/** A song of a release that somebody keeps, with its file, if that was asked for. */
export interface ReleaseFile {
  readonly song: KeptSong;
  readonly made: Download | undefined;
}

/** Which release somebody asks for. */
export interface ReleaseWish {
  readonly userId: string;
  readonly releaseId: string;
  readonly format: Format;
}

/** What somebody keeps of a release, and the formats that there are of each of those songs. */
export async function viewKeptRelease(tx: Tx, of: Omit<ReleaseWish, "format">): Promise<KeptRelease | undefined> {
  const songs = await listOwnSongs(tx, of);
  if (songs.length === 0) return undefined;
  return { songs: songs.length, tracks: await countTracks(tx, of.releaseId), formats: [...commonFormats(songs)] };
}

/** The files of all songs of a release that somebody keeps: those that are not there are made, each by a job. */
export async function askForRelease(
  tx: Tx,
  wish: ReleaseWish,
  now: Date,
): Promise<Outcome<readonly ReleaseFile[], "not_found" | "format_not_available">> {
  const songs = await listOwnSongs(tx, wish);
  if (songs.length === 0) return refuse("not_found");
  if (!commonFormats(songs).includes(wish.format)) return refuse("format_not_available");
  const files: ReleaseFile[] = [];
  for (const song of songs) files.push({ song, made: await askForFile(tx, song, wish.format, now) });
  return accept(files);
}

/** How far the files are of the songs of a release that somebody keeps. None where no song is kept. */
export async function listReleaseFiles(tx: Tx, { format, ...of }: ReleaseWish): Promise<readonly ReleaseFile[]> {
  const files: ReleaseFile[] = [];
  for (const song of await listOwnSongs(tx, of)) {
    const { orderId, line } = song;
    files.push({ song, made: await findDownload(tx, { orderId, line, format }) });
  }
  return files;
}

async function listOwnSongs(tx: Tx, of: Omit<ReleaseWish, "format">): Promise<KeptSong[]> {
  const songs: KeptSong[] = [];
  for (const { orderId, line } of await listKeptLines(tx, of)) {
    const song = await findKeptSong(tx, orderId, line);
    if (song) songs.push(song);
  }
  return songs;
}

/** One format for the whole folder: with one lossy master in it there is none that calls itself lossless. */
function commonFormats(songs: readonly KeptSong[]): readonly Format[] {
  return DOWNLOAD_FORMATS.filter((format) => songs.every((song) => formatsOf(song).includes(format)));
}
