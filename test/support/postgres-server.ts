import { startPostgres, type PostgresServer } from "./start-postgres.ts";
import type { TestProject } from "vitest/node";
import type {} from "./postgres-url.ts";

let server: Promise<PostgresServer> | undefined;
let users = 0;

/** Gives a test project the address of a PostgreSQL server: TEST_POSTGRES_URL, or one started for this run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["TEST_POSTGRES_URL"];
  if (given) {
    project.provide("postgresUrl", given);
    return async () => {};
  }
  users += 1;
  server ??= startPostgres();
  project.provide("postgresUrl", (await server).url);
  return async () => {
    users -= 1;
    if (users > 0) return;
    const last = server;
    server = undefined;
    await (await last)?.stop();
  };
}
