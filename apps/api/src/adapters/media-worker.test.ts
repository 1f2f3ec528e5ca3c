import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { MediaReport } from "@songkeeper/media";
import { waveFile } from "../testing/wave-file.ts";
import { mediaWorkers, type WorkersPlan } from "./media-worker.ts";

const BAD_WORKER = fileURLToPath(new URL("../../../media-worker/src/testing/bad-media-worker.ts", import.meta.url));
const MINUTE = { timeoutMs: 60_000 };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-media-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const work = () => join(folder, "work");
const slots = () => readdir(work()).catch(() => []);
const workers = (plan: Omit<WorkersPlan, "folder"> = {}) => mediaWorkers({ folder: work(), max: 1, ...plan });
const badWorkers = () => workers({ program: BAD_WORKER });

let jobs = 0;

/** A job with a directory of its own, on a file of this content. */
async function prepare<Task extends "ingest" | "cover">(task: Task, content: Uint8Array | string) {
  const name = join(folder, String((jobs += 1)));
  const [input, output] = [`${name}.file`, `${name}.made`];
  await mkdir(output);
  await writeFile(input, content);
  return { task, input, output };
}

test("a song is made ready in a process of its own, which tells how far it is", async () => {
  const job = await prepare("ingest", waveFile({ seconds: 2 }));
  const reports: MediaReport[] = [];
  const outcome = await workers().runMediaJob(job, { ...MINUTE, onReport: (report) => reports.push(report) });
  if (!outcome.ok) throw new Error(outcome.reason);
  expect(outcome.value.source.durationMs).toBe(2000);
  expect(await readdir(job.output)).toEqual(outcome.value.files.map(({ name }) => name).toSorted());
  expect(reports[0]).toEqual({ kind: "step", step: "probe", share: null });
  expect(reports.at(-1)?.kind).toBe("done");
});

test("a file that is no song is refused with the reason", async () => {
  const job = await prepare("ingest", "#EXTM3U\n/etc/passwd");
  expect(await workers().runMediaJob(job, MINUTE)).toEqual({ ok: false, reason: "not_audio", facts: {} });
});

test("a worker is given no secret of the server, and nothing else of its environment", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://secret");
  vi.stubEnv("AAC_ENCODER", "aac");
  const outcome = await badWorkers().runMediaJob(await prepare("cover", "environment"), MINUTE);
  vi.unstubAllEnvs();
  const names = outcome.ok ? "" : String(outcome.facts?.["names"]);
  expect(names.split(" ").filter((name) => !name.startsWith("NODE_CHANNEL"))).toEqual([
    "TZ",
    "MEDIA_ENGINE",
    "AAC_ENCODER",
  ]);
});

test.each([
  ["chatter", "report is wrong"],
  ["a-path", "report is wrong"],
  ["done-twice", "report is wrong"],
  ["ready-twice", "report is wrong"],
  ["flood", "reports without end"],
  ["a-link", "made no cover-300.jpg"],
  ["a-second-name", "made no cover-300.jpg"],
  ["a-shorter-file", "made no cover-300.jpg"],
  ["another-task", "did not cover"],
  ["exit", "ended with 0"],
  ["throw", "out of luck"],
  ["crash", "ended with SIGABRT"],
])("a worker that answers with %s has failed: %s", async (trick, words) => {
  const job = await prepare("cover", trick);
  await expect(badWorkers().runMediaJob(job, MINUTE)).rejects.toThrow(words);
  expect(await readdir(job.output)).toEqual([]);
  expect(await slots()).toEqual([]);
});

test("of what a worker writes only the files that its result names come to who ordered them", async () => {
  const job = await prepare("cover", "a-file-too-many");
  expect((await badWorkers().runMediaJob(job, MINUTE)).ok).toBe(true);
  expect(await readdir(job.output)).toEqual(["cover-300.jpg"]);
  expect(await slots()).toEqual([]);
});

test("a worker that keeps a processor busy too long is ended", async () => {
  const limits = { timeoutMs: 20_000, processorSeconds: 2 };
  const run = badWorkers().runMediaJob(await prepare("cover", "spin"), limits);
  await expect(run).rejects.toThrow(process.platform === "linux" ? /processor time|SIGKILL/u : "longer than");
});

test("a worker that takes too long is ended", async () => {
  const run = badWorkers().runMediaJob(await prepare("cover", "sleep"), { timeoutMs: 300 });
  await expect(run).rejects.toThrow("longer than 300 ms");
});

test("a worker that takes too much memory is ended, where the system tells how much it takes", async () => {
  const limits = { timeoutMs: 15_000, memoryBytes: 3e8 };
  const run = badWorkers().runMediaJob(await prepare("cover", "eat"), limits);
  await expect(run).rejects.toThrow(process.platform === "linux" ? "bytes of memory" : "longer than");
});

test("a job whose directory is missing fails at once", async () => {
  const job = { ...(await prepare("cover", "chatter")), output: "/no/such/directory" };
  expect(existsSync(job.output)).toBe(false);
  await expect(workers().runMediaJob(job, MINUTE)).rejects.toThrow();
});

test("a job that is called off ends, whether it runs or waits, and the next one has its turn", async () => {
  const { runMediaJob } = badWorkers();
  const [running, waiting] = [new AbortController(), new AbortController()];
  const first = runMediaJob(await prepare("cover", "sleep"), { ...MINUTE, signal: running.signal });
  const second = runMediaJob(await prepare("cover", "sleep"), { ...MINUTE, signal: waiting.signal });
  const third = runMediaJob(await prepare("cover", "environment"), MINUTE);
  waiting.abort();
  await expect(second).rejects.toThrow("called off");
  running.abort();
  await expect(first).rejects.toThrow("called off");
  expect((await third).ok).toBe(false);
  await expect(runMediaJob(await prepare("cover", "sleep"), { ...MINUTE, signal: waiting.signal })).rejects.toThrow();
});

test("no more jobs run at once than are allowed", async () => {
  const { runMediaJob } = workers();
  const order: string[] = [];
  const run = async (name: string) => {
    const job = await prepare("ingest", waveFile({ seconds: 1.5 }));
    await runMediaJob(job, { ...MINUTE, onReport: () => order.push(name) });
  };
  await Promise.all([run("one"), run("two")]);
  expect(order.filter((name, at) => name !== order[at - 1])).toHaveLength(2);
});
