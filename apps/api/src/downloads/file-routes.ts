import type { Context } from "hono";
import type { Tx } from "../db/transact.ts";
import { problem } from "../http/problems.ts";
import { type HouseEnv, routes } from "../http/session.ts";
import { answerFile, KEPT } from "../listen/answer-file.ts";
import { markDelivered } from "../orders/mark-delivered.ts";
import type { Services } from "../services.ts";
import { findDownload } from "./download-queries.ts";
import { type DownloadToken, readDownloadToken } from "./download-token.ts";
import { fileNameOf, type KeptSong, mediaTypeOf, objectOf } from "./kept-song.ts";
import { findKeptLine, findKeptSong } from "./kept-song-queries.ts";

/**
 * Bought files by token: whoever holds it has the leave, so there is no session here. That the song is bought still is
 * asked for every request, and that it was given is noted before the first byte.
 */
export function downloadFileRoutes(services: Services) {
  return routes()
    .get("/:token/:fileName", (c) => giveDownload(c, services))
    .all("/:token/:fileName", (c) => {
      c.header("allow", "GET, HEAD");
      return problem(c, { reason: "method_not_allowed" });
    });
}

async function giveDownload(c: Context<HouseEnv>, services: Services): Promise<Response> {
  const { transact, objects, secrets, now } = services;
  const token = readDownloadToken(secrets.media, c.req.param("token") ?? "", now());
  const file = token && (await transact((tx) => findFile(tx, token)));
  const size = file && (await objects.size(file.object));
  if (!token || !file || size === undefined) return problem(c, { reason: "not_found" });
  const { song, object, mark } = file;
  const given = { userId: token.userId, trackId: song.trackId };
  if (c.req.method === "GET" && !(await transact((tx) => markDelivered(tx, given, now()))))
    return problem(c, { reason: "not_found" });
  c.header("content-disposition", attachment(fileNameOf(song, token.format)));
  return answerFile(c, { objects }, { object, size, mark, kept: KEPT.own, type: mediaTypeOf(song, token.format) });
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
