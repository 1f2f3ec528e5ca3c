import type { JailLayer } from "@songkeeper/media";
import type { Libc } from "./libc.ts";
import type { LaunchPlan } from "./plan.ts";
import { restrictFiles } from "./restrict-files.ts";
import { isKnownProcessor, seccompProgram } from "./seccomp-program.ts";

/** Puts this thread, and the program that it becomes, into the kernel's jail, as far as this kernel has one. */
export function buildJail(libc: Libc, plan: LaunchPlan): JailLayer[] {
  dieWithServer(libc);
  const limits = limitSelf(libc, plan);
  const privileges = renouncePrivileges(libc);
  const files = restrictFiles(libc, plan);
  // The last one: of the calls that it refuses the others need some.
  return [limits, privileges, files, filterCalls(libc, plan)];
}

const PR_SET_PDEATHSIG = 1;
const SIGKILL = 9;

/** A server that is killed takes its workers with it, even one that never comes back from a decoder. */
function dieWithServer(libc: Libc): void {
  libc.prctl(PR_SET_PDEATHSIG, SIGKILL);
}

const GIB = 2 ** 30;

/**
 * By the kernel's numbers of them. WebAssembly maps far more than it takes, and its engine does not start with less than
 * some 1.6 GB of data: how much memory a job really takes is watched by the server.
 */
const LIMITS = [
  { name: "file size", resource: 1, most: 4 * GIB },
  { name: "data", resource: 2, most: 2 * GIB },
  { name: "core", resource: 4, most: 0 },
  { name: "files", resource: 7, most: 128 },
];

function limitSelf(libc: Libc, { processorSeconds }: LaunchPlan): JailLayer {
  const limits = [{ name: "processor", resource: 0, most: processorSeconds }, ...LIMITS];
  const faults = limits.flatMap(({ name, resource, most }) => {
    const limit = new Uint8Array(BigUint64Array.of(BigInt(most), BigInt(most)).buffer);
    return libc.setrlimit(resource, limit) === 0 ? [] : [`${name} (errno ${libc.errno()})`];
  });
  const words = limits.map(({ name, most }) => `${name} ${most}`).join(", ");
  if (faults.length === 0) return { name: "rlimits", state: "on", detail: words };
  return { name: "rlimits", state: "failed", detail: `not set: ${faults.join(", ")}` };
}

const PR_SET_NO_NEW_PRIVS = 38;

function renouncePrivileges(libc: Libc): JailLayer {
  const done = libc.prctl(PR_SET_NO_NEW_PRIVS, 1) === 0;
  if (done) return { name: "no_new_privs", state: "on", detail: "" };
  return { name: "no_new_privs", state: "failed", detail: `errno ${libc.errno()}` };
}

const EINVAL = 22;

function filterCalls(libc: Libc, { programs }: LaunchPlan): JailLayer {
  const processor = process.arch;
  const layer = (state: JailLayer["state"], detail: string): JailLayer => ({ name: "seccomp", state, detail });
  if (!isKnownProcessor(processor)) return layer("absent", `no list of calls for ${processor}`);
  const startsPrograms = programs.length > 0;
  const program = seccompProgram({ processor, processId: process.pid, startsPrograms });
  if (libc.filterCalls(program) === 0) {
    return layer("on", `${program.length / 8} instructions${startsPrograms ? ", other programs allowed" : ""}`);
  }
  const errno = libc.errno();
  return layer(errno === EINVAL ? "absent" : "failed", `errno ${errno}`);
}
