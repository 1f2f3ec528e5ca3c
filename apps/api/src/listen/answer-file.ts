import { extname } from "node:path";
import type { Context } from "hono";
import { type ObjectStore, PART_BYTES_MAX } from "../adapters/object-store.ts";
import { problem } from "../http/problems.ts";
import type { HouseEnv } from "../http/session.ts";
import { byteRange } from "./byte-range.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".mp4": "audio/mp4",
  ".wav": "audio/wav",
  ".m3u8": "application/vnd.apple.mpegurl",
  ".jpg": "image/jpeg",
  ".dat": "application/octet-stream",
};

/** How long browsers and what stands between may keep a file. A name's content never changes; the leave to have it may. */
export const KEPT = {
  /** By whoever was given it, for good. */
  own: "private, max-age=31536000, immutable",
  /** By everybody, for good: nothing that anybody must not see any more. */
  always: "public, max-age=31536000, immutable",
  /** By everybody, for as long as a withdrawn song may still be heard from a cache. */
  shortly: "public, max-age=300",
  not: "no-store",
} as const;

/** A stored file as it is to be given. */
export interface FileToGive {
  readonly object: string;
  readonly size: number;
  /** What tells this content from any other, for a strong ETag: its hash. */
  readonly mark: string;
  readonly kept: (typeof KEPT)[keyof typeof KEPT];
  /** Its media type, where its name does not tell. */
  readonly type?: string;
}

/** Where a file's bytes come from: one after the other, or, where that can be, a part at once. */
type GivenParts = Pick<ObjectStore, "read"> & Partial<Pick<ObjectStore, "readPart">>;

/** Answers with a stored file or a part of it: conditions first, then the range, in the order of RFC 9110 section 13.2.2. */
export async function answerFile(
  c: Context<HouseEnv>,
  { objects }: { readonly objects: GivenParts },
  { object, size, mark, kept, type }: FileToGive,
): Promise<Response> {
  const etag = `"${mark}"`;
  c.header("etag", etag);
  c.header("cache-control", kept);
  c.header("accept-ranges", "bytes");
  if (isKnown(c.req.header("if-none-match"), etag)) return c.body(null, 304);

  const range = isRanged(c, etag) ? byteRange(c.req.header("range"), size) : "whole";
  if (range === "unsatisfiable") {
    c.header("content-range", `bytes */${size}`);
    c.header("cache-control", "no-store");
    return problem(c, { reason: "range_not_satisfiable" });
  }
  const { start, end } = range === "whole" ? { start: 0, end: size - 1 } : range;
  if (range !== "whole") c.header("content-range", `bytes ${start}-${end}/${size}`);
  c.header("content-type", type ?? TYPES[extname(object)] ?? "application/octet-stream");
  c.header("content-length", String(end - start + 1));
  if (c.req.method === "HEAD") return c.body(null, 200);
  const status = range === "whole" ? 200 : 206;
  if (!objects.readPart || end - start >= PART_BYTES_MAX) return c.body(objects.read(object, start, end), status);
  return c.body(await objects.readPart(object, start, end), status);
}

/** Whether the client has this very content already; here a weak mark compares like a strong one. */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  const marks = (ifNoneMatch ?? "").split(",").map((mark) => mark.trim().replace(/^W\//, ""));
  return marks.includes(etag) || marks.includes("*");
}

/** Ranges are for GET, and under If-Range only for the content that the client began with: by strong mark, never a date. */
function isRanged(c: Context<HouseEnv>, etag: string): boolean {
  const ifRange = c.req.header("if-range");
  return c.req.method === "GET" && (ifRange === undefined || ifRange.trim() === etag);
}
