import { connect, type Socket } from "node:net";
import type { Load, LoadDone } from "./serving-load.ts";

// Readers on kept connections, each asking for the next part of a file as soon as it has one. It speaks HTTP by hand: a
// client that does more would be slower than the servers that it measures.

process.on("message", (load: Load) => void answer(load));
process.on("disconnect", () => process.exit());

async function answer(load: Load): Promise<void> {
  process.send?.(await run(load));
}

async function run({ url, connections, seconds, partBytes, fileBytes }: Load): Promise<LoadDone> {
  const { hostname, port, host, pathname } = new URL(url);
  const begun = performance.now();
  const until = begun + seconds * 1_000;
  const usage = process.cpuUsage();
  const parts = Math.floor(fileBytes / partBytes);
  let requests = 0;
  const requestOf = (part: number) => {
    const from = (part % parts) * partBytes;
    return `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nRange: bytes=${from}-${from + partBytes - 1}\r\n\r\n`;
  };
  const readers = Array.from({ length: connections }, (_, number) =>
    read(connect(Number(port), hostname).setNoDelay(), partBytes, (answers) => {
      requests += answers;
      return performance.now() < until ? requestOf(requests + number) : undefined;
    }),
  );
  await Promise.all(readers);
  const { user, system } = process.cpuUsage(usage);
  const ms = performance.now() - begun;
  return { requests, ms, clientShare: (user + system) / 1_000 / ms };
}

/** Reads answers of a known length; `next` is told how many came and gives the next request, or none. */
function read(socket: Socket, partBytes: number, next: (answers: number) => string | undefined): Promise<void> {
  let head = "";
  let left = 0;
  return new Promise((resolve, reject) => {
    const ask = (answers: number) => {
      const request = next(answers);
      if (request === undefined) socket.end(resolve);
      else socket.write(request);
    };
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the server closed a connection")));
    socket.on("connect", () => ask(0));
    socket.on("data", (bytes) => {
      let body = bytes.length;
      if (left === 0) {
        head += bytes.toString("latin1");
        const end = head.indexOf("\r\n\r\n");
        if (end < 0) return;
        if (!isWholePart(head.slice(0, end), partBytes)) return void socket.destroy(new Error(head.slice(0, end)));
        body = head.length - end - 4;
        head = "";
        left = partBytes;
      }
      left -= body;
      if (left === 0) ask(1);
    });
  });
}

function isWholePart(head: string, partBytes: number): boolean {
  return head.startsWith("HTTP/1.1 206") && Number(/^content-length: (\d+)$/im.exec(head)?.[1]) === partBytes;
}
