import { cors } from "hono/cors";
import { createMiddleware } from "hono/factory";
import type { HouseEnv } from "./session.ts";

const shared = cors({
  origin: "*",
  allowMethods: ["GET", "HEAD"],
  allowHeaders: ["range", "if-range", "if-none-match"],
  exposeHeaders: ["accept-ranges", "content-length", "content-range", "etag"],
  maxAge: 86_400,
});

/**
 * Lets pages of other sites, such as a web shop that plays music, read what is at an address. Only for files that the
 * address alone gives: no cookie is looked at there, so another site's page learns nothing by its reader's session. To
 * be used before the headers that keep other sites out.
 */
export const openToOtherSites = createMiddleware<HouseEnv>(async (c, next) => {
  const answer = await shared(c, next);
  c.res.headers.set("cross-origin-resource-policy", "cross-origin");
  return answer;
});
