import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type PublishedSong, publishSong, type SongTold } from "../testing/published-song.ts";
import { bodyOf, bytesOf, SONG_FILES, streamFolder } from "../testing/song-files.ts";
import { openTeaHouse, type TeaHouse } from "../testing/tea-house.ts";

let house: TeaHouse;
beforeEach(async () => {
  house = await openTeaHouse();
});
afterEach(() => house.close());

function publish(told: SongTold = {}): Promise<PublishedSong> {
  return publishSong(house.services, { files: SONG_FILES, ...told });
}

test("previews, waveforms and covers are there for everybody, and for caches to keep", async () => {
  const song = await publish({ coverId: "c0ffee" });
  await house.services.objects.put("covers/c0ffee/300.jpg", bytesOf("c", 5_000));
  const ask = async (address: string) => {
    const answer = await house.send(address);
    return [answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")].join(" | ");
  };
  expect(await ask(`/previews/${song.recordingId}/20000/preview.mp4`)).toBe("200 | audio/mp4 | public, max-age=300");
  expect(await ask(`/previews/${song.recordingId}/20000/preview.m3u8`)).toBe(
    "200 | application/vnd.apple.mpegurl | public, max-age=300",
  );
  const kept = "public, max-age=31536000, immutable";
  expect(await ask(`/waveforms/${song.recordingId}/overview.dat`)).toBe(`200 | application/octet-stream | ${kept}`);
  expect(await ask("/covers/c0ffee/300.jpg")).toBe(`200 | image/jpeg | ${kept}`);
  const cover = await house.send("/covers/c0ffee/300.jpg", { headers: { range: "bytes=10-19" } });
  expect(await bodyOf(cover)).toEqual(bytesOf("c", 5_000).slice(10, 20));
  expect(cover.headers.get("etag")).toBe('"c0ffee-300.jpg"');
});

test("only these files are there, under their own names", async () => {
  const song = await publish({ coverId: "c0ffee" });
  await house.services.objects.put("covers/c0ffee/300.jpg", bytesOf("c", 10));
  const { recordingId } = song;
  const odd = [
    `/previews/${recordingId}/aac128.mp4`,
    `/previews/${recordingId}/flac.mp4`,
    `/previews/${recordingId}/..%2faac128.mp4`,
    `/previews/${recordingId}/%2e%2e/${recordingId}/aac128.mp4`,
    `/previews/${recordingId}/20001/preview.mp4`,
    `/previews/${recordingId}/020000/preview.mp4`,
    `/previews/${recordingId}/20000/aac128.mp4`,
    `/previews/${recordingId}/20000/..%2f..%2faac128.mp4`,
    `/previews/${recordingId}/20000/.preview.mp4`,
    `/previews/${recordingId}/-1/preview.mp4`,
    `/previews/x/preview.mp4`,
    `/previews/x/20000/preview.mp4`,
    `/previews/${randomUUID()}/20000/preview.mp4`,
    `/previews/${randomUUID()}/preview.mp4`,
    `/waveforms/${recordingId}/aac128.mp4`,
    `/waveforms/${recordingId}/.dat`,
    `/waveforms/${randomUUID()}/overview.dat`,
    "/covers/c0ffee/600.jpg",
    "/covers/c0ffee/300.jpg.part",
    "/covers/..%2f..%2fmedia/300.jpg",
    "/covers/.hidden/300.jpg",
    "/covers/%2e%2e/300.jpg",
    "/covers/other/300.jpg",
    `${streamFolder(house.services, song)}/preview.mp4`,
    `${streamFolder(house.services, song)}/track.mp4`,
    `${streamFolder(house.services, song)}/overview.dat`,
    `${streamFolder(house.services, song)}/..%2f..%2fsecrets.json`,
    `${streamFolder(house.services, song)}/aac128.mp4/`,
    "/m/x/aac128.mp4",
    "/m/x.y/master.m3u8",
    `/originals/${recordingId}/song.wav`,
    `/media/${recordingId}/flac.mp4`,
  ];
  for (const address of odd) expect([address, (await house.send(address)).status]).toEqual([address, 404]);
});

test("pages of other sites may read files whose address gives them, and send no cookie with it", async () => {
  const song = await publish();
  const address = `${streamFolder(house.services, song)}/aac128.mp4`;
  const answer = await house.send(address, { headers: { origin: "https://shop.example", range: "bytes=0-9" } });
  const told = (name: string) => answer.headers.get(name);
  expect([told("access-control-allow-origin"), told("access-control-allow-credentials")]).toEqual(["*", null]);
  expect([told("cross-origin-resource-policy"), told("x-content-type-options")]).toEqual(["cross-origin", "nosniff"]);
  expect(told("access-control-expose-headers")).toContain("content-range");
  const headers = { origin: "https://shop.example", "access-control-request-method": "GET" };
  const asked = await house.send(address, {
    method: "OPTIONS",
    headers: { ...headers, "access-control-request-headers": "range" },
  });
  expect([asked.status, asked.headers.get("access-control-allow-headers")]).toEqual([
    204,
    expect.stringContaining("range"),
  ]);
  const api = await house.send("/api/home", { headers: { origin: "https://shop.example" } });
  expect(api.headers.get("access-control-allow-origin")).toBeNull();
});
