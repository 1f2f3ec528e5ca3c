import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { originsOf } from "../accounts/auth.ts";
import { ProblemError } from "./problems.ts";
import type { HouseEnv } from "./session.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
/** What browsers say of requests that our own pages send, and of those that no page sends. */
const OWN = new Set(["same-origin", "none"]);

/**
 * Refuses what another site's page does with a person's session. SameSite cookies keep out other sites only: a page of
 * another port or subdomain is of the same site, and a request without a body needs nobody's leave to be sent.
 */
export function ownPagesOnly(publicUrl: string): MiddlewareHandler<HouseEnv> {
  const known = new Set(originsOf(publicUrl));
  return createMiddleware<HouseEnv>(async (c, next) => {
    const hasSession = c.req.header("cookie") !== undefined;
    if (hasSession && !SAFE_METHODS.has(c.req.method) && isForeign(c.req.raw, known))
      throw new ProblemError({ ok: false, reason: "foreign_page" });
    await next();
  });
}

/** Browsers say where a request comes from, at secure addresses in so many words; what is no browser says nothing. */
function isForeign({ headers, url }: Request, known: ReadonlySet<string>): boolean {
  const [origin, site] = [headers.get("origin"), headers.get("sec-fetch-site")];
  if (origin !== null && known.has(origin)) return false;
  if (site !== null) return !OWN.has(site);
  return origin !== null && (!URL.canParse(origin) || new URL(origin).host !== new URL(url).host);
}
