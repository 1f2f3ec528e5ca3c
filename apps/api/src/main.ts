import { readConfig } from "./config.ts";
import { makeSampleWorld } from "./sample/make-sample-world.ts";
import { startServer } from "./serve.ts";

/** The one clock of a running platform; tests hand in their own. */
const now = () => new Date();

try {
  const config = readConfig(process.env);
  const server = await startServer(config, now);
  process.stdout.write(`Songkeeper is at ${server.url}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      void server.stop().then(() => process.exit(0));
    });
  if (config.sampleWorld) await makeSampleWorld(server.services, (line) => void process.stdout.write(`${line}\n`));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof Error && error.cause && process.env["LOG_LEVEL"] === "debug") console.error(error.cause);
  process.exitCode = 1;
}
