import { mkdir, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { accept, refuse } from "@songkeeper/base";
import { type Growth, mediaPlaylist, type Segment } from "@songkeeper/media";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MediaJobOptions, MediaWorkers } from "../adapters/media-worker.ts";
import { auditionUrl } from "../listen/audition-url.ts";
import { createApp } from "../http/app.ts";
import { refusal } from "../testing/in-words.ts";
import { doJobs, type Musician, musicianOf } from "../testing/musician.ts";
import { resultOf } from "../testing/published-song.ts";
import { bodyOf, bytesOf } from "../testing/song-files.ts";
import { json } from "../testing/test-player.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { waveFile } from "../testing/wave-file.ts";
import { ingestRecording } from "./ingest-recording.ts";

const FOREVER = new AbortController().signal;
const HEADER = 600;
/** Three segments behind a header, each longer than the one before. */
const SEGMENTS: readonly Segment[] = [
  { samples: 45_056, offset: HEADER, bytes: 16_000 },
  { samples: 90_112, offset: HEADER + 16_000, bytes: 32_000 },
  { samples: 176_128, offset: HEADER + 48_000, bytes: 64_000 },
];
const SOUND = bytesOf("a", HEADER + 112_000);
const CUT = { file: "aac128.mp4", sampleRate: 44_100, headerBytes: HEADER, segments: SEGMENTS };
const FILES = { "aac128.mp4": SOUND, "aac128.m3u8": Buffer.from(mediaPlaylist(CUT)), "flac.mp4": bytesOf("f", 900) };
const CRASH = new Error("the worker crashed");
const DURATION_MS = 7_058;

let services: TestServices;
let mei: Musician;
let draftId: string;
beforeEach(async () => {
  services = await openTestServices();
  mei = await musicianOf(services);
  draftId = (await mei.addDraft()).id;
});
afterEach(() => services.close());

function grown(...segments: readonly Segment[]): Growth & { kind: "grown" } {
  return { kind: "grown", rendition: "aac128", sampleRate: 44_100, headerBytes: HEADER, segments };
}

type Report = NonNullable<MediaJobOptions["onReport"]>;

/** A worker that writes to a folder of its own, as a test leads it on, until it gives the outcome. */
function workerThat(
  does: (at: { folder: string; output: string; tell: Report; signal: AbortSignal }) => Promise<unknown>,
) {
  const runMediaJob = async ({ output }: { output: string }, { onReport, signal }: MediaJobOptions) => {
    const folder = join(output, "..", "slot");
    await mkdir(folder, { recursive: true });
    return does({ folder, output, tell: onReport ?? (() => undefined), signal: signal ?? FOREVER });
  };
  return { runMediaJob, expect: () => undefined } as unknown as MediaWorkers;
}

/** The worker has told of so many segments, and makes the rest of the song when it is let. */
async function growing(count: number) {
  const [begun, more, made] = [0, 1, 2].map(() => Promise.withResolvers<unknown>());
  const media = workerThat(async ({ folder, output, tell }) => {
    const written = SEGMENTS[count - 1];
    const path = join(folder, "aac128.mp4");
    await writeFile(path, SOUND.subarray(0, (written?.offset ?? 0) + (written?.bytes ?? 0)));
    tell(grown(...SEGMENTS.slice(0, count)), folder);
    begun?.resolve(undefined);
    await more?.promise;
    await writeFile(path, SOUND);
    tell(grown(...SEGMENTS.slice(count)), folder);
    const outcome = await made?.promise;
    if (outcome === CRASH) throw CRASH;
    if (outcome !== undefined) return outcome;
    await rename(path, join(output, "aac128.mp4"));
    await writeFile(join(output, "aac128.m3u8"), FILES["aac128.m3u8"]);
    await writeFile(join(output, "flac.mp4"), FILES["flac.mp4"]);
    return accept({ task: "ingest", ...resultOf({ durationMs: DURATION_MS, lossless: true, files: FILES }) });
  });
  const id = await mei.upload(draftId, waveFile());
  const running = ingestRecording({ ...services, media }, id, FOREVER);
  await begun?.promise;
  return { id, running, more: () => more?.resolve(undefined), end: (as?: unknown) => made?.resolve(as) };
}

const app = () => createApp(services);
const part = (range: string) => ({ headers: { range } });

async function folderOf(id: string): Promise<string> {
  const { playlistUrl } = await mei.recording(id);
  return (playlistUrl ?? "none").replace("/master.m3u8", "");
}

test("a musician hears a song while it is made, and goes on hearing the same bytes when it is ready", async () => {
  const ingest = await growing(1);
  const folder = await folderOf(ingest.id);
  const [master, first] = [await app().request(`${folder}/master.m3u8`), await app().request(`${folder}/aac128.m3u8`)];
  expect((await master.text()).split("\n").filter((line) => line.endsWith("m3u8"))).toEqual(["aac128.m3u8"]);
  expect([master.headers.get("cache-control"), first.headers.get("cache-control")]).toEqual(["no-store", "no-store"]);
  expect(await first.text()).toBe(
    mediaPlaylist({ ...CUT, segments: SEGMENTS.slice(0, 1) })
      .replace("TARGETDURATION:1", "TARGETDURATION:4")
      .replace("TYPE:VOD", "TYPE:EVENT\n#EXT-X-START:TIME-OFFSET=0,PRECISE=YES")
      .replace("#EXT-X-ENDLIST\n", ""),
  );
  const header = await app().request(`${folder}/aac128.mp4?i`, part(`bytes=0-${HEADER - 1}`));
  expect([header.status, header.headers.get("content-range"), header.headers.get("cache-control")]).toEqual([
    206,
    `bytes 0-${HEADER - 1}/*`,
    "no-store",
  ]);
  expect(header.headers.get("etag")).toBeNull();
  expect(await bodyOf(header)).toEqual(SOUND.slice(0, HEADER));
  const segment = part("bytes=600-16599");
  expect(await bodyOf(await app().request(`${folder}/aac128.mp4`, segment))).toEqual(SOUND.slice(600, 16_600));

  ingest.more();
  await expect.poll(async () => (await app().request(`${folder}/aac128.m3u8`)).text()).toContain("64000@48600");
  const last = await app().request(`${folder}/aac128.mp4`, part("bytes=48600-112599"));
  expect(await bodyOf(last)).toEqual(SOUND.slice(48_600));

  ingest.end();
  await ingest.running;
  const ready = await app().request(`${folder}/aac128.m3u8`);
  expect(await ready.text()).toBe(mediaPlaylist(CUT));
  expect(await (await app().request(`${folder}/master.m3u8`)).text()).toContain("flac.m3u8");
  for (const name of ["aac64.m3u8", "aac256.mp4"])
    expect([name, (await app().request(`${folder}/${name}`)).status]).toEqual([name, 404]);
  const whole = await app().request(`${folder}/aac128.mp4`);
  expect([whole.headers.get("etag"), await bodyOf(whole)]).toEqual([expect.stringMatching(/^"/), SOUND]);
});

test("what is not there yet is refused, and half a song never passes for one", async () => {
  const ingest = await growing(1);
  const folder = await folderOf(ingest.id);
  const ask = async (name: string, init?: RequestInit) => refusal(await app().request(`${folder}/${name}`, init));
  for (const init of [undefined, part("bytes=16600-"), part("bytes=16600-16700"), part("bytes=0-9,20-29")])
    expect(await ask("aac128.mp4", init)).toBe("416 range_not_satisfiable");
  const resumed = { headers: { range: "bytes=0-9", "if-range": '"x"' } };
  expect(await ask("aac128.mp4", resumed)).toBe("416 range_not_satisfiable");
  expect(await ask("aac128.mp4", { method: "PUT" })).toBe("405 method_not_allowed");
  const head = await app().request(`${folder}/aac128.mp4`, { method: "HEAD" });
  expect([head.status, head.headers.get("content-length"), head.headers.get("etag")]).toEqual([200, null, null]);
  const clipped = await app().request(`${folder}/aac128.mp4`, part("bytes=16000-99999"));
  expect([clipped.headers.get("content-range"), (await bodyOf(clipped)).length]).toEqual(["bytes 16000-16599/*", 600]);
  for (const name of ["flac.m3u8", "flac.mp4", "aac64.m3u8", "aac256.mp4", "preview.mp4"])
    expect([name, await ask(name)]).toEqual([name, "404 not_found"]);
  ingest.more();
  ingest.end(refuse("silent"));
  await ingest.running;
});

test("nobody but its musician hears a song that is still made", async () => {
  const ingest = await growing(1);
  const of = { recordingId: ingest.id, durationMs: 0 };
  const others = auditionUrl(services.secrets.media, { ...of, userId: "stranger" }, services.now());
  const forged = (await folderOf(ingest.id)).replace("/m/", "/m/x");
  for (const address of [others, `${forged}/master.m3u8`, `/previews/${ingest.id}/preview.mp4`])
    expect((await app().request(address)).status).toBe(404);
  ingest.more();
  ingest.end(refuse("silent"));
  await ingest.running;
});

test.each(["refused", "failed", "removed"])(
  "of a recording that is %s while it is heard there is nothing more",
  async (how) => {
    const ingest = await growing(2);
    const folder = await folderOf(ingest.id);
    expect((await app().request(`${folder}/master.m3u8`)).status).toBe(200);
    ingest.more();
    if (how === "removed") await mei.send(`/api/recordings/${ingest.id}/remove`, json("POST", {}));
    ingest.end(how === "refused" ? refuse("silent") : CRASH);
    await ingest.running.catch(() => undefined);
    if (how === "failed")
      await services.transact((tx) =>
        tx.updateTable("recording").set({ state: "failed" }).where("id", "=", ingest.id).execute(),
      );
    for (const name of ["master.m3u8", "aac128.m3u8", "aac128.mp4"])
      expect([name, (await app().request(`${folder}/${name}`, part("bytes=0-9"))).status]).toEqual([name, 404]);
    expect(services.ingests.growthOf(ingest.id)).toBeUndefined();
  },
);

test("after a crash a player is asked to wait until the song grows anew", async () => {
  const ingest = await growing(2);
  const folder = await folderOf(ingest.id);
  ingest.more();
  ingest.end(CRASH);
  await ingest.running.catch(() => undefined);
  expect(await mei.recording(ingest.id)).toMatchObject({ state: "working", playlistUrl: null });
  const waiting = await app().request(`${folder}/aac128.m3u8`);
  expect([waiting.status, waiting.headers.get("retry-after")]).toEqual([503, "1"]);
  const media = workerThat(async ({ folder: at, tell }) => {
    await writeFile(join(at, "aac128.mp4"), SOUND);
    tell(grown(...SEGMENTS), at);
    expect((await app().request(`${folder}/aac128.m3u8`)).status).toBe(200);
    return refuse("silent");
  });
  await doJobs({ ...services, media });
  expect(await mei.recording(ingest.id)).toMatchObject({ state: "refused" });
});

test.each([
  { what: "segments that overlap", second: { samples: 9, offset: HEADER, bytes: 10 } },
  { what: "an empty segment", second: { samples: 9, offset: HEADER + 16_000, bytes: 0 } },
])("a worker that tells of $what is not believed", async ({ second }) => {
  const id = await mei.upload(draftId, waveFile());
  const media = workerThat(async ({ folder, tell }) => tell(grown(...SEGMENTS.slice(0, 1), second), folder));
  await expect(ingestRecording({ ...services, media }, id, FOREVER)).rejects.toThrow("cannot be");
  expect(services.ingests.growthOf(id)).toBeUndefined();
});

test("of what is not streamed only a part is read into memory, however long a worker says that it is", async () => {
  const id = await mei.upload(draftId, waveFile());
  const media = workerThat(async ({ folder, tell }) => {
    await writeFile(join(folder, "aac128.mp4"), Buffer.alloc(3_000_000, 1));
    tell(grown({ samples: 9, offset: HEADER, bytes: 2 ** 50 }), folder);
    const answer = await app().request(`${await folderOf(id)}/aac128.mp4`, part("bytes=0-"));
    expect([answer.status, answer.headers.get("content-range")]).toEqual([206, "bytes 0-1048575/*"]);
    expect((await bodyOf(answer)).length).toBe(1_048_576);
    return refuse("silent");
  });
  await ingestRecording({ ...services, media }, id, FOREVER);
});

test("a worker that puts a link in the place of its file shows nothing of what is behind it", async () => {
  const id = await mei.upload(draftId, waveFile());
  const secret = join(services.config.dataDir, "secret.txt");
  await writeFile(secret, SOUND);
  const media = workerThat(async ({ folder, tell }) => {
    await symlink(secret, join(folder, "aac128.mp4"));
    tell(grown(...SEGMENTS), folder);
    const answer = await app().request(`${await folderOf(id)}/aac128.mp4`, part("bytes=0-9"));
    expect(answer.status).toBe(503);
    return refuse("silent");
  });
  await ingestRecording({ ...services, media }, id, FOREVER);
});

test("a worker is made ready as soon as an upload begins", async () => {
  let expected = 0;
  const media = { ...services.media, expect: () => void (expected += 1) };
  const lin = await musicianOf({ ...services, media }, "lin");
  await lin.begin((await lin.addDraft()).id, 10);
  expect(expected).toBe(1);
  await lin.begin("no-draft", 10);
  expect(expected).toBe(1);
});
