import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** Nobody who is asked to stop waits longer for an answer that is under way. */
const DRAIN_MS = 5_000;

/**
 * Lets a server end: called, it takes no more connections, lets the answers that are under way be finished for a while,
 * and then ends what is left. What streams already is cut at once: files are asked for again from where they broke off, and
 * events have no end of their own.
 */
export function drainable(server: Server, drainMs = DRAIN_MS): () => Promise<void> {
  const answering = new Set<ServerResponse>();
  server.on("request", (_: IncomingMessage, response: ServerResponse) => {
    answering.add(response);
    response.once("close", () => answering.delete(response));
  });
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const unanswered = [...answering].filter((response) => !isStreaming(response));
    const finished = unanswered.map((response) => new Promise((resolve) => void response.once("close", resolve)));
    const giveUp = new AbortController();
    const late = sleep(drainMs, undefined, { signal: giveUp.signal }).catch(() => undefined);
    await Promise.race([Promise.all(finished), late]);
    giveUp.abort();
    server.closeAllConnections();
    await closed;
  };
}

function isStreaming({ headersSent, writableEnded }: ServerResponse): boolean {
  return headersSent && !writableEnded;
}
