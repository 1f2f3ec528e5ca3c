import { readConfig } from "./config.ts";
import { makeSampleWorld } from "./sample/make-sample-world.ts";
import { startServer } from "./serve.ts";

/** The one clock of a running platform; tests hand in their own. */
const now = () => new Date();

try {
  const config = readConfig(process.env);
  const server = await startServer(config, now);
  process.stdout.write(`Songkeeper is at ${server.url}\n`);
  const ending = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      ending.abort();
      void server.stop().then(() => process.exit(0));
    });
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const { services, url, localUrl } = server;
  if (config.sampleWorld) await makeSampleWorld(services, { url, localUrl, print, signal: ending.signal });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof Error && error.cause && process.env["LOG_LEVEL"] === "debug") console.error(error.cause);
  process.exitCode = 1;
}
