import type { DownloadView } from "@songkeeper/contracts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { refusal } from "../testing/in-words.ts";
import { doJobs, draftTrackOf, musicianBy } from "../testing/musician.ts";
import { pictureFile } from "../testing/picture-file.ts";
import { answerOf, openSongMarket, type SongMarket } from "../testing/song-market.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json } from "../testing/test-player.ts";
import { waveFile } from "../testing/wave-file.ts";

const DAY = 86_400_000;
const upload = waveFile({ seconds: 4 });

let market: SongMarket;
let song: string;
let buyer: SongMarket["buyer"];
let buyers = 0;
beforeAll(async () => {
  market = await openSongMarket();
  song = await publishUpload();
}, 60_000);
beforeEach(async () => {
  buyer = await market.join(`buyer-${++buyers}@example.com`);
});
afterAll(() => market.close());

/** A song whose file went the whole way from Mei's disk. */
async function publishUpload(): Promise<string> {
  const mei = musicianBy(market.mei.send, market.mei.userId);
  const draft = await mei.addDraft();
  const recordingId = await mei.upload(draft.id, upload);
  const coverId = await mei.makeCover(pictureFile());
  await doJobs(market.services);
  const body = { title: "雨季", artist: "林月", coverId, tracks: [draftTrackOf(recordingId)], declared: true };
  const published = await mei.publish(draft.id, await mei.save(draft.id, body));
  const { trackIds } = await answerOf<{ trackIds: string[] }>(published);
  return trackIds[0] ?? "";
}

const ask = (format: string, by = buyer) => by.send(`/api/library/${song}/downloads`, json("POST", { format }));
async function ready(format: string): Promise<DownloadView & { url: string }> {
  expect(await answerOf<DownloadView>(await ask(format))).toMatchObject({ state: "making", url: null, bytes: null });
  await doJobs(market.services);
  const view = await answerOf<DownloadView>(await ask(format));
  if (view.url === null) throw new Error(`${format} is ${view.state}`);
  return { ...view, url: view.url };
}
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const buy = () => market.buy({ [song]: 800_000n }, { by: buyer });
const refund = (orderId: string) => market.refund(orderId, buyer);

test("a bought song is downloaded as FLAC and AAC with its names in it, and as the untouched upload", async () => {
  const order = await buy();
  const flac = await ready("flac");
  expect(flac.fileName).toBe("01 听雨 - 林月.flac");
  const response = await market.send(flac.url);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "audio/flac"]);
  expect(response.headers.get("content-disposition")).toBe(
    "attachment; filename=\"01 __ - __.flac\"; filename*=UTF-8''01%20%E5%90%AC%E9%9B%A8%20-%20%E6%9E%97%E6%9C%88.flac",
  );
  const file = await bytesOf(response);
  expect(file.length).toBe(flac.bytes);
  expect(file.subarray(0, 4).toString()).toBe("fLaC");
  for (const word of ["听雨", "林月", "雨季", "周墨", order.id]) expect(file.includes(word)).toBe(true);
  const aac = await bytesOf(await market.send((await ready("aac")).url));
  expect(aac.subarray(4, 8).toString()).toBe("ftyp");
  expect(aac.includes(order.id)).toBe(true);
  const original = await answerOf<DownloadView>(await ask("original"));
  expect(original).toMatchObject({ state: "ready", fileName: "01 听雨 - 林月.wav", bytes: upload.length });
  expect(Buffer.compare(await bytesOf(await market.send(original.url ?? "")), upload)).toBe(0);
}, 60_000);

test.each([
  { format: "wav", name: "01 听雨 - 林月.wav", type: "audio/wav", kbps: null, begins: "RIFF" },
  { format: "mp3", name: "01 听雨 - 林月.mp3", type: "audio/mpeg", kbps: null, begins: "ID3" },
  { format: "opus", name: "01 听雨 - 林月.opus", type: "audio/ogg", kbps: 160, begins: "OggS" },
])(
  "a bought song is downloaded as $format with its names and its order in it",
  async ({ format, ...told }) => {
    const order = await buy();
    const view = await ready(format);
    expect([view.fileName, view.kbps]).toEqual([told.name, told.kbps]);
    const response = await market.send(view.url);
    expect([response.status, response.headers.get("content-type")]).toEqual([200, told.type]);
    const file = await bytesOf(response);
    expect(file.length).toBe(view.bytes);
    expect(file.subarray(0, told.begins.length).toString()).toBe(told.begins);
    for (const word of ["听雨", "林月", "雨季", "周墨", order.id]) expect(file.includes(word)).toBe(true);
  },
  60_000,
);

test("how far a file is can be asked without asking for it", async () => {
  const look = (format: string) => buyer.send(`/api/library/${song}/downloads/${format}`);
  expect(await refusal(await look("mp3"))).toBe("404 not_found");
  await buy();
  expect(await refusal(await look("mp3"))).toBe("404 not_found");
  expect(await answerOf<DownloadView>(await look("original"))).toMatchObject({ state: "ready" });
  await ask("mp3");
  expect(await answerOf<DownloadView>(await look("mp3"))).toMatchObject({ state: "making", url: null });
  await doJobs(market.services);
  expect(await answerOf<DownloadView>(await look("mp3"))).toMatchObject({ state: "ready", bytes: expect.any(Number) });
  expect(await refusal(await look("midi"))).toBe("404 not_found");
}, 60_000);

test("a file is made once, however often it is asked for", async () => {
  const { id } = await buy();
  await Promise.all(Array.from({ length: 10 }, () => ask("flac")));
  await doJobs(market.services);
  await ask("flac");
  const jobs = (await rowsOf(market.services.database.db, "job")) as { dedupe: string }[];
  expect(jobs.filter(({ dedupe }) => dedupe === `${id}.0.flac`)).toHaveLength(1);
}, 60_000);

test("a download goes on where it was cut off, and a delivery is noted with its first byte", async () => {
  const { id } = await buy();
  const deliveredAt = async () => (await market.view(id, buyer)).deliveredAt;
  const { url, bytes } = await ready("flac");
  const head = await market.send(url, { method: "HEAD" });
  const etag = head.headers.get("etag") ?? "";
  expect([head.status, head.headers.get("content-length"), await deliveredAt()]).toEqual([200, `${bytes}`, null]);
  const first = await market.send(url, { headers: { range: "bytes=0-999" } });
  expect([first.status, await deliveredAt()]).toEqual([206, market.services.now().toISOString()]);
  const rest = await market.send(url, { headers: { range: "bytes=1000-", "if-range": etag } });
  expect(rest.headers.get("content-range")).toBe(`bytes 1000-${(bytes ?? 0) - 1}/${bytes}`);
  const whole = await bytesOf(await market.send(url));
  expect(Buffer.compare(Buffer.concat([await bytesOf(first), await bytesOf(rest)]), whole)).toBe(0);
  const other = await market.send(url, { headers: { range: "bytes=1000-", "if-range": '"other"' } });
  expect(other.status).toBe(200);
  expect((await market.send(url, { headers: { "if-none-match": etag } })).status).toBe(304);
}, 60_000);

test("what was downloaded is not given back, and what was given back is not downloaded", async () => {
  const order = await buy();
  const { url } = await ready("flac");
  await refund(order.id);
  expect(await refusal(await market.send(url))).toBe("404 not_found");
  expect(await refusal(await ask("flac"))).toBe("404 not_found");
  const again = await buy();
  expect((await market.send((await ready("flac")).url)).status).toBe(200);
  expect(await refusal(await refund(again.id))).toBe("409 already_delivered");
}, 60_000);

test("an address works for a day, unaltered, and only buyers get one", async () => {
  await buy();
  const { url } = await answerOf<{ url: string }>(await ask("original"));
  market.moveClock(DAY - 1_000);
  expect((await market.send(url)).status).toBe(200);
  expect((await market.send(url, { method: "POST" })).status).toBe(405);
  expect(await refusal(await market.send(url.replace("/d/", "/d/x")))).toBe("404 not_found");
  market.moveClock(1_000);
  expect(await refusal(await market.send(url))).toBe("404 not_found");
  expect(await refusal(await ask("original", market.mei))).toBe("404 not_found");
  expect(await refusal(await market.send(`/api/library/${song}/downloads`, json("POST", { format: "aac" })))).toBe(
    "401 not_signed_in",
  );
}, 60_000);

test("a song that was withdrawn after it was bought is kept", async () => {
  await buy();
  await market.mei.send(`/api/tracks/${song}/withdraw`, json("POST", {}));
  expect((await market.send((await ready("aac")).url)).status).toBe(200);
  await market.mei.send(`/api/tracks/${song}/restore`, json("POST", {}));
}, 60_000);

test("a file that cannot be made is given up, and made anew when it is asked for again", async () => {
  const { id } = await buy();
  const { db } = market.services.database;
  const [recording] = await db.selectFrom("track").select("recording_id").where("id", "=", song).execute();
  const object = `media/${recording?.recording_id}/flac.mp4`;
  const size = (await market.services.objects.size(object)) ?? 0;
  const rendition = await bytesOf(new Response(market.services.objects.read(object, 0, size - 1)));
  await market.services.objects.remove(object);
  const quiet = { ...market.services, log: { ...market.services.log, error: () => undefined } };
  await ask("flac");
  for (let attempt = 0; attempt < 4; attempt++) {
    await doJobs(quiet);
    market.moveClock(60_000);
  }
  const made = db.selectFrom("download").select("state").where("order_id", "=", id);
  expect(await made.execute()).toEqual([{ state: "failed" }]);
  const look = await buyer.send(`/api/library/${song}/downloads/flac`);
  expect(await answerOf<DownloadView>(look)).toMatchObject({ state: "failed", url: null });
  await market.services.objects.put(object, rendition);
  expect((await market.send((await ready("flac")).url)).status).toBe(200);
}, 60_000);
