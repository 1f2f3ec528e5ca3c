import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buySong, type PublishedSong, publishSong, type SongTold } from "../testing/published-song.ts";
import { bodyOf, SONG_FILES, streamFolder } from "../testing/song-files.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";
import { STREAM_TIERS } from "./stream-token.ts";

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

const RUNGS = ["aac64", "aac128", "aac256", "flac"];
const FILES = RUNGS.flatMap((rung) => [`${rung}.m3u8`, `${rung}.mp4`]);
const STANDARD = ["aac64.m3u8", "aac64.mp4", "aac128.m3u8", "aac128.mp4"];

function publish(told: SongTold = {}): Promise<PublishedSong> {
  return publishSong(house.services, { files: SONG_FILES, ...told });
}

/** The folder of a stream at a tier for somebody who may have it: the musician has everything. */
function folderOf(song: PublishedSong, tier: (typeof STREAM_TIERS)[number]): string {
  return streamFolder(house.services, song, { tier, userId: "musician" });
}

async function levelsOf(folder: string): Promise<string[]> {
  const text = await (await house.send(`${folder}/master.m3u8`)).text();
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
}

test.each(STREAM_TIERS)("of a %s stream there are exactly the files of its tier, by GET and by HEAD", async (tier) => {
  const folder = folderOf(await publish(), tier);
  for (const name of FILES) {
    const status = tier === "lossless" || STANDARD.includes(name) ? 200 : 404;
    const answers = [await house.send(`${folder}/${name}`), await house.send(`${folder}/${name}`, { method: "HEAD" })];
    expect([name, ...answers.map((answer) => answer.status)]).toEqual([name, status, status]);
    const [body, head] = await Promise.all(answers.map(bodyOf));
    expect(head).toHaveLength(0);
    if (status === 200) expect([name, body]).toEqual([name, Uint8Array.from(SONG_FILES[name] ?? [])]);
  }
});

test.each([
  { tier: "standard" as const, levels: ["aac64.m3u8", "aac128.m3u8"] },
  { tier: "lossless" as const, levels: ["aac64.m3u8", "aac128.m3u8", "aac256.m3u8", "flac.m3u8"] },
])("the playlist of a $tier stream lists its tier's renditions, the smallest first", async ({ tier, levels }) => {
  expect(await levelsOf(folderOf(await publish(), tier))).toEqual(levels);
});

test("a recording from before there were more renditions goes on with those that it has", async () => {
  const { "aac64.mp4": _, "aac64.m3u8": __, "aac256.mp4": ___, "aac256.m3u8": ____, ...files } = SONG_FILES;
  const folder = folderOf(await publish({ files }), "lossless");
  expect(await levelsOf(folder)).toEqual(["aac128.m3u8", "flac.m3u8"]);
  expect((await house.send(`${folder}/aac128.mp4`)).status).toBe(200);
  for (const name of ["aac64.mp4", "aac256.m3u8"]) expect((await house.send(`${folder}/${name}`)).status).toBe(404);
});

test("a range of a paid file is refused to a standard stream like the whole of it", async () => {
  const folder = folderOf(await publish(), "standard");
  for (const name of ["aac256.mp4", "flac.mp4"])
    for (const range of ["bytes=0-0", "bytes=-1", "bytes=100-200,300-400"])
      expect((await house.send(`${folder}/${name}`, { headers: { range } })).status).toBe(404);
});

test("every file of a recording has an address of its own, and other names of it find nothing", async () => {
  const song = await publish();
  const folder = folderOf(song, "lossless");
  const odd = `preview.mp4 preview.m3u8 overview.dat waveform.dat fingerprint.bin cover-1400.jpg ..%2fflac.mp4
    %2e%2e/flac.mp4 ./../flac.mp4 .flac.mp4 flac.mp4. flac.mp4%00 FLAC.mp4 aac128.mp4/ aac128 aac aac12.mp4 aac1280.mp4
    aac128.mp4.part aac64aac128.mp4 .env`.split(/\s+/);
  for (const name of odd) expect([name, (await house.send(`${folder}/${name}`)).status]).toEqual([name, 404]);
  for (const name of FILES)
    for (const address of [`/previews/${song.recordingId}/${name}`, `/previews/${song.recordingId}/20000/${name}`])
      expect([address, (await house.send(address)).status]).toEqual([address, 404]);
});

test.each(FILES)("%s is gone once its token has expired, and there for no token of another song", async (name) => {
  const song = await publish();
  const folder = folderOf(song, "lossless");
  const other = streamFolder(house.services, song, { recordingId: randomUUID(), tier: "lossless", userId: "musician" });
  expect((await house.send(`${folder}/${name}`)).status).toBe(200);
  expect((await house.send(`${other}/${name}`)).status).toBe(404);
  house.moveClock(60_000);
  for (const method of ["GET", "HEAD"]) expect((await house.send(`${folder}/${name}`, { method })).status).toBe(404);
});

test("whoever was given the money back hears what everybody hears, and nothing more of what they had a token for", async () => {
  const song = await publish();
  const orderId = await buySong(house.services, "listener", song.trackId);
  const bought = streamFolder(house.services, song, { tier: "lossless", userId: "listener" });
  const everybodys = streamFolder(house.services, song, { userId: "listener" });
  expect((await house.send(`${bought}/aac256.m3u8`)).status).toBe(200);
  const at = house.services.now().toISOString();
  await house.services.transact(async (tx) => {
    await tx.updateTable("ownership").set({ ended_at: at }).where("order_id", "=", orderId).execute();
    await tx.updateTable("song_order").set({ state: "refunded", refunded_at: at }).where("id", "=", orderId).execute();
  });
  for (const name of ["aac256.mp4", "flac.mp4"]) expect((await house.send(`${bought}/${name}`)).status).toBe(404);
  house.moveClock(10_000);
  for (const name of FILES) expect([name, (await house.send(`${bought}/${name}`)).status]).toEqual([name, 404]);
  for (const name of STANDARD) expect([name, (await house.send(`${everybodys}/${name}`)).status]).toEqual([name, 200]);
});
