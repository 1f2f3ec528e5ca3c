import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test, vi } from "vitest";
import type { MediaReport } from "@songkeeper/media";
import { waveFile } from "../testing/wave-file.ts";
import { mediaWorkers } from "./media-worker.ts";

const BAD_WORKER = fileURLToPath(new URL("../testing/bad-media-worker.ts", import.meta.url));
const MINUTE = { timeoutMs: 60_000 };

/** A job in a directory of its own, on a file of this name and content. */
async function prepare<Task extends "ingest" | "cover">(
  task: Task,
  name: string,
  content: Uint8Array = new Uint8Array(),
) {
  const folder = await mkdtemp(join(tmpdir(), "songkeeper-media-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const output = join(folder, "out");
  await mkdir(output);
  await writeFile(join(folder, name), content);
  return { task, input: join(folder, name), output };
}

test("a song is made ready in a process of its own, which tells how far it is", async () => {
  const job = await prepare("ingest", "song.wav", waveFile({ seconds: 2 }));
  const reports: MediaReport[] = [];
  const outcome = await mediaWorkers().runMediaJob(job, { ...MINUTE, onReport: (report) => reports.push(report) });
  if (!outcome.ok) throw new Error(outcome.reason);
  expect(outcome.value.source.durationMs).toBe(2000);
  expect(await readdir(job.output)).toEqual(outcome.value.files.map(({ name }) => name).toSorted());
  expect(reports[0]).toEqual({ kind: "step", step: "probe", share: null });
  expect(reports.at(-1)?.kind).toBe("done");
});

test("a file that is no song is refused with the reason", async () => {
  const job = await prepare("ingest", "song.mp3", new TextEncoder().encode("#EXTM3U\n/etc/passwd"));
  expect(await mediaWorkers().runMediaJob(job, MINUTE)).toEqual({ ok: false, reason: "not_audio", facts: {} });
});

test("a worker is given no secret of the server, and nothing else of its environment", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://secret");
  vi.stubEnv("AAC_ENCODER", "aac");
  const outcome = await mediaWorkers(1, BAD_WORKER).runMediaJob(await prepare("cover", "environment"), MINUTE);
  vi.unstubAllEnvs();
  const names = outcome.ok ? "" : String(outcome.facts?.["names"]);
  expect(names.split(" ").filter((name) => !name.startsWith("NODE_CHANNEL"))).toEqual(["TZ", "AAC_ENCODER"]);
});

test.each([
  ["chatter", "report is wrong"],
  ["a-path", "report is wrong"],
  ["done-twice", "report is wrong"],
  ["another-task", "did not cover"],
  ["exit", "ended with 0"],
  ["throw", "out of luck"],
  ["crash", "ended with SIGABRT"],
])("a worker that answers with %s has failed: %s", async (trick, words) => {
  await expect(mediaWorkers(1, BAD_WORKER).runMediaJob(await prepare("cover", trick), MINUTE)).rejects.toThrow(words);
});

test("a worker that takes too long is ended", async () => {
  const run = mediaWorkers(1, BAD_WORKER).runMediaJob(await prepare("cover", "sleep"), { timeoutMs: 300 });
  await expect(run).rejects.toThrow("longer than 300 ms");
});

test("a worker that takes too much memory is ended, where the system tells how much it takes", async () => {
  const limits = { timeoutMs: 15_000, memoryBytes: 3e8 };
  const run = mediaWorkers(1, BAD_WORKER).runMediaJob(await prepare("cover", "eat"), limits);
  await expect(run).rejects.toThrow(process.platform === "linux" ? "bytes of memory" : "longer than");
});

test("a job whose directory is missing fails at once", async () => {
  const job = { ...(await prepare("cover", "chatter")), output: "/no/such/directory" };
  expect(existsSync(job.output)).toBe(false);
  await expect(mediaWorkers().runMediaJob(job, MINUTE)).rejects.toThrow();
});

test("a job that is called off ends, whether it runs or waits, and the next one has its turn", async () => {
  const { runMediaJob } = mediaWorkers(1, BAD_WORKER);
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
  const { runMediaJob } = mediaWorkers(1);
  const order: string[] = [];
  const run = async (name: string) => {
    const job = await prepare("ingest", name, waveFile({ seconds: 1.5 }));
    await runMediaJob(job, { ...MINUTE, onReport: () => order.push(name) });
  };
  await Promise.all([run("one"), run("two")]);
  expect(order.filter((name, at) => name !== order[at - 1])).toHaveLength(2);
});
