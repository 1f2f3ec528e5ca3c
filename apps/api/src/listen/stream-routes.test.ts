import { randomUUID } from "node:crypto";
import type { Listening } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { refusal } from "../testing/in-words.ts";
import { buySong, type PublishedSong, publishSong, type SongTold, withdrawSong } from "../testing/published-song.ts";
import { bodyOf, SONG_FILES, streamFolder } from "../testing/song-files.ts";
import { openTeaHouse, signUp, type TeaHouse } from "../testing/tea-house.ts";
import type { Send } from "../testing/test-player.ts";
import { auditionUrl } from "./audition-url.ts";
import type { StreamToken } from "./stream-token.ts";

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

function publish(told: SongTold = {}): Promise<PublishedSong> {
  return publishSong(house.services, { files: SONG_FILES, ...told });
}

/** The address of a stream's folder, as the song's page would be given it. */
async function folderOf(trackId: string, send: Send = house.send): Promise<string> {
  const response = await send(`/api/songs/${trackId}/listen`);
  const { playlistUrl } = (await response.json()) as Listening;
  return playlistUrl.slice(0, playlistUrl.lastIndexOf("/"));
}

function tokenFor(song: PublishedSong, differs?: Partial<StreamToken>): string {
  return streamFolder(house.services, song, differs);
}

test("a visitor streams a whole song at standard quality, byte for byte, and nothing of the lossless one", async () => {
  const song = await publish();
  const folder = await folderOf(song.trackId);
  const master = await house.send(`${folder}/master.m3u8`);
  expect(master.headers.get("content-type")).toBe("application/vnd.apple.mpegurl");
  expect(master.headers.get("cache-control")).toBe("no-store");
  const text = await master.text();
  expect(text).toContain('CODECS="mp4a.40.2"');
  expect(text).toContain("\naac128.m3u8\n");
  expect(text).not.toContain("flac");
  const playlist = await house.send(`${folder}/aac128.m3u8`);
  expect(await playlist.text()).toBe("#EXTM3U\n# aac128.m3u8\n");
  const whole = await house.send(`${folder}/aac128.mp4`);
  expect([whole.status, whole.headers.get("content-type")]).toEqual([200, "audio/mp4"]);
  expect(await bodyOf(whole)).toEqual(SONG_FILES["aac128.mp4"]);
  for (const name of ["flac.m3u8", "flac.mp4"])
    expect(await refusal(await house.send(`${folder}/${name}`))).toBe("404 not_found");
});

test.each([
  { range: "bytes=0-0", start: 0, end: 0 },
  { range: "bytes=999-65536", start: 999, end: 65_536 },
  { range: "bytes=131072-", start: 131_072, end: 299_999 },
  { range: "bytes=-1", start: 299_999, end: 299_999 },
  { range: "bytes=299999-400000", start: 299_999, end: 299_999 },
])("the part $range of a stream is that part exactly", async ({ range, start, end }) => {
  const song = await publish();
  const answer = await house.send(`${await folderOf(song.trackId)}/aac128.mp4?i`, { headers: { range } });
  expect([answer.status, answer.headers.get("content-range")]).toEqual([206, `bytes ${start}-${end}/300000`]);
  expect(answer.headers.get("content-length")).toBe(String(end - start + 1));
  expect(await bodyOf(answer)).toEqual(SONG_FILES["aac128.mp4"]?.slice(start, end + 1));
});

test("a stream is asked about before it is fetched: its length, what is known of it, and what it has not", async () => {
  const song = await publish();
  const address = `${await folderOf(song.trackId)}/aac128.mp4`;
  const head = await house.send(address, { method: "HEAD" });
  const etag = head.headers.get("etag") ?? "";
  expect([head.status, head.headers.get("content-length"), head.headers.get("accept-ranges")]).toEqual([
    200,
    "300000",
    "bytes",
  ]);
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
  expect((await house.send(address, { headers: { "if-none-match": etag } })).status).toBe(304);
  const beyond = await house.send(address, { headers: { range: "bytes=300000-" } });
  expect([beyond.headers.get("content-range"), await refusal(beyond)]).toEqual([
    "bytes */300000",
    "416 range_not_satisfiable",
  ]);
  const other = await house.send(address, { headers: { range: "bytes=0-9", "if-range": '"other"' } });
  expect(other.status).toBe(200);
  expect(await refusal(await house.send(address, { method: "PUT" }))).toBe("405 method_not_allowed");
});

test("a buyer streams the lossless song, and by its first byte it is delivered", async () => {
  const song = await publish();
  const listener = await signUp(house.send, "listener@example.com");
  const orderId = await buySong(house.services, listener.userId, song.trackId);
  const folder = await folderOf(song.trackId, listener.send);
  expect(await (await house.send(`${folder}/master.m3u8`)).text()).toContain("\nflac.m3u8\n");
  const delivered = () =>
    house.services.transact((tx) =>
      tx.selectFrom("song_order").select("delivered_at").where("id", "=", orderId).executeTakeFirstOrThrow(),
    );
  for (const name of ["aac128.mp4", "flac.m3u8"]) expect((await house.send(`${folder}/${name}`)).status).toBe(200);
  expect((await house.send(`${folder}/flac.mp4`, { method: "HEAD" })).status).toBe(200);
  expect(await delivered()).toEqual({ delivered_at: null });
  expect(await bodyOf(await house.send(`${folder}/flac.mp4`))).toEqual(SONG_FILES["flac.mp4"]);
  expect(await delivered()).toEqual({ delivered_at: "2026-03-10T02:00:00.000Z" });
});

test.each([
  { listening: "full" as const, delivered: null },
  { listening: "preview" as const, delivered: "2026-03-10T02:00:00.000Z" },
])("at standard quality a song of which everybody hears $listening is delivered: $delivered", async (row) => {
  const song = await publish({ listening: row.listening });
  const listener = await signUp(house.send, "listener@example.com");
  const orderId = await buySong(house.services, listener.userId, song.trackId);
  const folder = await folderOf(song.trackId, listener.send);
  expect((await house.send(`${folder}/aac128.mp4`, { headers: { range: "bytes=0-9" } })).status).toBe(206);
  const { delivered_at } = await house.services.transact((tx) =>
    tx.selectFrom("song_order").select("delivered_at").where("id", "=", orderId).executeTakeFirstOrThrow(),
  );
  expect(delivered_at).toBe(row.delivered);
});

test("who buys a song in the middle of hearing it hears it lossless at once", async () => {
  const song = await publish();
  const listener = await signUp(house.send, "listener@example.com");
  const before = await folderOf(song.trackId, listener.send);
  expect((await house.send(`${before}/aac128.mp4`)).status).toBe(200);
  await buySong(house.services, listener.userId, song.trackId);
  const folder = await folderOf(song.trackId, listener.send);
  for (const name of ["master.m3u8", "flac.m3u8", "flac.mp4"])
    expect([name, (await house.send(`${folder}/${name}`)).status]).toEqual([name, 200]);
});

test("a song whose price was given back stops within ten seconds, and its lossless file at once", async () => {
  const song = await publish();
  const listener = await signUp(house.send, "listener@example.com");
  const orderId = await buySong(house.services, listener.userId, song.trackId);
  const folder = await folderOf(song.trackId, listener.send);
  expect((await house.send(`${folder}/aac128.mp4`)).status).toBe(200);
  const at = house.services.now().toISOString();
  await house.services.transact(async (tx) => {
    await tx.updateTable("ownership").set({ ended_at: at }).where("order_id", "=", orderId).execute();
    await tx.updateTable("song_order").set({ state: "refunded", refunded_at: at }).where("id", "=", orderId).execute();
  });
  expect((await house.send(`${folder}/flac.mp4`)).status).toBe(404);
  house.moveClock(10_000);
  for (const name of ["master.m3u8", "aac128.m3u8", "aac128.mp4", "flac.m3u8", "flac.mp4"])
    expect([name, (await house.send(`${folder}/${name}`)).status]).toEqual([name, 404]);
});

test("a song that is withdrawn stops within ten seconds, its preview too, but not for who bought it", async () => {
  const song = await publish();
  const listener = await signUp(house.send, "listener@example.com");
  await buySong(house.services, listener.userId, song.trackId);
  const [theirs, everybodys] = [await folderOf(song.trackId, listener.send), await folderOf(song.trackId)];
  const preview = `/previews/${song.recordingId}/20000/preview.mp4`;
  for (const address of [`${theirs}/aac128.mp4`, `${everybodys}/aac128.mp4`, preview])
    expect((await house.send(address)).status).toBe(200);
  await withdrawSong(house.services, song.trackId);
  house.moveClock(10_000);
  expect((await house.send(`${theirs}/flac.mp4`)).status).toBe(200);
  for (const address of [`${everybodys}/aac128.mp4`, `${everybodys}/master.m3u8`, preview])
    expect((await house.send(address)).status).toBe(404);
});

test("of a song with previews only nobody but its people gets a byte of the whole", async () => {
  const song = await publish({ listening: "preview", prices: { premises_small: "0" } });
  const listener = await signUp(house.send, "listener@example.com");
  const shown = await Promise.all(
    [`/api/songs/${song.trackId}`, `/api/songs/${song.trackId}/listen`, "/api/home", "/api/search?q=雨"].map(
      async (path) => (await listener.send(path)).text(),
    ),
  );
  const catalogue = await house.asOwner(`/api/shops/${house.shop.id}/catalogue?use=premises_small`);
  shown.push(await catalogue.text());
  const addresses = shown.flatMap((text) => text.match(/\/(?:m|previews|waveforms)\/[^"]+/g) ?? []);
  expect(addresses).toContain(`/previews/${song.recordingId}/20000/preview.m3u8`);
  expect(addresses).toContain(`/previews/${song.recordingId}/preview.mp4`);
  const folders = addresses.map((address) => address.slice(0, address.lastIndexOf("/")));
  for (const folder of new Set(folders.filter((address) => address.includes(song.recordingId))))
    for (const name of ["master.m3u8", "aac128.m3u8", "aac128.mp4", "flac.m3u8", "flac.mp4"])
      expect([folder, name, (await house.send(`${folder}/${name}`)).status]).toEqual([folder, name, 404]);
  // Not even with a token that we signed ourselves, once the musician lets only previews be heard.
  for (const name of ["master.m3u8", "aac128.m3u8", "aac128.mp4"])
    expect((await house.send(`${tokenFor(song)}/${name}`)).status).toBe(404);
});

test("a shop hears as much of a song before it takes it as everybody does, and all of it by its lease", async () => {
  const full = await publish({ title: "全", prices: { premises_small: "0" } });
  const catalogue = await house.asOwner(`/api/shops/${house.shop.id}/catalogue?use=premises_small`);
  const { items } = (await catalogue.json()) as { items: { trackId: string; listenUrl: string }[] };
  const listenUrl = items.find(({ trackId }) => trackId === full.trackId)?.listenUrl ?? "";
  expect(listenUrl).toMatch(/^\/m\/[^/]+\/track\.mp4$/);
  const heard = await house.send(listenUrl);
  expect([heard.headers.get("content-type"), await bodyOf(heard)]).toEqual(["audio/mp4", SONG_FILES["aac128.mp4"]]);
  expect(items.find(({ trackId }) => trackId === house.songs.rain)?.listenUrl).toMatch(/\/track\.wav$/);
  expect((await house.send(listenUrl.replace(/mp4$/, "wav"))).status).toBe(404);
});

test.each([
  { what: "an expired leave", differs: { expiresAt: new Date("2026-03-10T02:00:00.000Z") } },
  { what: "a leave for another song's recording", differs: { recordingId: randomUUID() } },
  { what: "a leave for another song", differs: { trackId: randomUUID() } },
  { what: "a visitor's leave to hear it lossless", differs: { tier: "lossless" as const } },
  { what: "a stranger's leave to hear an upload", differs: { trackId: null, userId: "stranger" } },
])("$what finds nothing", async ({ differs }) => {
  const song = await publish();
  for (const name of ["master.m3u8", "aac128.mp4", "flac.mp4"])
    expect([name, (await house.send(`${tokenFor(song, differs)}/${name}`)).status]).toEqual([name, 404]);
});

test("leave to hear one song opens no other one's recording", async () => {
  const [song, other] = [await publish({ title: "全" }), await publish({ title: "半", listening: "preview" })];
  expect((await house.send(`${tokenFor(song)}/aac128.mp4`)).status).toBe(200);
  const mixed = tokenFor(song, { recordingId: other.recordingId });
  for (const name of ["master.m3u8", "aac128.mp4"]) expect((await house.send(`${mixed}/${name}`)).status).toBe(404);
});

test("a musician hears an own recording before it is published, and nobody else by that address once it is another's", async () => {
  const song = await publish({ ownerId: "musician", listening: "preview" });
  const of = { recordingId: song.recordingId, userId: "musician", durationMs: 60_000 };
  const folder = auditionUrl(house.services.secrets.media, of, house.services.now()).replace("/master.m3u8", "");
  await house.services.transact((tx) =>
    tx.updateTable("track").set({ release_id: null }).where("id", "=", song.trackId).execute(),
  );
  expect(await (await house.send(`${folder}/master.m3u8`)).text()).toContain("flac.m3u8");
  expect(await bodyOf(await house.send(`${folder}/flac.mp4`))).toEqual(SONG_FILES["flac.mp4"]);
  expect((await house.send(`/previews/${song.recordingId}/preview.mp4`)).status).toBe(404);
  const others = auditionUrl(house.services.secrets.media, { ...of, userId: "other" }, house.services.now());
  expect((await house.send(others)).status).toBe(404);
});

test("a song from a lossy master has no lossless stream, whoever asks", async () => {
  const { "flac.mp4": _, "flac.m3u8": __, ...lossy } = SONG_FILES;
  const song = await publish({ ownerId: "musician", lossless: false, files: lossy });
  const folder = tokenFor(song, { userId: "musician", tier: "lossless" });
  const master = await (await house.send(`${folder}/master.m3u8`)).text();
  expect([master.includes("aac128.m3u8"), master.includes("flac")]).toEqual([true, false]);
  expect((await house.send(`${folder}/flac.mp4`)).status).toBe(404);
});
