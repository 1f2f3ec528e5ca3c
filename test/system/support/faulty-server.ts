import { subscribe } from "node:diagnostics_channel";
import { month as monthOf } from "@songkeeper/base";
import type { Dialect } from "kysely";
import { closeMonth } from "../../../apps/api/src/close/close-month.ts";
import { readConfig } from "../../../apps/api/src/config.ts";
import { type RunningServer, startServer } from "../../../apps/api/src/serve.ts";
import { faultyDialect, StatementCounter } from "../../../apps/api/src/testing/faulty-dialect.ts";
import type { Answer, Command } from "./faulty-messages.ts";

// The real server as a process of its own, with a clock that its parent sets and a database that it dies beside when it
// is told to. It says "warm" once its code is loaded, so that a next one can stand ready while this one runs.

const counter = new StatementCounter();
let clock = new Date(0);
let server: RunningServer | undefined;

subscribe("http.server.request.start", () => counter.watchFromHere());
process.on("message", (command: Command) => {
  obey(command).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit());
process.send?.({ is: "warm" } satisfies Answer);

async function obey(command: Command): Promise<Answer> {
  switch (command.do) {
    case "begin":
      return { is: "listening", url: await begin(command) };
    case "arm":
      clock = new Date(command.now);
      counter.arm(command.fault ?? undefined);
      return { is: "armed" };
    case "close":
      return { is: "closed", root: await counter.watch(() => close(command.month)) };
    case "count":
      return { is: "counted", count: counter.count };
    case "stop":
      await server?.stop();
      return { is: "stopped" };
  }
}

async function begin({ environment, now }: Extract<Command, { do: "begin" }>): Promise<string> {
  clock = new Date(now);
  const wrap = (dialect: Dialect) => faultyDialect(dialect, counter);
  server = await startServer(readConfig(environment), () => new Date(clock), wrap);
  return server.url;
}

/** The work of the job that an operator's request starts, in words where it does not end in a root. */
async function close(month: string): Promise<string> {
  if (!server) throw new Error("a server closes months after its start");
  const closed = await closeMonth(server.services, monthOf(month));
  if (closed.ok && closed.value.state === "sealed") return closed.value.root;
  throw new Error(JSON.stringify(closed));
}
