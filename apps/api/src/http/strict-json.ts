import { parseJson } from "@songkeeper/base";
import { createMiddleware } from "hono/factory";
import { ProblemError } from "./problems.ts";
import type { HouseEnv } from "./session.ts";

/** The longest body: a full delivery with the longest entries. */
export const BODY_BYTES_MAX = 3 * 1024 * 1024;

/** The forms of the media type that hono's validator reads too: what it would pass over must not come through here. */
const JSON_TYPE = /^application\/json(;\s*[a-zA-Z0-9-]+=[^;]+)*$/;

/** Refuses, in one place, bodies that are not JSON, do not parse, name a member twice or hold -0. */
export const strictJson = createMiddleware<HouseEnv>(async (c, next) => {
  const type = c.req.header("content-type");
  const text = c.req.raw.body ? await c.req.text() : "";
  const isWithoutBody = text === "" && (type === undefined || BODILESS.has(c.req.method));
  if (!isWithoutBody && !isStrictJson(type, text)) throw new ProblemError({ ok: false, reason: "invalid_request" });
  await next();
});

const BODILESS = new Set(["GET", "HEAD"]);

function isStrictJson(type: string | undefined, text: string): boolean {
  if (!JSON_TYPE.test(type ?? "")) return false;
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}
