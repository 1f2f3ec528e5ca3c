import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { serve as serveNode } from "@hono/node-server";
import type { Config } from "./config.ts";
import type { WrapDialect } from "./db/open-database.ts";
import { createApp } from "./http/app.ts";
import { drainable } from "./http/drain.ts";
import { HANDLERS } from "./jobs.ts";
import { runEvery } from "./jobs/run-every.ts";
import { runJobs } from "./jobs/run-jobs.ts";
import { openServices } from "./open-services.ts";
import { ROUTINES } from "./routines.ts";
import type { Services } from "./services.ts";
import { clearLeftovers } from "./uploads/clear-leftovers.ts";

/** A server that listens, with its address, and the way to end it cleanly. */
export interface RunningServer {
  readonly url: string;
  /** Where this very process listens, for whoever asks it on this machine. */
  readonly localUrl: string;
  readonly services: Services;
  stop(): Promise<void>;
}

/** Starts the whole platform in this process: database, HTTP, jobs and routines. `now` is the one clock. */
export async function startServer(config: Config, now: () => Date, wrap?: WrapDialect): Promise<RunningServer> {
  const opened = await openServices(config, now, wrap);
  const { services } = opened;
  await clearLeftovers(services);
  const app = createApp(services);
  const { server, port, localUrl } = await listen(app.fetch, config).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  const drain = drainable(server);
  const jobs = runJobs(services, HANDLERS);
  opened.onWakeJobs(() => jobs.wake());
  const routines = ROUTINES.map((routine) => runEvery(services, routine));
  return {
    url: config.publicUrl.replace(/:0$/, `:${port}`),
    localUrl,
    services,
    async stop() {
      await drain();
      await Promise.all([jobs.stop(), ...routines.map((routine) => routine.stop())]);
      await opened.close();
    },
  };
}

async function listen(
  fetch: ReturnType<typeof createApp>["fetch"],
  { port, host }: Pick<Config, "port" | "host">,
): Promise<{ server: Server; port: number; localUrl: string }> {
  return new Promise((resolve, reject) => {
    const server = serveNode({ fetch, port, hostname: host }, (address) =>
      resolve({ server, port: address.port, localUrl: localUrlOf(address) }),
    ) as Server;
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const reason =
        cause.code === "EADDRINUSE"
          ? `PORT is ${port}, and something listens there already. Stop it, or choose another PORT.`
          : `the server cannot listen on ${host}:${port}: ${cause.message}`;
      reject(new Error(reason, { cause }));
    });
  });
}

/** Who listens at all addresses is reached at this machine's own. */
function localUrlOf({ address, family, port }: AddressInfo): string {
  const host = { "0.0.0.0": "127.0.0.1", "::": "::1" }[address] ?? address;
  return `http://${family === "IPv6" ? `[${host}]` : host}:${port}`;
}
