import { cataloguePage, type DraftBody, type Listening, type Problem, type SongPage } from "@songkeeper/contracts";
import { type LoudnessBlocks, releaseLoudness } from "@songkeeper/media";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp } from "../http/app.ts";
import { madeUpMedia } from "../testing/made-up-media.ts";
import { doJobs, draftTrackOf, type Musician, musicianOf } from "../testing/musician.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import type { TestServices } from "../testing/test-services.ts";
import { waveFile } from "../testing/wave-file.ts";

type Track = DraftBody["tracks"][number];

let house: TeaHouse;
let services: TestServices;
let mei: Musician;
beforeEach(async () => {
  house = await openTeaHouse();
  services = { ...house.services, media: madeUpMedia() };
  mei = await musicianOf(services);
  const cover = { id: "c0ffee", color: "#336655", created_at: services.now().toISOString() };
  await services.transact((tx) => tx.insertInto("cover").values(cover).execute());
});
afterEach(() => house.close());

/** Publishes a draft of so many songs; `blocks` are the momentary loudnesses that the media worker met in each. */
async function publish(differs: readonly Partial<Track>[], blocks: readonly (LoudnessBlocks | null)[] = []) {
  const { id: draftId } = await mei.addDraft();
  const tracks = [];
  for (const differ of differs) tracks.push(draftTrackOf(await mei.upload(draftId, waveFile()), differ));
  await doJobs(services);
  for (const [at, { recordingId }] of tracks.entries()) await measured(recordingId, blocks[at] ?? null);
  const body = { title: "山居", artist: "林小满", coverId: "c0ffee", tracks, declared: true };
  return mei.publish(draftId, await mei.save(draftId, body));
}

async function measured(recordingId: string, loudnessBlocks: LoudnessBlocks | null): Promise<void> {
  await services.transact(async (tx) => {
    const of = tx.selectFrom("recording").select("result").where("id", "=", recordingId);
    const { result } = await of.executeTakeFirstOrThrow();
    const text = JSON.stringify({ ...JSON.parse(result ?? ""), loudnessBlocks });
    await tx.updateTable("recording").set({ result: text }).where("id", "=", recordingId).execute();
  });
}

async function see<T>(path: string): Promise<T> {
  return (await (await createApp(services).request(path)).json()) as T;
}

async function firstOf(answer: Response): Promise<string> {
  const { trackIds } = (await answer.json()) as { trackIds: string[] };
  return trackIds[0] ?? "";
}

test.each([
  { tempoBpm: "", energy: null, shown: null },
  { tempoBpm: " 128 ", energy: 4 as const, shown: 128 },
  { tempoBpm: "127.6", energy: 1 as const, shown: 128 },
  { tempoBpm: "92,4", energy: 5 as const, shown: 92 },
  { tempoBpm: "２０", energy: null, shown: 20 },
  { tempoBpm: "400", energy: null, shown: 400 },
])("a song of $tempoBpm beats a minute is published with $shown", async ({ tempoBpm, energy, shown }) => {
  const trackId = await firstOf(await publish([{ tempoBpm, energy }]));
  expect(await see<SongPage>(`/api/songs/${trackId}`)).toMatchObject({ tempoBpm: shown, energy });
  const catalogue = await house.asOwner(`/api/shops/${house.shop.id}/catalogue?use=premises_small`);
  const { items } = cataloguePage.parse(await catalogue.json());
  expect(items.find((item) => item.trackId === trackId)).toMatchObject({ tempoBpm: shown, energy });
  expect(items.find((item) => item.trackId === house.songs.rain)).toMatchObject({ tempoBpm: null, energy: null });
});

test.each(["19", "400.5", "fast", "0x50", "1e2", "-60", "12 8", "Infinity"])(
  "%j is no tempo, and the song's field says so",
  async (tempoBpm) => {
    const refused = await publish([{}, { tempoBpm }]);
    const { errors } = (await refused.json()) as Problem;
    expect([refused.status, errors]).toEqual([422, [{ path: "tracks.1.tempoBpm", rule: "not_a_tempo" }]]);
  },
);

test("a release has the loudness of all its songs together, told with each of them", async () => {
  const blocks: LoudnessBlocks[] = [[[-200, 300]], [[-140, 100]]];
  const trackId = await firstOf(await publish([{}, {}], blocks));
  const { loudness, releaseLoudness: told } = await see<Listening>(`/api/songs/${trackId}/listen`);
  const measuredSongs = blocks.map((loudnessBlocks) => ({ loudness, loudnessBlocks }));
  expect(told).toEqual(releaseLoudness(measuredSongs));
  expect(told?.integratedLufs).toBeCloseTo(-17.58, 2);
});

test("a release with a song of which nothing was kept has no loudness of its own", async () => {
  const trackId = await firstOf(await publish([{}, {}], [[[-200, 300]], null]));
  expect(await see<Listening>(`/api/songs/${trackId}/listen`)).toMatchObject({ releaseLoudness: null });
});
