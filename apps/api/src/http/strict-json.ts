import { parseJson } from "@songkeeper/base";
import { createMiddleware } from "hono/factory";
import { ProblemError } from "./problems.ts";
import type { HouseEnv } from "./session.ts";

/** The longest body: a full delivery with the longest entries. */
export const BODY_BYTES_MAX = 3 * 1024 * 1024;

/** Refuses, in one place, JSON bodies that do not parse, name a member twice or hold -0. */
export const strictJson = createMiddleware<HouseEnv>(async (c, next) => {
  if (c.req.raw.body && (c.req.header("content-type") ?? "").includes("json")) {
    const text = await c.req.text();
    try {
      parseJson(text);
    } catch {
      throw new ProblemError({ ok: false, reason: "invalid_request" });
    }
  }
  await next();
});
