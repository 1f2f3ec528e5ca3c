import { accept, type Outcome, refuse } from "@songkeeper/base";
import type { Tx } from "../db/transact.ts";
import { enqueue } from "../jobs/queries.ts";
import { type Download, insertDownload, lockDownload } from "./download-queries.ts";
import { type Format, formatsOf, type KeptSong, type MadeFormat } from "./kept-song.ts";
import { findKeptLine, findKeptSong } from "./kept-song-queries.ts";

/** The queue of files that wait to be made. */
export const MAKE_DOWNLOAD = "download";

/** A bought song with how far its file is; an upload itself is always there. */
export interface AskedDownload {
  readonly song: KeptSong;
  readonly made: Download | null;
}

/** A file of a song that somebody keeps: asked for the first time, or after it failed, it is made by a job. */
export async function askForDownload(
  tx: Tx,
  asked: { userId: string; trackId: string; format: Format },
  now: Date,
): Promise<Outcome<AskedDownload, "not_found" | "format_not_available">> {
  const kept = await findKeptLine(tx, asked);
  const song = kept && (await findKeptSong(tx, kept.orderId, kept.line));
  if (!song) return refuse("not_found");
  const { format } = asked;
  if (!formatsOf(song).includes(format)) return refuse("format_not_available");
  return accept({ song, made: format === "original" ? null : await askForFile(tx, song, format, now) });
}

async function askForFile(tx: Tx, { orderId, line }: KeptSong, format: MadeFormat, now: Date): Promise<Download> {
  const key = { orderId, line, format };
  const known = await lockDownload(tx, key);
  if (known && known.state !== "failed") return known;
  await insertDownload(tx, key, now);
  const payload = { orderId, line: `${line}`, format };
  await enqueue(tx, { queue: MAKE_DOWNLOAD, payload, dedupe: `${orderId}.${line}.${format}`, runAt: now });
  return { ...key, state: "making", file: null };
}
