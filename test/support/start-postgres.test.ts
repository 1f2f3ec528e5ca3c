import { createConnection } from "node:net";
import pg from "pg";
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

test(
  "what the server logs while tests run, however much and with what words, does not end it",
  { timeout: 60_000 },
  async () => {
    const server = await startPostgres();
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    for (let line = 0; line < 300; line++)
      await client.query(`do $$ begin raise log 'FATAL ${"x".repeat(100)}'; end $$`);
    await client.query("select pg_sleep(0.3)");
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
    await client.end();
    await server.stop();
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
