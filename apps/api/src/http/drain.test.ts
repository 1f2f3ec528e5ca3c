import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { drainable } from "./drain.ts";

async function listen(answer: RequestListener, drainMs?: number) {
  const server = createServer(answer);
  const stop = drainable(server, drainMs);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop };
}

test("a request that is under way when the server is stopped gets its answer, and later ones find nobody", async () => {
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const { url, stop } = await listen(async (_, response) => {
    asked.resolve();
    await gate.promise;
    response.end("done");
  });
  const answer = fetch(url).then((response) => response.text());
  await asked.promise;
  const stopped = stop();
  await expect(fetch(url)).rejects.toThrow();
  gate.resolve();
  expect(await answer).toBe("done");
  await stopped;
});

test("a stream of events holds up no stop", async () => {
  const { url, stop } = await listen((_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("event: shop\n\n");
  });
  const stream = await fetch(url);
  const ended = stream.text().catch(() => "cut");
  await stop();
  expect(await ended).toBe("cut");
});

test("an answer that never comes holds up a stop for a while only", async () => {
  const asked = Promise.withResolvers<void>();
  const { url, stop } = await listen(() => asked.resolve(), 20);
  const answer = fetch(url).catch(() => "cut");
  await asked.promise;
  await stop();
  expect(await answer).toBe("cut");
});
