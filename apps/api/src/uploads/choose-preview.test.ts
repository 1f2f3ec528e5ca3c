import type { DraftBody, Listening } from "@songkeeper/contracts";
import type { MediaJob } from "@songkeeper/media";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp } from "../http/app.ts";
import { refusal } from "../testing/in-words.ts";
import { madeUpMedia, type MadeUpMedia } from "../testing/made-up-media.ts";
import { doJobs, draftTrackOf, type Musician, musicianOf } from "../testing/musician.ts";
import { bodyOf, SONG_FILES } from "../testing/song-files.ts";
import { storedFiles } from "../testing/stored-files.ts";
import { json } from "../testing/test-player.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { waveFile } from "../testing/wave-file.ts";
import { remakePreview } from "./remake-preview.ts";

const FOREVER = new AbortController().signal;

let services: TestServices;
let media: MadeUpMedia;
let during: (job: MediaJob) => Promise<unknown>;
let mei: Musician;
let draftId: string;
let recordingId: string;
beforeEach(async () => {
  during = async () => undefined;
  media = madeUpMedia((job) => during(job));
  services = { ...(await openTestServices()), media };
  mei = await musicianOf(services);
  draftId = (await mei.addDraft()).id;
  recordingId = await mei.upload(draftId, waveFile());
});
afterEach(() => services.close());

const bodyWith = (previewStartMs: number | null): DraftBody => ({
  title: "山居",
  artist: "林小满",
  coverId: "c0ffee",
  tracks: [draftTrackOf(recordingId, { listening: "preview", previewStartMs })],
  declared: true,
});
const save = (startMs: number | null) => mei.save(draftId, bodyWith(startMs));
const wishes = () => media.jobs.flatMap((job) => (job.task === "preview" ? [job.startMs] : []));
const quiet = () => ({ ...services, log: { ...services.log, error: () => undefined } });

async function previewObjects(): Promise<string[]> {
  const files = await storedFiles(services.config.dataDir);
  return files.filter((name) => name.startsWith("objects/previews/"));
}

async function publish(startMs: number | null): Promise<string> {
  await services.transact((tx) =>
    tx.insertInto("cover").values({ id: "c0ffee", color: "#336655", created_at: "2026-03-10T02:00:00.000Z" }).execute(),
  );
  const answer = await mei.publish(draftId, await save(startMs));
  const { trackIds } = (await answer.json()) as { trackIds: string[] };
  return trackIds[0] ?? "";
}

async function listen(trackId: string): Promise<Listening> {
  return (await (await createApp(services).request(`/api/songs/${trackId}/listen`)).json()) as Listening;
}

/** What somebody hears of a song of which everybody hears a preview: where it begins, and its sound. */
async function heard(trackId: string): Promise<{ startMs: number; address: string; sound: string }> {
  const { startMs, playlistUrl } = await listen(trackId);
  const sound = await bodyOf(await createApp(services).request(playlistUrl.replace("m3u8", "mp4")));
  return { startMs, address: playlistUrl, sound: Buffer.from(sound).toString() };
}

const LOUDEST = Buffer.from(SONG_FILES["preview.mp4"] ?? []).toString();

test("a preview is made from where its musician wishes while the draft is prepared, and heard once it is published", async () => {
  await doJobs(services);
  await save(5_000);
  await doJobs(services);
  expect(await mei.recording(recordingId)).toMatchObject({ preview: { startMs: 5_000, durationMs: 30_000 } });
  const trackId = await publish(5_000);
  expect(await heard(trackId)).toEqual({
    startMs: 5_000,
    address: `/previews/${recordingId}/5000/preview.m3u8`,
    sound: "preview.mp4 from 5000",
  });
  expect(wishes()).toEqual([5_000]);
});

test("a wish that comes before the song is ready is met after it", async () => {
  await save(7_000);
  expect(wishes()).toEqual([]);
  await doJobs(services);
  expect(await mei.recording(recordingId)).toMatchObject({ state: "ready", preview: { startMs: 7_000 } });
});

test("nobody waits: what is published before its preview is made is heard by the loudest part until then", async () => {
  await doJobs(services);
  const trackId = await publish(9_000);
  expect(await heard(trackId)).toMatchObject({ startMs: 20_000, sound: LOUDEST });
  await doJobs(services);
  expect(await heard(trackId)).toMatchObject({ startMs: 9_000, sound: "preview.mp4 from 9000" });
});

test("of wishes that come one after the other the last one counts, and those before it are made but once", async () => {
  await doJobs(services);
  for (const startMs of [1_000, 2_000, 3_000, 4_000]) await save(startMs);
  await doJobs(services);
  expect(wishes()).toEqual([4_000]);
  during = async () => {
    during = async () => undefined;
    await save(6_000);
    await save(8_000);
  };
  await save(5_000);
  await doJobs(services);
  expect(wishes()).toEqual([4_000, 5_000, 8_000]);
  expect(await mei.recording(recordingId)).toMatchObject({ preview: { startMs: 8_000 } });
});

test("where the loudest part begins nothing is made, nor for what is wished already, nor for other changes", async () => {
  await doJobs(services);
  await save(20_000);
  await doJobs(services);
  expect(wishes()).toEqual([]);
  await save(3_000);
  await doJobs(services);
  await mei.save(draftId, { ...bodyWith(3_000), title: "another" });
  await doJobs(services);
  expect(wishes()).toEqual([3_000]);
});

test("the musician of a published song moves its preview, under an address of its own, and back to the loudest part", async () => {
  await doJobs(services);
  const trackId = await publish(null);
  const first = await heard(trackId);
  expect(first).toEqual({ startMs: 20_000, address: `/previews/${recordingId}/20000/preview.m3u8`, sound: LOUDEST });
  const move = async (startMs: number | null) => {
    const moved = await mei.send(`/api/tracks/${trackId}/preview`, json("POST", { startMs }));
    expect(moved.status).toBe(204);
    await doJobs(services);
    services.clock.at = new Date(services.clock.at.getTime() + 10_000);
  };
  await move(11_000);
  expect(await heard(trackId)).toMatchObject({ startMs: 11_000, sound: "preview.mp4 from 11000" });
  expect((await createApp(services).request(first.address)).status).toBe(404);
  const anywhere = await createApp(services).request(`/previews/${recordingId}/preview.mp4`);
  expect([anywhere.status, anywhere.headers.get("location"), anywhere.headers.get("cache-control")]).toEqual([
    302,
    `/previews/${recordingId}/11000/preview.mp4`,
    "no-store",
  ]);
  await move(null);
  expect(await heard(trackId)).toEqual(first);
  const releases = (await (await mei.send("/api/studio/releases")).json()) as {
    items: { tracks: { previewStartMs: number | null; recordingId: string }[] }[];
  };
  expect(releases.items[0]?.tracks[0]).toMatchObject({ previewStartMs: null, recordingId });
});

test("a server goes on giving a preview that has moved for ten seconds at most, and the new one at once", async () => {
  await doJobs(services);
  const trackId = await publish(1_000);
  await doJobs(services);
  const app = createApp(services);
  const ask = async (startMs: number) => (await app.request(`/previews/${recordingId}/${startMs}/preview.mp4`)).status;
  expect([await ask(1_000), await ask(2_000)]).toEqual([200, 404]);
  await mei.send(`/api/tracks/${trackId}/preview`, json("POST", { startMs: 2_000 }));
  await doJobs(services);
  expect(await ask(2_000)).toBe(200);
  services.clock.at = new Date(services.clock.at.getTime() + 10_000);
  expect(await ask(1_000)).toBe(404);
});

test("a place too near the end is moved, and asking for it again makes nothing", async () => {
  await doJobs(services);
  const trackId = await publish(59_000);
  await doJobs(services);
  expect(await heard(trackId)).toMatchObject({ startMs: 30_000, sound: "preview.mp4 from 30000" });
  await mei.send(`/api/tracks/${trackId}/preview`, json("POST", { startMs: 59_000 }));
  await doJobs(services);
  expect(wishes()).toEqual([59_000]);
});

test("nobody but its owner moves a song's preview, and only to a place", async () => {
  await doJobs(services);
  const trackId = await publish(null);
  const other = await musicianOf(services, "other");
  const move = async (by: Musician, startMs: unknown) =>
    refusal(await by.send(`/api/tracks/${trackId}/preview`, json("POST", { startMs })));
  expect(await move(other, 1_000)).toBe("404 not_found");
  expect(await move(mei, -1)).toContain("422 invalid_fields");
  expect(await move(mei, 1.5)).toContain("422 invalid_fields");
  expect(await refusal(await mei.send("/api/tracks/none/preview", json("POST", { startMs: 0 })))).toBe("404 not_found");
});

test("of previews that are not heard any more nothing is left within the hour", async () => {
  await doJobs(services);
  for (const startMs of [1_000, 2_000, 3_000]) {
    await save(startMs);
    await doJobs(services);
  }
  services.clock.at = new Date(services.clock.at.getTime() + 3_600_000);
  await doJobs(services);
  expect(await previewObjects()).toHaveLength(2);
  await save(null);
  await doJobs(services);
  services.clock.at = new Date(services.clock.at.getTime() + 3_600_000);
  await doJobs(services);
  expect(await previewObjects()).toEqual([]);
});

test("with its recording a preview goes, also one that was being made then", async () => {
  await doJobs(services);
  await save(1_000);
  await doJobs(services);
  during = () => mei.send(`/api/recordings/${recordingId}/remove`, json("POST", {}));
  await save(2_000);
  await doJobs(services);
  services.clock.at = new Date(services.clock.at.getTime() + 3_600_000);
  await doJobs(services);
  expect(await storedFiles(services.config.dataDir)).toEqual([]);
});

test("a making that dies at any step is begun anew, and the preview before is heard meanwhile", async () => {
  await doJobs(services);
  const trackId = await publish(null);
  await mei.send(`/api/tracks/${trackId}/preview`, json("POST", { startMs: 4_000 }));
  const dead = () => Promise.reject(new Error("the process died"));
  const { objects, transact } = services;
  const deaths = [
    { media: madeUpMedia(dead) },
    { objects: { ...objects, getFile: dead } },
    { objects: { ...objects, moveIn: dead } },
    {
      objects: {
        ...objects,
        moveIn: async (...of: Parameters<typeof objects.moveIn>) => (await objects.moveIn(...of), dead()),
      },
    },
  ];
  for (const death of deaths) {
    await expect(remakePreview({ ...services, ...death }, recordingId, FOREVER)).rejects.toThrow("died");
    expect(await heard(trackId)).toMatchObject({ startMs: 20_000, sound: LOUDEST });
  }
  await doJobs(services);
  expect(await heard(trackId)).toMatchObject({ startMs: 4_000, sound: "preview.mp4 from 4000" });
  services.clock.at = new Date(services.clock.at.getTime() + 3_600_000);
  await doJobs({ ...services, transact });
  expect(await previewObjects()).toHaveLength(2);
});

test("a wish that cannot be met leaves what is heard as it is", async () => {
  await doJobs(services);
  const trackId = await publish(null);
  during = () => Promise.reject(new Error("the worker crashed"));
  await mei.send(`/api/tracks/${trackId}/preview`, json("POST", { startMs: 4_000 }));
  for (let round = 0; round < 11; round++) {
    await doJobs(quiet());
    services.clock.at = new Date(services.clock.at.getTime() + 3_600_000);
  }
  expect(await heard(trackId)).toMatchObject({ startMs: 20_000, sound: LOUDEST });
});
