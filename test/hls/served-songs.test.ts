import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { checkHls, type HlsRead } from "@songkeeper/media";
import { publishSong } from "../../apps/api/src/testing/published-song.ts";
import { streamFolder } from "../../apps/api/src/testing/song-files.ts";
import { openTeaHouse } from "../../apps/api/src/testing/tea-house.ts";
import { readOverHttp } from "../../apps/hls-check/src/read-address.ts";
import { music } from "../../apps/media-worker/src/testing/sounds.ts";
import { waveFile } from "../../apps/media-worker/src/testing/wave-file.ts";
import { ingestSong, makeSong, type SongFiles } from "./support/made-song.ts";
import { serveFiles, type Tamper } from "./support/serve-files.ts";
import { SERVED_FAULTS } from "./support/served-faults.ts";

const UPLOAD = waveFile(music({ samples: 12 * 44_100 }));

/** Media workers take it from their process for good, and here they share one with the tests. */
const fetchOfNode = fetch;

let song: SongFiles = {};
let made: Awaited<ReturnType<typeof ingestSong>>;

beforeAll(async () => {
  song = await makeSong(UPLOAD);
  made = await ingestSong(UPLOAD);
  vi.stubGlobal("fetch", fetchOfNode);
});
afterAll(() => {
  vi.unstubAllGlobals();
});

async function served(tamper?: Tamper): Promise<string> {
  const { url, close } = await serveFiles(song, tamper);
  onTestFinished(close);
  return url;
}

test.each(["structure", "full"] as const)("a song that is served as it should has no fault (%s)", async (depth) => {
  expect(await checkHls(readOverHttp, await served(), { depth })).toEqual([]);
});

test.each(SERVED_FAULTS)("$name is found and called $code", async ({ code, tamper }) => {
  const faults = await checkHls(readOverHttp, await served(tamper));
  expect(faults.map((fault) => fault.code)).toContain(code);
});

test("without a server there is nothing to read, and that is said", async () => {
  const { url, close } = await serveFiles(song);
  await close();
  expect(await checkHls(readOverHttp, url)).toMatchObject([{ code: "unreadable", where: url }]);
});

test("the platform serves every rung and the preview without a fault", async () => {
  const house = await openTeaHouse();
  onTestFinished(() => house.close());
  const { recordingId, folder, read } = await publish(house, made);
  for (const uri of [`${folder}/master.m3u8`, `/previews/${recordingId}/${made.result.preview.startMs}/preview.m3u8`]) {
    expect(await checkHls(read, uri, { depth: "full" })).toEqual([]);
  }
  const listed = new TextDecoder().decode((await read(`${folder}/master.m3u8`)).bytes);
  expect(listed.match(/\.m3u8/gu)?.length).toBe(made.result.renditions.length - 1);
});

type House = Awaited<ReturnType<typeof openTeaHouse>>;

/** Publishes the song, and reads it as the musician's own page may. */
async function publish(house: House, { files, result }: typeof made) {
  const published = await publishSong(house.services, { files, result });
  const folder = streamFolder(house.services, published, { tier: "lossless", userId: "musician" });
  const read: HlsRead = async (uri, range) => {
    const part = range ? { range: `bytes=${range.offset}-${range.offset + range.bytes - 1}` } : {};
    const answer = await house.send(uri, { headers: { origin: "https://a.example", ...part } });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, headers: Object.fromEntries(answer.headers), bytes };
  };
  return { ...published, folder, read };
}
