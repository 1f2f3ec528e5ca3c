import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

// The most that one process of this Node can give over HTTP: parts of a file that lies in memory, and nothing else.

const file = readFileSync(process.argv[2] ?? "");
const server = createServer((request, response) => {
  const [from = 0, to = 0] = request.headers.range?.match(/\d+/g)?.map(Number) ?? [];
  response.writeHead(206, {
    "content-type": "audio/mp4",
    "content-length": to - from + 1,
    "content-range": `bytes ${from}-${to}/${file.length}`,
  });
  response.end(file.subarray(from, to + 1));
});
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
process.on("disconnect", () => process.exit());
