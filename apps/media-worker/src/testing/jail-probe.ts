import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import * as files from "node:fs";
import { connect, createServer } from "node:net";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** What the probe is told, as a worker is told its job. */
export interface ProbeOrder {
  /** A file that the server has and the worker must not reach. */
  readonly secret: string;
  readonly port: number;
  readonly input: string;
  readonly output: string;
  readonly attempts: readonly string[];
}

type Attempt = (order: ProbeOrder) => unknown;

/** What a worker in a stranger's hands might try, by name; a throw is a refusal. */
const ATTEMPTS: Readonly<Record<string, Attempt>> = {
  "read its input": ({ input }) => files.readFileSync(input),
  "write its output": ({ output }) => files.writeFileSync(join(output, "made"), "made"),
  "cut its output": ({ output }) => files.truncateSync(join(output, "made"), 1),
  "rename its output": ({ output }) => files.renameSync(join(output, "made"), join(output, "whole")),
  "start a thread": () => new Worker("", { eval: true }),
  "draw random bytes": () => randomBytes(32),
  "become more polite": () => setPriority(10),
  "read users": () => files.readFileSync("/etc/passwd"),
  "read a secret": ({ secret }) => files.readFileSync(secret),
  "list the root": () => files.readdirSync("/"),
  "read the readme": () => files.readFileSync(new URL("../../../../README.md", import.meta.url)),
  "see a process": () => files.readFileSync(`/proc/${process.ppid}/environ`),
  "write its input": ({ input }) => files.appendFileSync(input, "more"),
  "cut its input": ({ input }) => files.truncateSync(input, 0),
  "write a secret": ({ secret }) => files.appendFileSync(secret, "more"),
  "write beside": ({ secret }) => files.writeFileSync(`${secret}.more`, "more"),
  "write code": () => files.writeFileSync(new URL("more.ts", import.meta.url), ""),
  "open a secret to all": ({ secret }) => files.chmodSync(secret, 0o777),
  "age a secret": ({ secret }) => files.utimesSync(secret, 0, 0),
  "remove a secret": ({ secret }) => files.rmSync(secret),
  "link out": ({ secret, output }) => files.symlinkSync(secret, join(output, "link")),
  "link its input": ({ input, output }) => files.linkSync(input, join(output, "second")),
  "start a program": () => started("/bin/true"),
  "start itself": () => started(process.execPath),
  "end the server": () => process.kill(process.ppid, 0),
  "slow the server": () => setPriority(process.ppid, constants.priority.PRIORITY_LOW),
  connect: ({ port }) => until((done) => connect(port, "127.0.0.1", done)),
  listen: () => until((done) => createServer().listen(0, "127.0.0.1", done)),
  "listen at a path": ({ output }) => until((done) => createServer().listen(join(output, "socket"), done)),
  "send a datagram": ({ port }) =>
    until((done, fail) =>
      createSocket("udp4")
        .on("error", fail)
        .send("x", port, "127.0.0.1", (error) => (error ? fail(error) : done())),
    ),
  "write too much": ({ output }) => {
    const fd = files.openSync(join(output, "large"), "w");
    files.writeSync(fd, Buffer.from("x"), 0, 1, 5e9);
  },
  spin: () => {
    for (;;) kept.length = 0;
  },
  eat: () => {
    for (;;) kept.push(Buffer.alloc(100_000_000));
  },
  ...Object.fromEntries(
    ["ptrace", "fork", "unshare", "memfd", "prlimit", "x32", "io_uring", "clone3"].map((name) => [
      name,
      () => callNatively(name),
    ]),
  ),
};

const kept: Buffer[] = [];

function started(program: string): void {
  const { error } = spawnSync(program, ["-e", ""]);
  if (error) throw error;
}

function until(
  begin: (
    done: () => void,
    fail: (error: Error) => void,
  ) => { on?: unknown; once(event: "error", listener: (error: Error) => void): unknown } | void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    begin(resolve, reject)?.once("error", reject);
  });
}

/** Numbers of x64, as code that a parser was made to run would call them. */
const NATIVE: Readonly<Record<string, readonly number[]>> = {
  ptrace: [101, 16, process.ppid, 0, 0],
  fork: [57, 0, 0, 0, 0],
  unshare: [272, 0x10000000, 0, 0, 0],
  memfd: [319, 0, 0, 0, 0],
  prlimit: [302, process.ppid, 7, 0, 0],
  x32: [0x40000000 | 39, 0, 0, 0, 0],
  io_uring: [425, 1, 0, 0, 0],
  clone3: [435, 0, 0, 0, 0],
};

async function callNatively(name: string): Promise<void> {
  const { default: koffi } = await import("koffi");
  const syscall = koffi.load(null).func("long syscall(long, long, long, long, long)");
  const result: number = syscall(...(NATIVE[name] ?? []));
  if (result >= 0) return;
  const errno = koffi.errno();
  const [code = String(errno)] = Object.entries(constants.errno).find(([, number]) => number === errno) ?? [];
  throw Object.assign(new Error(code), { code });
}

async function outcomeOf(order: ProbeOrder, name: string): Promise<string> {
  try {
    await ATTEMPTS[name]?.(order);
    return "done";
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  }
}

process.once("message", async (order: ProbeOrder) => {
  for (const name of order.attempts) process.send?.({ name, outcome: await outcomeOf(order, name) });
  process.exit(0);
});
process.send?.({ kind: "ready", layers: JSON.parse(process.argv[2] ?? "[]") });
