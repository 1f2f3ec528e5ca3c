import { createConnection } from "node:net";
import { expect, test } from "vitest";
import { startPostgres } from "./start-postgres.ts";

test(
  "the tests' PostgreSQL answers on the loopback address and is gone once stopped",
  { timeout: 60_000 },
  async () => {
    const server = await startPostgres();
    const { hostname, port } = new URL(server.url);
    expect(hostname).toBe("127.0.0.1");
    expect(await canConnect(Number(port))).toBe(true);
    await server.stop();
    expect(await canConnect(Number(port))).toBe(false);
  },
);

function canConnect(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = createConnection({ host: "127.0.0.1", port });
    socket.once("connect", () => {
      socket.destroy();
      answer(true);
    });
    socket.once("error", () => answer(false));
  });
}
