import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { readConfig } from "../../../apps/api/src/config.ts";
import { type RunningServer, startServer } from "../../../apps/api/src/serve.ts";
import { postgresUrl } from "../../support/postgres-url.ts";
import type { BadLine } from "./bad-line.ts";

export type Engine = "sqlite" | "postgres";

/** A whole platform on real files and a real database, with a clock that the test can move ahead. */
export interface Platform extends RunningServer {
  /** The platform's clock: it runs, and `skipTo` moves it. */
  readonly now: () => Date;
  readonly skipTo: (instant: Date) => void;
  /** Stops the server and removes what it left. */
  readonly remove: () => Promise<void>;
}

/** Starts a platform whose clock begins at an instant, to be reached by a line where one is given. Its pages must be built. */
export async function startPlatform(engine: Engine, begin: Date, line?: BadLine): Promise<Platform> {
  const dataDir = await mkdtemp(join(tmpdir(), "songkeeper-e2e-"));
  const database = engine === "postgres" ? await createDatabase() : undefined;
  let offset = begin.getTime() - Date.now();
  const now = () => new Date(Date.now() + offset);
  const port = `${20_000 + Math.floor(Math.random() * 20_000)}`;
  line?.leadsTo(Number(port));
  const settings = { DATA_DIR: dataDir, PORT: port, DATABASE_URL: database?.url, PUBLIC_URL: line?.url };
  const config = readConfig({ ...settings, LOG_LEVEL: "error" });
  const server = await startServer(config, now);
  return {
    ...server,
    now,
    skipTo: (instant) => void (offset = instant.getTime() - Date.now()),
    async remove() {
      await server.stop();
      await database?.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function createDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const server = postgresUrl();
  const name = `e2e_${randomUUID().replaceAll("-", "")}`;
  const admin = async (query: string) => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(query).finally(() => client.end());
  };
  await admin(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  return { url, drop: () => admin(`drop database if exists ${name} with (force)`) };
}
