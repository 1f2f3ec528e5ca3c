import type { Context } from "hono";
import type { Tx } from "../db/transact.ts";
import { problem } from "../http/problems.ts";
import { type HouseEnv, routes } from "../http/session.ts";
import { answerFile, KEPT } from "../listen/answer-file.ts";
import { markAllDelivered } from "../orders/mark-delivered.ts";
import type { Services } from "../services.ts";
import { listReleaseFiles } from "./ask-for-release.ts";
import { findDownload } from "./download-queries.ts";
import { type DownloadToken, readToken, type ReleaseToken } from "./download-token.ts";
import { fileNameOf } from "./file-names.ts";
import { type KeptSong, mediaTypeOf, objectOf } from "./kept-song.ts";
import { findKeptLine, findKeptSong } from "./kept-song-queries.ts";
import { archiveOf } from "./release-archive.ts";
import { streamZip } from "./zip-stream.ts";

/**
 * Bought files by token: whoever holds it has the leave, so there is no session here. That the songs are bought still is
 * asked for every request, and that they were given is noted before the first byte.
 */
export function downloadFileRoutes(services: Services) {
  return routes()
    .get("/:token/:fileName", (c) => give(c, services))
    .all("/:token/:fileName", (c) => {
      c.header("allow", "GET, HEAD");
      return problem(c, { reason: "method_not_allowed" });
    });
}

async function give(c: Context<HouseEnv>, services: Services): Promise<Response> {
  const token = readToken(services.secrets.media, c.req.param("token") ?? "", services.now());
  if (!token) return problem(c, { reason: "not_found" });
  return "releaseId" in token ? giveRelease(c, services, token) : giveDownload(c, services, token);
}

async function giveDownload(c: Context<HouseEnv>, services: Services, token: DownloadToken): Promise<Response> {
  const { transact, objects } = services;
  const file = await transact((tx) => findFile(tx, token));
  const size = file && (await objects.size(file.object));
  if (!file || size === undefined) return problem(c, { reason: "not_found" });
  const { song, object, mark } = file;
  if (!(await mayGive(c, services, token.userId, [song]))) return problem(c, { reason: "not_found" });
  c.header("content-disposition", attachment(fileNameOf(song, token.format)));
  return answerFile(c, { objects }, { object, size, mark, kept: KEPT.own, type: mediaTypeOf(song, token.format) });
}

/** An address is of one archive: with a song bought since or given back, the same parts of it would be others. */
async function giveRelease(c: Context<HouseEnv>, services: Services, token: ReleaseToken): Promise<Response> {
  const { transact, objects } = services;
  const files = await transact((tx) => listReleaseFiles(tx, token));
  const archive = await archiveOf(objects, files, token.format);
  if (archive?.mark !== token.mark) return problem(c, { reason: "not_found" });
  const songs = files.map(({ song }) => song);
  if (!(await mayGive(c, services, token.userId, songs))) return problem(c, { reason: "not_found" });
  const { layout, mark, fileName } = archive;
  const readEntry = (entry: number, start: number, end: number) =>
    objects.read(archive.objects[entry] ?? "", start, end);
  const read = (_: string, start: number, end: number) => streamZip(layout, { start, end }, readEntry);
  c.header("content-disposition", attachment(fileName));
  const given = { object: fileName, size: layout.bytes, mark, kept: KEPT.own, type: "application/zip" };
  return answerFile(c, { objects: { read } }, given);
}

/** Notes each song as given, all of them or none; asked for the headers alone, nothing is given. */
async function mayGive(
  c: Context<HouseEnv>,
  { transact, now }: Services,
  userId: string,
  songs: readonly KeptSong[],
): Promise<boolean> {
  if (c.req.method !== "GET") return true;
  const trackIds = songs.map(({ trackId }) => trackId);
  return transact((tx) => markAllDelivered(tx, { userId, trackIds }, now()));
}

async function findFile(
  tx: Tx,
  { orderId, line, format, userId }: DownloadToken,
): Promise<{ song: KeptSong; object: string; mark: string } | undefined> {
  const song = await findKeptSong(tx, orderId, line);
  const kept = song && (await findKeptLine(tx, { userId, trackId: song.trackId }));
  if (!song || kept?.orderId !== orderId) return undefined;
  // An upload never changes, so its name stands for its content.
  if (format === "original") return { song, object: objectOf(song, format), mark: song.recordingId };
  const made = await findDownload(tx, { orderId, line, format });
  return made?.file ? { song, object: objectOf(song, format), mark: made.file.sha256 } : undefined;
}

/** The name in Unicode as RFC 5987 writes it, and one in ASCII for what does not read that. */
function attachment(fileName: string): string {
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, "_");
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
