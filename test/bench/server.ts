import { readConfig } from "../../apps/api/src/config.ts";
import { startServer } from "../../apps/api/src/serve.ts";

// The server as it is, in a process of its own; only its clock is set by whoever measures.

let clock = new Date(0);
process.on("message", (at: string) => {
  clock = new Date(at);
  process.send?.("set");
});
process.on("disconnect", () => process.exit()); // an orderly exit, which also writes a profile that was asked for
const server = await startServer(readConfig(process.env), () => new Date(clock));
process.send?.(server.url);
