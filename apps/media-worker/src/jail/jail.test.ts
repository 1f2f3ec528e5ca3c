import { fork } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JailLayer, JailLayerName, MediaReady } from "@songkeeper/media";
import type { ProbeOrder } from "../testing/jail-probe.ts";
import { jobFolder } from "../testing/run-ingest.ts";
import type { LaunchPlan } from "./plan.ts";

// What a worker that a file has taken over could do, tried from inside: without Node's own permissions, so that only the
// kernel is left to say no.

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const PROBE = path("../testing/jail-probe.ts");
const CODE = ["../../../../node_modules", "../../../../packages", "../.."].map(path);

const server = createServer((socket) => socket.destroy());
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

interface Probed {
  readonly layers: readonly JailLayer[];
  readonly outcomes: Readonly<Record<string, string>>;
  readonly ending: string;
}

type Change = Partial<Pick<LaunchPlan, "processorSeconds" | "programs" | "unjailed">>;

/** Launches the probe as a worker is launched, and tells what came of its attempts. */
function probe(attempts: readonly string[], change: Change = {}, nodeOptions: readonly string[] = []): Promise<Probed> {
  const { folder, output } = jobFolder();
  const [input, secret] = [join(folder, "in"), join(folder, "secret")];
  mkdirSync(input);
  for (const file of [join(input, "input"), secret]) writeFileSync(file, "sound");
  const limits = { programs: [], processorSeconds: 60, unjailed: null };
  const plan: LaunchPlan = { program: PROBE, given: [], code: [...CODE, PROBE], input, output, ...limits, ...change };
  const child = fork(path("launch.ts"), [JSON.stringify(plan)], {
    execArgv: [...nodeOptions],
    env: { TZ: "UTC" },
    cwd: output,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const order: ProbeOrder = { secret, port: portOf(), input: join(input, "input"), output, attempts };
  let words = "";
  child.stderr?.on("data", (piece: Buffer) => (words += piece.toString()));
  return new Promise((resolve, reject) => {
    const outcomes: Record<string, string> = {};
    let layers: readonly JailLayer[] | undefined;
    child.on("message", (message: MediaReady | { kind: undefined; name: string; outcome: string }) => {
      if (message.kind === undefined) outcomes[message.name] = message.outcome;
      else child.send(order, () => (layers = message.layers));
    });
    child.once("close", (code, by) => {
      if (layers) resolve({ layers, outcomes, ending: String(by ?? code) });
      else reject(new Error(`the probe ended with ${by ?? code}: ${words}`));
    });
  });
}

function portOf(): number {
  const address: AddressInfo | string | null = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}

/** What this machine's jail has: on systems without it the probe is let through, and the layers say so. */
function isOn({ layers }: Probed, wanted: JailLayerName): boolean {
  const { state, detail } = layers.find(({ name }) => name === wanted) ?? { state: undefined, detail: "" };
  // Every Linux that is used has these; Landlock came later.
  const isOptional = process.platform !== "linux" || wanted === "landlock";
  expect({ state, detail }).toEqual({ state: state === "absent" && isOptional ? "absent" : "on", detail });
  return state === "on";
}

const ALLOWED = [
  "read its input",
  "write its output",
  "cut its output",
  "rename its output",
  "start a thread",
  "draw random bytes",
  "become more polite",
];

test("a jailed worker can do what a job needs", async () => {
  const probed = await probe(ALLOWED);
  expect(probed.outcomes).toEqual(Object.fromEntries(ALLOWED.map((name) => [name, "done"])));
  expect(probed.ending).toBe("0");
});

const FILES = {
  "read users": "EACCES",
  "read a secret": "EACCES",
  "list the root": "EACCES",
  "read the readme": "EACCES",
  "see a process": "EACCES",
  "write its input": "EACCES",
  "cut its input": "EACCES",
  "write a secret": "EACCES",
  "write beside": "EACCES",
  "write code": "EACCES",
  "remove a secret": "EACCES",
  "link out": "EACCES",
  "link its input": "EXDEV",
};

test("Landlock keeps it from every file but its own, to read, to write and to link", async () => {
  const probed = await probe(Object.keys(FILES));
  if (isOn(probed, "landlock")) expect(probed.outcomes).toEqual(FILES);
});

const CALLS = {
  "open a secret to all": "EPERM",
  "age a secret": "EPERM",
  "start a program": "EPERM",
  "start itself": "EPERM",
  "end the server": "EPERM",
  "slow the server": "ERR_SYSTEM_ERROR",
  connect: "EPERM",
  listen: "EPERM",
  "listen at a path": "EPERM",
  "send a datagram": "EPERM",
};

test("seccomp refuses the network, other programs, signals and the marks of files", async () => {
  const probed = await probe(Object.keys(CALLS));
  if (isOn(probed, "seccomp")) expect(probed.outcomes).toEqual(CALLS);
});

const NATIVE = {
  ptrace: "EPERM",
  fork: "EPERM",
  unshare: "EPERM",
  memfd: "EPERM",
  prlimit: "EPERM",
  io_uring: "EPERM",
  x32: "ENOSYS",
  clone3: "ENOSYS",
};

test("native code is refused the kernel's corners", async () => {
  // The probe knows the numbers of one processor.
  const expected = process.arch === "x64" ? NATIVE : {};
  const probed = await probe(Object.keys(expected));
  if (isOn(probed, "seccomp")) expect(probed.outcomes).toEqual(expected);
});

test("a worker that keeps a processor busy is ended by the kernel", async () => {
  const probed = await probe(["spin"], { processorSeconds: 1 });
  if (isOn(probed, "rlimits")) expect(probed.ending).toBe("SIGKILL");
});

test("a file that grows without end is refused", async () => {
  const probed = await probe(["write too much"]);
  if (isOn(probed, "rlimits")) expect(probed.outcomes["write too much"] ?? probed.ending).toMatch(/EFBIG|SIGXFSZ/u);
});

test("a worker that takes all memory ends, and nothing else does", async () => {
  const probed = await probe(["eat"]);
  if (isOn(probed, "rlimits")) expect(probed.outcomes["eat"] ?? probed.ending).toMatch(/ALLOCATION|allocation|SIG/u);
});

test("a worker that is to start one program can start that one and no other", async () => {
  const probed = await probe(["start a program", "start itself", "connect"], { programs: ["/bin/true"] });
  if (!isOn(probed, "seccomp") || !isOn(probed, "landlock")) return;
  expect(probed.outcomes).toMatchObject({ "start a program": "done", connect: "EPERM" });
});

test("Node's own permissions hold too, where the kernel has no jail", async () => {
  const reads = [...CODE, PROBE].map((folder) => `--allow-fs-read=${folder}`);
  const refused = ["read users", "read a secret", "write beside", "start a program", "connect"];
  const probed = await probe(refused, { unjailed: "for once" }, ["--permission", ...reads]);
  expect(probed.layers.map(({ state, detail }) => `${state} ${detail}`)).toEqual(Array(4).fill("failed for once"));
  expect(probed.outcomes).toEqual(Object.fromEntries(refused.map((name) => [name, "ERR_ACCESS_DENIED"])));
});

test("with no jail at all the same attempts come through, so it is the jail that refuses them", async () => {
  const destroying = ["write code", "slow the server"];
  const attempts = [...Object.keys(FILES), ...Object.keys(CALLS)].filter((name) => !destroying.includes(name));
  // What removes the secret comes last.
  const inOrder = attempts.toSorted(
    (one, other) => Number(one === "remove a secret") - Number(other === "remove a secret"),
  );
  const probed = await probe(inOrder, { unjailed: "for once" });
  expect(probed.outcomes).toEqual(Object.fromEntries(attempts.map((name) => [name, "done"])));
});
