import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { enqueue } from "../jobs/queries.ts";
import { type Download, findDownload, insertDownload, lockDownload } from "./download-queries.ts";
import { type Format, formatsOf, type KeptSong } from "./kept-song.ts";
import { findKeptLine, findKeptSong } from "./kept-song-queries.ts";

/** The queue of files that wait to be made. */
export const MAKE_DOWNLOAD = "download";

/** A bought song with how far its file is; an upload itself is always there. */
export interface AskedDownload {
  readonly song: KeptSong;
  readonly made: Download | null;
}

/** Which file somebody asks for. */
export interface DownloadWish {
  readonly userId: string;
  readonly trackId: string;
  readonly format: Format;
}

/** A file of a song that somebody keeps: asked for the first time, or after it failed, it is made by a job. */
export async function askForDownload(
  tx: Tx,
  wish: DownloadWish,
  now: Date,
): Promise<Outcome<AskedDownload, "not_found" | "format_not_available">> {
  const song = await findOwnSong(tx, wish);
  if (!song) return refuse("not_found");
  const { format } = wish;
  if (!formatsOf(song).includes(format)) return refuse("format_not_available");
  return accept({ song, made: format === "original" ? null : await askForFile(tx, song, format, now) });
}

/** How far a file is that was asked for. */
export async function findAskedDownload(tx: Tx, wish: DownloadWish): Promise<AskedDownload | undefined> {
  const song = await findOwnSong(tx, wish);
  if (!song) return undefined;
  if (wish.format === "original") return { song, made: null };
  const made = await findDownload(tx, { orderId: song.orderId, line: song.line, format: wish.format });
  return made && { song, made };
}

/** The file of an order line: made by a job if it is not there, and not on its way. */
export async function askForFile(
  tx: Tx,
  { orderId, line }: Pick<KeptSong, "orderId" | "line">,
  format: Format,
  now: Date,
): Promise<Download> {
  const key = { orderId, line, format };
  const known = await lockDownload(tx, key);
  if (known && known.state !== "failed") return known;
  await insertDownload(tx, key, now);
  const payload = { orderId, line: `${line}`, format };
  await enqueue(tx, { queue: MAKE_DOWNLOAD, payload, dedupe: `${orderId}.${line}.${format}`, runAt: now });
  return { ...key, state: "making", file: null };
}

async function findOwnSong(tx: Tx, wish: DownloadWish): Promise<KeptSong | undefined> {
  const kept = await findKeptLine(tx, wish);
  return kept && findKeptSong(tx, kept.orderId, kept.line);
}
