import { createHash } from "node:crypto";
import type { DownloadView, KeptRelease, ReleaseDownloadView } from "@songkeeper/contracts";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { refusal } from "../testing/in-words.ts";
import { doJobs, draftTrackOf, musicianBy } from "../testing/musician.ts";
import { pictureFile } from "../testing/picture-file.ts";
import { readZip } from "../testing/read-zip.ts";
import { answerOf, openSongMarket, type SongMarket } from "../testing/song-market.ts";
import { json } from "../testing/test-player.ts";
import { waveFile } from "../testing/wave-file.ts";

const TITLES = ["听雨", "Rain/Snow?", "听雨"];
const FOLDER = "林月 - 雨季";

let market: SongMarket;
let releaseId: string;
let songs: string[];
let buyer: SongMarket["buyer"];
let buyers = 0;
beforeAll(async () => {
  market = await openSongMarket();
  ({ releaseId, songs } = await publishAlbum());
}, 60_000);
beforeEach(async () => {
  buyer = await market.join(`buyer-${++buyers}@example.com`);
});
afterAll(() => market.close());

/** Three songs, of which two are called the same. */
async function publishAlbum() {
  const mei = musicianBy(market.mei.send, market.mei.userId);
  const draft = await mei.addDraft();
  const recordings: string[] = [];
  for (const hertz of [330, 440, 550]) recordings.push(await mei.upload(draft.id, waveFile({ seconds: 4, hertz })));
  const coverId = await mei.makeCover(pictureFile());
  await doJobs(market.services);
  const tracks = recordings.map((recordingId, at) => draftTrackOf(recordingId, { title: TITLES[at] ?? "" }));
  const revision = await mei.save(draft.id, { title: "雨季", artist: "林月", coverId, tracks, declared: true });
  const published = await answerOf<{ releaseId: string; trackIds: string[] }>(await mei.publish(draft.id, revision));
  return { releaseId: published.releaseId, songs: published.trackIds };
}

const address = () => `/api/library/releases/${releaseId}/downloads`;
const ask = (format: string, by = buyer) => by.send(address(), json("POST", { format }));
const buy = (...at: number[]) =>
  market.buy(Object.fromEntries(at.map((index) => [songs[index] ?? "", 800_000n])), { by: buyer });
async function ready(format: string): Promise<ReleaseDownloadView & { url: string; bytes: number }> {
  await ask(format);
  await doJobs(market.services);
  const view = await answerOf<ReleaseDownloadView>(await buyer.send(`${address()}/${format}`));
  if (view.url === null || view.bytes === null) throw new Error(`${format} is ${view.state}`);
  return { ...view, url: view.url, bytes: view.bytes };
}
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

test("all songs of a release come as one archive, in its order, with its cover", async () => {
  await buy(0, 1, 2);
  const asked = await answerOf<ReleaseDownloadView>(await ask("flac"));
  expect(asked).toMatchObject({ state: "making", songs: 3, ready: 0, fileName: `${FOLDER}.zip`, url: null });
  const view = await ready("flac");
  expect(view).toMatchObject({ state: "ready", songs: 3, ready: 3 });
  const response = await market.send(view.url);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/zip"]);
  expect(response.headers.get("content-length")).toBe(`${view.bytes}`);
  expect(response.headers.get("content-disposition")).toContain(`filename*=UTF-8''${encodeURIComponent(FOLDER)}.zip`);
  const archive = await bytesOf(response);
  expect(archive.length).toBe(view.bytes);
  const files = readZip(archive);
  expect(files.map(({ name }) => name)).toEqual([
    `${FOLDER}/01 听雨.flac`,
    `${FOLDER}/02 Rain_Snow_.flac`,
    `${FOLDER}/03 听雨.flac`,
    `${FOLDER}/cover.jpg`,
  ]);
  expect(files.map(({ bytes }) => bytes.toString("latin1", 0, 4))).toEqual([
    "fLaC",
    "fLaC",
    "fLaC",
    "\u00ff\u00d8\u00ff\u00db",
  ]);
  const single = await answerOf<DownloadView>(
    await buyer.send(`/api/library/${songs[1]}/downloads`, json("POST", { format: "flac" })),
  );
  expect(sha256(await bytesOf(await market.send(single.url ?? "")))).toBe(sha256(files[1]?.bytes ?? Buffer.of()));
}, 60_000);

test("who bought some songs of a release gets those, and what there is of them is told before", async () => {
  expect(await refusal(await buyer.send(address()))).toBe("404 not_found");
  expect(await refusal(await ask("flac"))).toBe("404 not_found");
  await buy(2);
  const formats = ["flac", "aac", "wav", "mp3", "opus", "original"];
  expect(await answerOf<KeptRelease>(await buyer.send(address()))).toEqual({ songs: 1, tracks: 3, formats });
  const { url } = await ready("original");
  const files = readZip(await bytesOf(await market.send(url)));
  expect(files.map(({ name }) => name)).toEqual([`${FOLDER}/03 听雨.wav`, `${FOLDER}/cover.jpg`]);
  expect(files[0]?.bytes.equals(waveFile({ seconds: 4, hertz: 550 }))).toBe(true);
}, 60_000);

test("an archive goes on where it was cut off, at any byte, and begins anew where it is another", async () => {
  await buy(0, 1);
  const { url, bytes } = await ready("mp3");
  const head = await market.send(url, { method: "HEAD" });
  const etag = head.headers.get("etag") ?? "";
  expect([head.status, head.headers.get("content-length"), etag.startsWith('"')]).toEqual([200, `${bytes}`, true]);
  const whole = await bytesOf(await market.send(url));
  for (const cut of [1, 29, 100, Math.floor(bytes / 2), bytes - 23, bytes - 1]) {
    const rest = await market.send(url, { headers: { range: `bytes=${cut}-`, "if-range": etag } });
    expect([rest.status, rest.headers.get("content-range")]).toEqual([206, `bytes ${cut}-${bytes - 1}/${bytes}`]);
    expect((await bytesOf(rest)).equals(whole.subarray(cut))).toBe(true);
  }
  const other = await market.send(url, { headers: { range: "bytes=9-", "if-range": '"other"' } });
  expect([other.status, (await bytesOf(other)).equals(whole)]).toEqual([200, true]);
  expect((await market.send(url, { headers: { "if-none-match": etag } })).status).toBe(304);
  expect((await market.send(url, { headers: { range: `bytes=${bytes}-` } })).status).toBe(416);
}, 60_000);

test("the archive's first byte ends the refund of every order in it, and its headers end none", async () => {
  const [first, second] = [await buy(0), await buy(1)];
  const delivered = async () =>
    Promise.all([first, second].map(async ({ id }) => (await market.view(id, buyer)).deliveredAt !== null));
  const { url } = await ready("aac");
  await market.send(url, { method: "HEAD" });
  expect(await delivered()).toEqual([false, false]);
  await market.send(url, { headers: { range: "bytes=0-0" } });
  expect(await delivered()).toEqual([true, true]);
  expect(await refusal(await market.refund(second.id, buyer))).toBe("409 already_delivered");
}, 60_000);

test("of a release of which a song was given back, the old address gives nothing", async () => {
  await buy(0);
  const second = await buy(1);
  const { url } = await ready("wav");
  await market.refund(second.id, buyer);
  expect(await refusal(await market.send(url))).toBe("404 not_found");
  const left = await ready("wav");
  expect(readZip(await bytesOf(await market.send(left.url)))).toHaveLength(2);
}, 60_000);

test("with a song bought since, the archive is another, and the old address is of none", async () => {
  await buy(0);
  const { url } = await ready("opus");
  expect((await market.send(url)).status).toBe(200);
  await buy(1);
  expect(await refusal(await market.send(url))).toBe("404 not_found");
  const asked = await answerOf<ReleaseDownloadView>(await ask("opus"));
  expect(asked).toMatchObject({ state: "making", songs: 2, ready: 1 });
  expect((await ready("opus")).songs).toBe(2);
}, 60_000);

test("an archive that was never asked for is not on its way", async () => {
  await buy(0);
  const look = await buyer.send(`${address()}/wav`);
  expect(await answerOf<ReleaseDownloadView>(look)).toMatchObject({ state: "failed", ready: 0, url: null });
}, 60_000);

test("an address works for a day, unaltered, and only for who asked while they keep the songs", async () => {
  await buy(0);
  const { url } = await ready("aac");
  expect((await market.send(url, { method: "POST" })).status).toBe(405);
  expect(await refusal(await market.send(url.replace("/d/", "/d/x")))).toBe("404 not_found");
  expect(await refusal(await ask("aac", market.mei))).toBe("404 not_found");
  expect(await refusal(await market.send(address(), json("POST", { format: "aac" })))).toBe("401 not_signed_in");
  market.moveClock(86_400_000);
  expect(await refusal(await market.send(url))).toBe("404 not_found");
}, 60_000);
