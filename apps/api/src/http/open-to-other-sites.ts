import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import type { HouseEnv } from "./session.ts";

const EXPOSED = ["accept-ranges", "content-length", "content-range", "etag"];

const preflight = cors({
  origin: "*",
  allowMethods: ["GET", "HEAD"],
  allowHeaders: ["range", "if-range", "if-none-match"],
  exposeHeaders: EXPOSED,
  maxAge: 86_400,
});

const OPEN = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": EXPOSED.join(","),
  "cross-origin-resource-policy": "cross-origin",
};

/**
 * Lets pages of other sites, such as a web shop that plays music, read what is at an address. Only for files that the
 * address alone gives: no cookie is looked at there, so another site's page learns nothing by its reader's session. To
 * be used before the headers that keep other sites out.
 */
export const openToOtherSites = createMiddleware<HouseEnv>(async (c, next) => {
  const answer = c.req.method === "OPTIONS" ? await preflight(c, next) : await next();
  // Only now: headers that are there before the answer make Hono copy it, and a part of a song would become a stream.
  for (const [name, value] of Object.entries(OPEN)) c.res.headers.set(name, value);
  return answer;
});
