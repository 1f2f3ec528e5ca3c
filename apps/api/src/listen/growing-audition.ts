import { FIRST_HEARD, growingMaster, growingPlaylist } from "@songkeeper/media";
import type { Context } from "hono";
import { PART_BYTES_MAX } from "../adapters/object-store.ts";
import { problem } from "../http/problems.ts";
import type { HouseEnv } from "../http/session.ts";
import type { GrowingFile } from "../uploads/growing-file.ts";
import { KEPT } from "./answer-file.ts";
import { byteRange } from "./byte-range.ts";

const RETRY_SECONDS = "1";

/** Answers with what there is of a recording that is still made; undefined for a name of which nothing is there yet. */
export async function giveGrowing(
  c: Context<HouseEnv>,
  growing: GrowingFile,
  name: string,
): Promise<Response | undefined> {
  switch (name) {
    case "master.m3u8":
      return playlist(c, growingMaster(growing.cut()));
    case `${FIRST_HEARD}.m3u8`:
      return playlist(c, growingPlaylist(growing.cut()));
    case `${FIRST_HEARD}.mp4`:
      return givePart(c, growing);
    default:
      return undefined;
  }
}

/** Says that something is not there just now, and will be in a moment: players ask once more. */
export function notYet(c: Context<HouseEnv>): Response {
  c.header("retry-after", RETRY_SECONDS);
  c.header("cache-control", KEPT.not);
  return problem(c, { reason: "unavailable" });
}

function playlist(c: Context<HouseEnv>, text: string): Response {
  return c.body(text, 200, { "content-type": "application/vnd.apple.mpegurl", "cache-control": KEPT.not });
}

/**
 * A part of a file of which neither the length nor the hash is known yet, so no cache may keep it and no mark tells it
 * from another. Asked for the whole, or for what is not there yet, it is refused: half a file must not pass for one.
 */
async function givePart(c: Context<HouseEnv>, growing: GrowingFile): Promise<Response> {
  c.header("accept-ranges", "bytes");
  c.header("cache-control", KEPT.not);
  if (c.req.method === "HEAD") return c.body(null, 200, { "content-type": "audio/mp4" });
  const isConditional = c.req.header("if-range") !== undefined;
  const range = isConditional ? "whole" : byteRange(c.req.header("range"), growing.size());
  if (range === "whole" || range === "unsatisfiable") return problem(c, { reason: "range_not_satisfiable" });
  // It is read at once, and how long it is the worker said: who asks for more than that gets the beginning of it.
  const end = Math.min(range.end, range.start + PART_BYTES_MAX - 1);
  const bytes = await growing.read(range.start, end);
  if (!bytes) return notYet(c);
  c.header("content-range", `bytes ${range.start}-${end}/*`);
  return c.body(bytes, 206, { "content-type": "audio/mp4" });
}
