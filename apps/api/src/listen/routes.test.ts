import type { ArtistPage, Home, Listening, ReleasePage, SongPage } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refusal } from "../testing/in-words.ts";
import { buySong, publishSong, withdrawSong } from "../testing/published-song.ts";
import { openTeaHouse, signUp, type TeaHouse } from "../testing/tea-house.ts";
import { json, type Send, withHeaders } from "../testing/test-player.ts";

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

async function see<T>(path: string, send: Send = house.send): Promise<T> {
  const response = await send(path);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
}

const CREDITS = [
  { role: "lyricist" as const, name: "周墨", perMille: 1000 },
  { role: "composer" as const, name: "林小满", perMille: 333 },
  { role: "composer" as const, name: "何山", perMille: 667 },
  { role: "recording" as const, name: "林小满", perMille: 1000 },
];

test("a song's page says who is given what of its price, to the last micro", async () => {
  const { trackId, recordingId, releaseId, artistId } = await publishSong(house.services, {
    title: "江南夜雨",
    release: "山居",
    coverId: "abc123",
    credits: CREDITS,
    lyrics: "小桥流水",
    timedLyrics: "[00:12.50]小桥\n[00:10]流水",
    prices: { premises_small: "20000", web: "2000" },
  });
  const page = await see<SongPage>(`/api/songs/${trackId}`);
  expect(page.song).toEqual({
    id: trackId,
    title: "江南夜雨",
    artist: { id: artistId, name: "林小满" },
    release: { id: releaseId, title: "山居" },
    coverId: "abc123",
    color: "#336655",
    durationMs: 60_000,
    listening: "full",
    ai: "none",
    lossless: true,
    sale: { mode: "fixed", amountMicro: "800000" },
    forSale: true,
    owned: false,
  });
  expect(page.credits.map(({ role, name, shareMicro, joined }) => [role, name, shareMicro, joined])).toEqual([
    ["lyricist", "周墨", "80000", false],
    ["composer", "林小满", "26640", false],
    ["composer", "何山", "53360", false],
    ["recording", "林小满", "640000", false],
  ]);
  expect(page).toMatchObject({
    origin: "original",
    isrc: null,
    lyrics: "小桥流水",
    timedLyrics: [
      { atMs: 10_000, text: "流水" },
      { atMs: 12_500, text: "小桥" },
    ],
    publishedAt: "2026-03-10T02:00:00.000Z",
    usePrices: [
      { use: "premises_small", feeMicro: "20000" },
      { use: "web", feeMicro: "2000" },
    ],
    waveformUrl: `/waveforms/${recordingId}/overview.dat`,
    moreByArtist: [],
  });
});

test("releases and artists show what can be heard, in order", async () => {
  const first = await publishSong(house.services, { title: "一", coverId: "c0ver" });
  const second = await publishSong(house.services, { title: "二", releaseId: first.releaseId, trackNumber: 2 });
  house.moveClock(1_000);
  const single = await publishSong(house.services, { title: "三", release: "单曲" });
  const release = await see<ReleasePage>(`/api/releases/${first.releaseId}`);
  expect(release.release).toMatchObject({ title: "山居", kind: "ep", tracks: 2, coverId: "c0ver" });
  expect(release.songs.map(({ title }) => title)).toEqual(["一", "二"]);
  const artist = await see<ArtistPage>(`/api/artists/${first.artistId}`);
  expect(artist.artist).toEqual({ id: first.artistId, name: "林小满", coverId: "c0ver", releases: 2 });
  expect(artist.releases.map(({ title, kind }) => [title, kind])).toEqual([
    ["单曲", "single"],
    ["山居", "ep"],
  ]);
  expect(artist.songs.map(({ title }) => title)).toEqual(["三", "一", "二"]);
  expect((await see<SongPage>(`/api/songs/${single.trackId}`)).moreByArtist.map(({ title }) => title)).toEqual([
    "一",
    "二",
  ]);
  await withdrawSong(house.services, second.trackId);
  expect((await see<ReleasePage>(`/api/releases/${first.releaseId}`)).release).toMatchObject({
    kind: "single",
    tracks: 1,
  });
  await withdrawSong(house.services, first.trackId);
  expect(await refusal(await house.send(`/api/releases/${first.releaseId}`))).toBe("404 not_found");
  expect((await see<ArtistPage>(`/api/artists/${first.artistId}`)).artist.releases).toBe(1);
  await withdrawSong(house.services, single.trackId);
  expect(await refusal(await house.send(`/api/artists/${first.artistId}`))).toBe("404 not_found");
  expect(await see<Home>("/api/home")).toEqual({ newReleases: [], newSongs: [], inShops: [] });
});

test("home shows what came last, and what players say that they play", async () => {
  const old = await publishSong(house.services, { title: "旧" });
  house.moveClock(1_000);
  await publishSong(house.services, { title: "新", release: "新碟" });
  const player = await house.pair();
  const tell = (said: object) =>
    house.send(
      `/api/devices/${player.deviceId}/now-playing`,
      withHeaders(json("PUT", said), { authorization: `Bearer ${player.token}` }),
    );
  const titles = async () => {
    const shown = await see<Home>("/api/home");
    return [shown.newReleases, shown.newSongs, shown.inShops].map((list) => list.map(({ title }) => title).join(" "));
  };
  expect(await titles()).toEqual(["新碟 山居", "新 旧", ""]);
  expect((await tell({ trackId: old.trackId, state: "playing", positionMs: 0 })).status).toBeLessThan(300);
  expect(await titles()).toEqual(["新碟 山居", "新 旧", "旧"]);
  house.moveClock(3_600_001);
  expect((await titles())[2]).toBe("");
  // It is heard of again, but not of what it plays.
  await player.takeLease();
  const delivered = await player.deliver(
    player.seal([house.hear(player, { trackId: house.songs.wind, heardMs: 9_000 })]),
  );
  expect([delivered.status, (await titles())[2]]).toEqual([200, ""]);
  await tell({ trackId: old.trackId, state: "paused", positionMs: 0 });
  expect((await titles())[2]).toBe("");
  await tell({ trackId: house.songs.rain, state: "playing", positionMs: 0 });
  expect((await titles())[2]).toBe("");
});

test("no shop is named where what shops play is shown", async () => {
  const { trackId } = await publishSong(house.services);
  const player = await house.pair();
  const said = json("PUT", { trackId, state: "playing", positionMs: 0 });
  await house.send(
    `/api/devices/${player.deviceId}/now-playing`,
    withHeaders(said, { authorization: `Bearer ${player.token}` }),
  );
  const text = JSON.stringify(await see<Home>("/api/home"));
  expect(text).toContain(trackId);
  for (const secret of [house.shop.id, house.shop.name, house.zone.id, house.zone.name, player.deviceId])
    expect(text).not.toContain(secret);
});

test("what a listener may hear is told with the address of it", async () => {
  const full = await publishSong(house.services, { title: "全" });
  const short = await publishSong(house.services, { title: "半", listening: "preview" });
  const listener = await signUp(house.send, "listener@example.com");
  const hear = (trackId: string, send: Send = house.send) => see<Listening>(`/api/songs/${trackId}/listen`, send);
  expect(await hear(full.trackId)).toEqual({
    trackId: full.trackId,
    tier: "standard",
    playlistUrl: expect.stringMatching(/^\/m\/[^/]+\/master\.m3u8$/),
    expiresAt: "2026-03-10T02:17:00.000Z",
    durationMs: 60_000,
    startMs: 0,
    loudness: { integratedLufs: -14, rangeLu: 6, truePeakDbtp: -1.5 },
    releaseLoudness: null,
    waveformUrl: `/waveforms/${full.recordingId}/overview.dat`,
  });
  expect(await hear(short.trackId, listener.send)).toMatchObject({
    tier: "preview",
    playlistUrl: `/previews/${short.recordingId}/20000/preview.m3u8`,
    expiresAt: null,
    durationMs: 30_000,
    startMs: 20_000,
  });
  await buySong(house.services, listener.userId, short.trackId);
  expect(await hear(short.trackId, listener.send)).toMatchObject({ tier: "lossless", startMs: 0, durationMs: 60_000 });
  expect(await hear(short.trackId)).toMatchObject({ tier: "preview" });
  expect((await see<SongPage>(`/api/songs/${short.trackId}`, listener.send)).song.owned).toBe(true);
  expect((await see<SongPage>(`/api/songs/${short.trackId}`)).song.owned).toBe(false);
});

test("who uploaded a song and who is credited in it own it without buying it", async () => {
  const owner = await signUp(house.send, "musician@example.com");
  const writer = await signUp(house.send, "writer@example.com");
  const { trackId } = await publishSong(house.services, { ownerId: owner.userId, listening: "preview" });
  await house.services.transact((tx) =>
    tx.updateTable("party").set({ user_id: writer.userId }).where("name", "=", "周墨").execute(),
  );
  for (const { send } of [owner, writer]) {
    expect((await see<SongPage>(`/api/songs/${trackId}`, send)).song.owned).toBe(true);
    expect((await see<Listening>(`/api/songs/${trackId}/listen`, send)).tier).toBe("lossless");
  }
  expect((await see<SongPage>(`/api/songs/${trackId}`)).credits[0]).toMatchObject({ name: "周墨", joined: true });
});

test("a withdrawn song is there for its owner and its buyers alone, and not for sale", async () => {
  const { trackId } = await publishSong(house.services);
  const listener = await signUp(house.send, "listener@example.com");
  await buySong(house.services, listener.userId, trackId);
  await withdrawSong(house.services, trackId);
  expect(await refusal(await house.send(`/api/songs/${trackId}`))).toBe("404 not_found");
  expect(await refusal(await house.send(`/api/songs/${trackId}/listen`))).toBe("404 not_found");
  expect((await see<SongPage>(`/api/songs/${trackId}`, listener.send)).song).toMatchObject({
    forSale: false,
    owned: true,
  });
  expect((await see<Listening>(`/api/songs/${trackId}/listen`, listener.send)).tier).toBe("lossless");
});

test("a song from before uploads, and what is not there at all, is not found", async () => {
  for (const path of [
    "songs/x",
    "songs/x/listen",
    "releases/x",
    "artists/x",
    `songs/${house.songs.rain}`,
    `songs/${house.songs.rain}/listen`,
  ])
    expect([path, await refusal(await house.send(`/api/${path}`))]).toEqual([path, "404 not_found"]);
});

test("a broken session is no session: pages for everybody are shown all the same", async () => {
  const { trackId } = await publishSong(house.services);
  const response = await house.send(`/api/songs/${trackId}`, { headers: { cookie: "better-auth.session_token=x.y" } });
  expect(response.status).toBe(200);
});
