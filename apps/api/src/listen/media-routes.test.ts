import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { diskObjects } from "../adapters/object-store.ts";
import { makeSecrets, type Secrets, signingKey } from "../secrets.ts";
import { runningIngests } from "../uploads/running-ingests.ts";
import { mediaRoutes } from "./media-routes.ts";
import { type PathToken, signPathToken } from "../catalog/path-token.ts";

const BYTES = Uint8Array.from({ length: 200_000 }, (_, at) => (at * 7) % 251);
const SHA256 = createHash("sha256").update(BYTES).digest("hex");
const ETAG = `"${SHA256}"`;
const SECRETS = testSecrets();
const TOKEN: PathToken = {
  object: `audio/${SHA256}.wav`,
  sha256: SHA256,
  bytes: BYTES.length,
  expiresAt: new Date("2026-03-11T02:00:00.000Z"),
  purpose: "lease",
  ref: "lease-1",
};

let folder = "";
let media = mediaRoutes(servicesIn(folder));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-media-"));
  const services = servicesIn(folder);
  await services.objects.put(TOKEN.object, BYTES);
  media = mediaRoutes(services);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function servicesIn(data: string) {
  return {
    secrets: SECRETS,
    objects: diskObjects(data),
    ingests: runningIngests(),
    now: () => new Date("2026-03-10T02:00:00.000Z"),
    // A file's token says everything: the database is not asked.
    transact: () => Promise.reject(new Error("the database was asked")),
  };
}

function testSecrets(): Secrets {
  const { auth, media: key, platform } = makeSecrets();
  return { auth, media: Buffer.from(key, "base64url"), platform: signingKey(platform) };
}

async function fetchTrack(headers: Record<string, string> = {}, { method = "GET", token = TOKEN } = {}) {
  return media.request(`/${signPathToken(SECRETS.media, token)}/track.wav`, { method, headers });
}

async function bytesOf(answer: Response): Promise<Uint8Array> {
  return new Uint8Array(await answer.arrayBuffer());
}

test("a song is served whole, under the hash of its content, to be kept for good by its one listener", async () => {
  const answer = await fetchTrack();
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    etag: ETAG,
    "accept-ranges": "bytes",
    "cache-control": "private, max-age=31536000, immutable",
    "content-length": "200000",
    "content-type": "audio/wav",
  });
  expect(await bytesOf(answer)).toEqual(BYTES);
});

test("asked only for its head, a song tells its length and sends nothing", async () => {
  const answer = await fetchTrack({ range: "bytes=0-9" }, { method: "HEAD" });
  expect([answer.status, answer.headers.get("content-length"), answer.headers.get("content-range")]).toEqual([
    200,
    "200000",
    null,
  ]);
  expect(await bytesOf(answer)).toHaveLength(0);
});

test.each([
  { range: "bytes=0-0", said: "bytes 0-0/200000", from: 0, to: 1 },
  { range: "bytes=100-100099", said: "bytes 100-100099/200000", from: 100, to: 100_100 },
  { range: "bytes=199990-", said: "bytes 199990-199999/200000", from: 199_990, to: 200_000 },
  { range: "bytes=-5", said: "bytes 199995-199999/200000", from: 199_995, to: 200_000 },
])("the part $range of a song is exactly those bytes", async ({ range, said, from, to }) => {
  const answer = await fetchTrack({ range });
  expect([answer.status, answer.headers.get("content-range")]).toEqual([206, said]);
  expect(answer.headers.get("content-length")).toBe(String(to - from));
  expect(await bytesOf(answer)).toEqual(BYTES.slice(from, to));
});

test("a part beyond the song's end is refused with the song's length", async () => {
  const answer = await fetchTrack({ range: "bytes=200000-" });
  expect([answer.status, answer.headers.get("content-range")]).toEqual([416, "bytes */200000"]);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toMatchObject({ code: "range_not_satisfiable" });
});

test.each([
  { ifRange: ETAG, status: 206 },
  { ifRange: `W/${ETAG}`, status: 200 },
  { ifRange: '"other"', status: 200 },
  { ifRange: "Tue, 10 Mar 2026 00:00:00 GMT", status: 200 },
])("a part that continues a download of $ifRange is answered with $status", async ({ ifRange, status }) => {
  const answer = await fetchTrack({ range: "bytes=0-9", "if-range": ifRange });
  expect(answer.status).toBe(status);
  expect(await bytesOf(answer)).toHaveLength(status === 206 ? 10 : BYTES.length);
});

test.each([
  { mark: ETAG, status: 304 },
  { mark: `"other", W/${ETAG}`, status: 304 },
  { mark: "*", status: 304 },
  { mark: '"other"', status: 200 },
])("a song of which the listener holds $mark is answered with $status", async ({ mark, status }) => {
  const answer = await fetchTrack({ "if-none-match": mark });
  expect([answer.status, answer.headers.get("etag")]).toEqual([status, ETAG]);
  expect(await bytesOf(answer)).toHaveLength(status === 304 ? 0 : BYTES.length);
});

test.each([
  { what: "an expired permission", token: { ...TOKEN, expiresAt: new Date("2026-03-10T02:00:00.000Z") } },
  { what: "a permission for a file that is not there", token: { ...TOKEN, object: "audio/none.wav" } },
])("$what finds nothing", async ({ token }) => {
  expect((await fetchTrack({}, { token })).status).toBe(404);
});

test.each(["..%2f..%2fetc%2fpasswd", "audio", "a.b", `${"a".repeat(9_000)}.b`])(
  "the made-up permission %s finds nothing",
  async (token) => {
    expect((await media.request(`/${token}/track.wav`)).status).toBe(404);
  },
);

test("songs are read, never written", async () => {
  const answer = await fetchTrack({}, { method: "PUT" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  expect(await readdir(join(folder, "audio"))).toEqual([`${SHA256}.wav`]);
});
