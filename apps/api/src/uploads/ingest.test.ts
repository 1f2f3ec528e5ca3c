import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { MediaReport } from "@songkeeper/media";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MediaWorkers } from "../adapters/media-worker.ts";
import { HANDLERS } from "../jobs.ts";
import { runJobs } from "../jobs/run-jobs.ts";
import { doJobs, draftTrackOf, type Musician, musicianOf } from "../testing/musician.ts";
import { storedFiles } from "../testing/stored-files.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json } from "../testing/test-player.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { waveFile } from "../testing/wave-file.ts";
import { ingestRecording } from "./ingest-recording.ts";

const FOREVER = new AbortController().signal;

let services: TestServices;
let mei: Musician;
let draftId: string;
beforeEach(async () => {
  services = await openTestServices();
  mei = await musicianOf(services);
  draftId = (await mei.addDraft()).id;
});
afterEach(() => services.close());

const files = () => storedFiles(services.config.dataDir);
const quiet = () => ({ ...services, log: { ...services.log, error: () => undefined } });

/** A stand-in for the media worker, which says what a test wants. */
function saying(run: (output: string, report: (said: MediaReport) => void, signal: AbortSignal) => Promise<unknown>) {
  const runMediaJob = async (
    job: { output: string },
    options: { onReport?: (said: MediaReport) => void; signal?: AbortSignal },
  ) => run(job.output, options.onReport ?? (() => undefined), options.signal ?? FOREVER);
  return { runMediaJob } as unknown as MediaWorkers;
}

/** Lets time go by until a job is given up. */
async function exhaust(given: TestServices): Promise<void> {
  for (let round = 0; round < 20; round++) {
    await doJobs(given);
    services.clock.at = new Date(services.clock.at.getTime() + 3_600_000);
  }
}

test.each([
  { what: "no audio", file: Buffer.from("<html>no music</html>".repeat(50)), refusal: "not_audio", facts: {} },
  { what: "half a second", file: waveFile({ seconds: 0.5 }), refusal: "too_short", facts: { durationMs: 500 } },
  { what: "silence", file: waveFile({ amplitude: 0 }), refusal: "silent", facts: {} },
  { what: "half of what it declares", file: waveFile().subarray(0, 100_000), refusal: "cut_off", facts: {} },
])("a file with $what is refused with facts, and nothing of it is left", async ({ file, refusal, facts }) => {
  const id = await mei.upload(draftId, file);
  await doJobs(services);
  const seen = await mei.recording(id);
  expect(seen).toMatchObject({ state: "refused", refusal, step: null, playlistUrl: null });
  expect(seen.refusalFacts).toMatchObject(facts);
  expect(await files()).toEqual([]);
});

test("a recording's objects are there when it is ready, with the lengths and hashes that were noted", async () => {
  const id = await mei.upload(draftId, waveFile());
  await doJobs(services);
  const noted = (await rowsOf(services.database.db, "recording_file")) as { name: string; bytes: bigint }[];
  const rungs = ["aac64", "aac128", "aac256", "flac", "preview"].flatMap((name) => [`${name}.mp4`, `${name}.m3u8`]);
  const names = noted.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining([...rungs, "waveform.dat", "overview.dat"]));
  for (const { name, bytes } of noted) expect(await services.objects.size(`media/${id}/${name}`)).toBe(Number(bytes));
  expect(await files()).toEqual(
    [...noted.map(({ name }) => `objects/media/${id}/${name}`), `objects/originals/${id}`].toSorted(),
  );
});

test("a preview from elsewhere is made of the file as it came, and the one before stays in its place", async () => {
  const id = await mei.upload(draftId, waveFile({ seconds: 9 }));
  const body = { title: "", artist: "", coverId: null, declared: false };
  await mei.save(draftId, { ...body, tracks: [draftTrackOf(id, { previewStartMs: 4_321 })] });
  await doJobs(services);
  expect(await mei.recording(id)).toMatchObject({ state: "ready", preview: { startMs: 4_321 } });
  const made = (await files()).filter((name) => name.startsWith(`objects/previews/${id}/`));
  expect(made.map((name) => name.split("/").at(-1))).toEqual(["preview.m3u8", "preview.mp4"]);
  expect(await services.objects.size(`media/${id}/preview.mp4`)).toBeGreaterThan(1_000);
});

test("while a file is worked on its step is told, and how much of it is done", async () => {
  const gate = Promise.withResolvers<void>();
  const media = saying(async (_, report) => {
    report({ kind: "step", step: "probe", share: null });
    report({ kind: "step", step: "renditions", share: 0.25 });
    await gate.promise;
    return { ok: false, reason: "silent" };
  });
  const id = await mei.upload(draftId, waveFile());
  const running = ingestRecording({ ...services, media }, id, FOREVER);
  await expect.poll(() => mei.recording(id)).toMatchObject({ state: "working", step: "renditions", share: 0.25 });
  gate.resolve();
  await running;
  expect(await mei.recording(id)).toMatchObject({ state: "refused", refusal: "silent", share: null });
});

test("an ingest that fails again and again ends as failed, keeps the file, and can be tried again", async () => {
  let tries = 0;
  const media = saying(async (output) => {
    tries += 1;
    await writeFile(join(output, "half.mp4"), "half");
    throw new Error("the worker crashed");
  });
  const id = await mei.upload(draftId, waveFile());
  await exhaust({ ...quiet(), media });
  expect(tries).toBe(5);
  expect(await mei.recording(id)).toMatchObject({ state: "failed", refusal: null });
  expect(await files()).toEqual([`uploads/${id}`, `uploads/${id}.json`]);

  const again = await mei.send(`/api/recordings/${id}/retry`, json("POST", {}));
  expect(await again.json()).toMatchObject({ state: "waiting" });
  await doJobs(services);
  expect(await mei.recording(id)).toMatchObject({ state: "ready" });
});

test("asking again for what did not fail changes nothing", async () => {
  const id = await mei.upload(draftId, waveFile());
  for (let round = 0; round < 2; round++) await mei.send(`/api/recordings/${id}/retry`, json("POST", {}));
  expect(await rowsOf(services.database.db, "job")).toHaveLength(1);
});

test("a recording that is removed while it is worked on is called off, and nothing of it is left", async () => {
  const begun = Promise.withResolvers<void>();
  const media = saying(
    (_, __, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("called off")));
        begun.resolve();
      }),
  );
  const id = await mei.upload(draftId, waveFile());
  const running = ingestRecording({ ...services, media }, id, FOREVER);
  await begun.promise;
  expect((await mei.send(`/api/recordings/${id}/remove`, json("POST", {}))).status).toBe(204);
  await running;
  await doJobs(services);
  expect((await mei.send(`/api/recordings/${id}`)).status).toBe(404);
  expect(await files()).toEqual([]);
});

test("a recording that is removed in the moment before it is ready leaves nothing either", async () => {
  const id = await mei.upload(draftId, waveFile());
  const moveIn: TestServices["objects"]["moveIn"] = async (prefix, directory) => {
    await services.objects.moveIn(prefix, directory);
    await mei.send(`/api/recordings/${id}/remove`, json("POST", {}));
  };
  await ingestRecording({ ...services, objects: { ...services.objects, moveIn } }, id, FOREVER);
  await doJobs(services);
  expect(await rowsOf(services.database.db, "recording")).toMatchObject([{ state: "removed" }]);
  expect(await files()).toEqual([]);
});

test("whatever a dead process left of an ingest is replaced by the next one", async () => {
  const id = await mei.upload(draftId, waveFile());
  const folders = [`objects/media/${id}`, `work/${id}`].map((name) => join(services.config.dataDir, name));
  for (const folder of folders) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, "aac128.mp4"), "half");
  }
  await services.objects.put(`originals/${id}`, Buffer.from("half"));
  await services.database.db.updateTable("recording").set({ state: "working", step: "store" }).execute();
  await doJobs(services);
  expect(await mei.recording(id)).toMatchObject({ state: "ready" });
  expect(await services.objects.size(`originals/${id}`)).toBe(waveFile().length);
  const noted = (await rowsOf(services.database.db, "recording_file")) as { name: string }[];
  const stored = await readdir(join(services.config.dataDir, `objects/media/${id}`));
  expect(stored.toSorted()).toEqual(noted.map(({ name }) => name).toSorted());
});

test("an ingest whose process is asked to end lets go, and goes on at the next start", async () => {
  const begun = Promise.withResolvers<void>();
  const media = saying(
    (_, __, signal) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("called off")));
        begun.resolve();
      }),
  );
  const id = await mei.upload(draftId, waveFile());
  const runner = runJobs({ ...services, media }, HANDLERS);
  await begun.promise;
  await runner.stop();
  expect(await mei.recording(id)).toMatchObject({ state: "working" });
  expect(await rowsOf(services.database.db, "job")).toMatchObject([{ attempts: 0n, locked_by: null }]);
  await doJobs(services);
  expect(await mei.recording(id)).toMatchObject({ state: "ready" });
});
