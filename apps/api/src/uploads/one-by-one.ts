import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { ProblemError } from "../http/problems.ts";
import type { HouseEnv } from "../http/session.ts";

/**
 * Lets each person do one thing at a time. Who asks again meanwhile waits, and what they send waits with them, unread; so
 * many may wait, and more are refused. To stand behind the guard that knows who asks, before anything reads the body.
 */
export function oneByOne(waitingMax: number): MiddlewareHandler<HouseEnv> {
  const lines = new Map<string, { length: number; last: Promise<void> }>();
  return createMiddleware<HouseEnv>(async (c, next) => {
    const { id } = c.get("user");
    const line = lines.get(id) ?? { length: 0, last: Promise.resolve() };
    if (line.length > waitingMax) throw new ProblemError({ ok: false, reason: "too_many_requests" });
    lines.set(id, line);
    const before = line.last;
    const own = Promise.withResolvers<void>();
    line.last = own.promise;
    line.length += 1;
    try {
      await before;
      await next();
    } finally {
      line.length -= 1;
      if (line.length === 0) lines.delete(id);
      own.resolve();
    }
  });
}
