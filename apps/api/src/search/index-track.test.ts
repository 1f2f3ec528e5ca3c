import { searchTerms } from "@songkeeper/catalog";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listMatches, type SearchFields, type SearchKind } from "../db/search-index.ts";
import { publishSong } from "../testing/published-song.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { indexTrack } from "./index-track.ts";

let services: TestServices;
beforeEach(async () => {
  services = await openTestServices();
});
afterEach(() => services.close());

function find(text: string, kind: SearchKind = "song", field: keyof SearchFields = "body"): Promise<string[]> {
  return services.transact((tx) => listMatches(tx, { kind, field, terms: searchTerms(text), limit: 10 }));
}

test("a published song is found by its names and words, its release and artist by theirs", async () => {
  const { trackId, releaseId, artistId } = await publishSong(services, {
    title: "江南夜雨 Night Rain",
    release: "山居",
    lyrics: "小桥流水\nunder the old bridge",
  });
  for (const text of ["夜雨", "night", "NIGH", "林小满", "山居 rain", "雨 小满"])
    expect([text, await find(text)]).toEqual([text, [trackId]]);
  for (const text of ["雨夜", "bridge", "night snow"]) expect([text, await find(text)]).toEqual([text, []]);
  expect(await find("流水", "song", "lyrics")).toEqual([trackId]);
  expect(await find("old brid", "song", "lyrics")).toEqual([trackId]);
  expect(await find("山居", "release")).toEqual([releaseId]);
  expect(await find("小满", "release")).toEqual([releaseId]);
  expect(await find("小满", "artist")).toEqual([artistId]);
  expect(await find("夜雨", "artist")).toEqual([]);
});

test("a withdrawn song is no longer found, nor its release once all its songs are gone, until it comes back", async () => {
  const first = await publishSong(services, { title: "第一首" });
  const second = await publishSong(services, { title: "第二首", releaseId: first.releaseId, trackNumber: 2 });
  const withdraw = (trackId: string, at: string | null) =>
    services.transact(async (tx) => {
      await tx.updateTable("track").set({ withdrawn_at: at }).where("id", "=", trackId).execute();
      await indexTrack(tx, trackId);
    });
  await withdraw(first.trackId, services.now().toISOString());
  expect([await find("第一首"), await find("山居", "release")]).toEqual([[], [first.releaseId]]);
  await withdraw(second.trackId, services.now().toISOString());
  expect([await find("山居", "release"), await find("小满", "artist")]).toEqual([[], []]);
  await withdraw(first.trackId, null);
  expect([await find("第一首"), await find("山居", "release")]).toEqual([[first.trackId], [first.releaseId]]);
});

test("a song that is indexed again is found once, by what is said of it now", async () => {
  const { trackId } = await publishSong(services, { title: "旧名" });
  await services.transact(async (tx) => {
    await tx.updateTable("track_version").set({ title: "新名" }).where("track_id", "=", trackId).execute();
    await indexTrack(tx, trackId);
    await indexTrack(tx, trackId);
  });
  expect([await find("旧名"), await find("新名")]).toEqual([[], [trackId]]);
});

test("a song from before uploads is in no release, and nobody searches for it", async () => {
  await services.transact((tx) => indexTrack(tx, "nothing"));
  expect(await find("nothing")).toEqual([]);
});
