import type { Context } from "hono";
import { problem } from "../http/problems.ts";
import { type HouseEnv, routes } from "../http/session.ts";
import type { Services } from "../services.ts";
import { byteRange } from "./byte-range.ts";
import { readPathToken } from "../catalog/path-token.ts";

/**
 * Files by path token: whoever holds the token has the permission, so there is no session here and nothing is written.
 * The name of the file comes out of the signed token alone.
 */
export function mediaRoutes({ secrets, objects, now }: Pick<Services, "secrets" | "objects" | "now">) {
  return routes()
    .get("/:token/track.wav", async (c) => {
      const token = readPathToken(secrets.media, c.req.param("token"), now());
      const size = token && (await objects.size(token.object));
      if (!token || size === undefined) return problem(c, { reason: "not_found" });
      if (size !== token.bytes) throw new Error(`${token.object} has ${size} bytes, not ${token.bytes}`);
      return answer(c, { objects, object: token.object, size, etag: `"${token.sha256}"` });
    })
    .all("/:token/track.wav", (c) => {
      c.header("allow", "GET, HEAD");
      return problem(c, { reason: "method_not_allowed" });
    });
}

interface File extends Pick<Services, "objects"> {
  readonly object: string;
  readonly size: number;
  /** Strong: it is the hash of the content. */
  readonly etag: string;
}

/** Conditions first, then the range, in the order of RFC 9110 section 13.2.2. */
function answer(c: Context<HouseEnv>, { objects, object, size, etag }: File): Response {
  c.header("etag", etag);
  c.header("cache-control", "private, max-age=31536000, immutable");
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
  c.header("content-type", "audio/wav");
  c.header("content-length", String(end - start + 1));
  if (c.req.method === "HEAD") return c.body(null, 200);
  return c.body(objects.read(object, start, end), range === "whole" ? 200 : 206);
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
