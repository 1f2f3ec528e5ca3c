import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { waveFile } from "../testing/wave-file.ts";
import { type MediaWorkers, mediaWorkers, type WorkersPlan } from "./media-worker.ts";

const SHY_WORKER = fileURLToPath(new URL("../../../media-worker/src/testing/shy-media-worker.ts", import.meta.url));
const BAD_WORKER = fileURLToPath(new URL("../../../media-worker/src/testing/bad-media-worker.ts", import.meta.url));
const MINUTE = { timeoutMs: 60_000 };
const SOON = { timeout: 15_000, interval: 20 };

let folder: string;
let media: MediaWorkers;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-spare-"));
});
afterEach(async () => {
  await media.close();
  await rm(folder, { recursive: true, force: true });
});

const open = (plan: Omit<WorkersPlan, "folder"> = {}) => (media = mediaWorkers({ folder: work(), max: 1, ...plan }));
const work = () => join(folder, "work");
const slots = () => readdir(work()).catch((): string[] => []);

async function prepare(name: string, content: Uint8Array | string = waveFile({ seconds: 1.5 })) {
  const [input, output] = [join(folder, `${name}.file`), join(folder, name)];
  await mkdir(output);
  await writeFile(input, content);
  return { task: "ingest" as const, input, output };
}

test("a worker that was started ahead does the next job, and is gone after it", async () => {
  open().expect();
  await expect.poll(slots, SOON).toHaveLength(1);
  const [slot = ""] = await slots();
  const folders = new Set<string>();
  const job = await prepare("song");
  const outcome = await media.runMediaJob(job, { ...MINUTE, onReport: (_, at) => folders.add(at) });
  expect(outcome.ok).toBe(true);
  expect([...folders]).toEqual([join(work(), slot, "out")]);
  expect(await readdir(job.output)).toContain("aac128.mp4");
  expect(await slots()).toEqual([]);
});

test("however many songs are announced, one worker is started ahead, and none while all are at work", async () => {
  open({ program: BAD_WORKER });
  for (let song = 0; song < 3; song++) media.expect();
  await expect.poll(slots, SOON).toHaveLength(1);
  const ending = new AbortController();
  const running = media.runMediaJob(await prepare("long", "sleep"), { ...MINUTE, signal: ending.signal });
  const [slot = ""] = await slots();
  await expect.poll(() => readdir(join(work(), slot, "in")), SOON).toEqual(["input"]);
  media.expect();
  expect(await slots()).toEqual([slot]);
  ending.abort();
  await expect(running).rejects.toThrow("called off");
  // The song that was announced meanwhile has its worker as soon as there may be one.
  await expect.poll(slots, SOON).toEqual([expect.not.stringContaining(slot)]);
});

test("a worker that waits in vain leaves, with its slot", async () => {
  open({ patienceMs: 50 }).expect();
  await expect.poll(slots, SOON).toHaveLength(1);
  await expect.poll(slots, SOON).toEqual([]);
  expect((await media.runMediaJob(await prepare("late"), MINUTE)).ok).toBe(true);
});

test("workers that wait end with the server, even those that are only starting", async () => {
  open().expect();
  await media.close();
  expect(await slots()).toEqual([]);
  media.expect();
  expect(await slots()).toEqual([]);
});

test("a job whose worker ahead has a program that fails is done by another", async () => {
  open({ program: `${BAD_WORKER}.gone` }).expect();
  await expect(media.runMediaJob(await prepare("song"), MINUTE)).rejects.toThrow("ended with 1");
  expect(await slots()).toEqual([]);
});

test("the layers of the jail are told, by a worker started to ask if need be", async () => {
  open();
  expect(media.knownLayers()).toBeUndefined();
  const layers = await media.layers();
  expect(layers.map(({ name }) => name)).toEqual([
    "wasm",
    "separate_process",
    "node_permission",
    "rlimits",
    "no_new_privs",
    "landlock",
    "seccomp",
    "watch",
    "deadline",
  ]);
  expect(layers.filter(({ state }) => state === "failed")).toEqual([]);
  if (process.platform === "linux") expect(layers.find(({ name }) => name === "seccomp")?.state).toBe("on");
  expect(media.knownLayers()).toEqual(layers);
  expect(await slots()).toEqual([]);
});

test("where no worker starts in the kernel's jail, jobs are done without it, and it is said that it failed", async () => {
  open({ program: SHY_WORKER });
  const outcome = await media.runMediaJob(await prepare("song"), MINUTE);
  expect(outcome).toEqual({ ok: false, reason: "damaged", facts: {} });
  const jail = (await media.layers()).filter(({ name }) => name === "landlock" || name === "seccomp");
  expect(jail.map(({ state }) => state)).toEqual(
    process.platform === "linux" ? ["failed", "failed"] : ["absent", "absent"],
  );
  if (process.platform === "linux") expect(jail[0]?.detail).toContain("no worker starts in it");
});

test("two jobs at once both come to their end", async () => {
  open({ max: 2 });
  const done = await Promise.all(["one", "two"].map(async (name) => media.runMediaJob(await prepare(name), MINUTE)));
  expect(done.map(({ ok }) => ok)).toEqual([true, true]);
});
