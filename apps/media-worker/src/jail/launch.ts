import { pathToFileURL } from "node:url";
import type { JailLayer, JailLayerName } from "@songkeeper/media";
import { buildJail } from "./build-jail.ts";
import { type Libc, openLibc } from "./libc.ts";
import type { LaunchPlan } from "./plan.ts";

// The server starts this with a plan. It puts itself into the kernel's jail and becomes the worker: a jail holds the
// thread that enters it and what that becomes, and a Node that runs has other threads already.

const KERNEL_LAYERS = ["rlimits", "no_new_privs", "landlock", "seccomp"] as const satisfies JailLayerName[];

const [, , told = "{}"] = process.argv;
const plan: LaunchPlan = JSON.parse(told);

async function launch(): Promise<void> {
  if (plan.unjailed !== null) return runHere(kernelLayers("failed", plan.unjailed));
  if (process.platform !== "linux") return runHere(kernelLayers("absent", process.platform));
  const libc = await openLibc().catch(() => undefined);
  if (!libc) return runHere(kernelLayers("absent", "koffi is not installed here"));
  becomeWorker(libc, buildJail(libc, plan));
  await runHere(kernelLayers("failed", `the worker did not start (errno ${libc.errno()})`));
}

/** Where there is no jail to enter, this very process does the job. */
async function runHere(layers: readonly JailLayer[]): Promise<void> {
  process.argv = [process.execPath, plan.program, JSON.stringify(layers), ...plan.given];
  await import(pathToFileURL(plan.program).href);
}

function kernelLayers(state: JailLayer["state"], detail: string): JailLayer[] {
  return KERNEL_LAYERS.map((name) => ({ name, state, detail }));
}

/** What a child's standard streams and its channel to the server are; libuv has them closed at the next program. */
const KEPT_OPEN = [0, 1, 2, 3];
const CHANNEL = { NODE_CHANNEL_FD: "3", NODE_CHANNEL_SERIALIZATION_MODE: "json" };

/** Comes back only if it did not come about. */
function becomeWorker(libc: Libc, layers: readonly JailLayer[]): void {
  const environment = Object.entries({ ...process.env, ...CHANNEL }).map(([name, value]) => `${name}=${value}`);
  libc.closeLaterFrom(KEPT_OPEN.length);
  for (const fd of KEPT_OPEN) libc.keepOpen(fd);
  const given = [...process.execArgv, plan.program, JSON.stringify(layers), ...plan.given];
  libc.execve(process.execPath, [process.execPath, ...given], environment);
}

await launch();
