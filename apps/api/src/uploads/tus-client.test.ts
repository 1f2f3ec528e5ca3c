import { mkdtemp, rm } from "node:fs/promises";
import { request as ask } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Upload } from "tus-js-client";
import { readConfig } from "../config.ts";
import { type RunningServer, startServer } from "../serve.ts";
import { type Musician, musicianBy, tus } from "../testing/musician.ts";
import { storedFiles } from "../testing/stored-files.ts";
import { signUp } from "../testing/tea-house.ts";
import { openTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { type Send, withHeaders } from "../testing/test-player.ts";
import { waveFile } from "../testing/wave-file.ts";

// The browser's own library against a server that listens, over real connections.

const SONG = Buffer.from(waveFile({ seconds: 6 }));
const PART = 100_000;
/** What a server that was told to find a free port takes for its own pages. */
const ORIGIN = "http://localhost:0";

let folder: string;
let database: TestDatabase;
let server: RunningServer;
let mei: Musician;
let cookie = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-tus-"));
  database = await openTestDatabase();
  server = await start();
  const send: Send = async (path, init = {}) => {
    cookie = new Headers(init.headers).get("cookie") ?? cookie;
    return fetch(`${server.url}${path}`, withHeaders(init, { origin: ORIGIN }));
  };
  const { userId, send: asMei } = await signUp(send, "mei@example.com");
  mei = musicianBy(asMei, userId);
});
afterEach(async () => {
  await server.stop();
  await database.remove();
  await rm(folder, { recursive: true, force: true });
});

function start(): Promise<RunningServer> {
  const config = readConfig({ DATA_DIR: folder, LOG_LEVEL: "error", PORT: "0", SAMPLE_WORLD: "off" });
  const own = { ...config, databaseUrl: database.databaseUrl, publicUrl: ORIGIN };
  return startServer(own, () => new Date("2026-03-10T02:00:00.000Z")).then((running) => ({
    ...running,
    url: running.url.replace("localhost", "127.0.0.1"),
  }));
}

interface Sent {
  readonly address: string;
  /** How many bytes this client sent. */
  readonly bytes: number;
}

/** Sends a file as the Studio does; it stops after some bytes where it is told to. */
async function send(
  draftId: string,
  { from, until = Infinity }: { from?: string; until?: number } = {},
): Promise<Sent> {
  let [first, last] = [-1, 0];
  return new Promise((resolve, reject) => {
    const stop = async () => {
      await upload.abort();
      done();
    };
    const upload = new Upload(SONG, {
      endpoint: `${server.url}/api/uploads`,
      uploadUrl: from === undefined ? null : `${server.url}${from}`,
      headers: { cookie, origin: ORIGIN },
      metadata: { draftId, filename: "雨.wav" },
      chunkSize: PART,
      retryDelays: [50, 100, 200, 400, 800],
      onShouldRetry: () => true,
      onProgress(sent) {
        if (first < 0) first = sent;
        last = sent;
      },
      onChunkComplete(_, accepted) {
        if (accepted >= until) void stop();
      },
      onSuccess: () => done(),
      onError: reject,
    });
    const done = () => resolve({ address: new URL(upload.url ?? "").pathname, bytes: last - Math.max(first, 0) });
    upload.start();
  });
}

async function untilReady(id: string): Promise<void> {
  await expect.poll(async () => (await mei.recording(id)).state, { timeout: 30_000, interval: 50 }).toBe("ready");
}

const idOf = (address: string) => address.split("/").at(-1) ?? "";

test(
  "an upload that is cut off is taken up by another client where it stands, and becomes a song",
  { timeout: 60_000 },
  async () => {
    const { id: draftId } = await mei.addDraft();
    const { address } = await send(draftId, { until: 5 * PART });
    const rest = await send(draftId, { from: address });
    expect(rest.address).toBe(address);
    expect(rest.bytes).toBeLessThanOrEqual(SONG.length - 5 * PART);
    await untilReady(idOf(address));
    expect(await mei.recording(idOf(address))).toMatchObject({ fileName: "雨.wav", bytes: SONG.length });
    expect(await server.services.objects.size(`originals/${idOf(address)}`)).toBe(SONG.length);
    const inFlight = async () => (await storedFiles(folder)).filter((name) => !name.startsWith("objects/"));
    await expect.poll(inFlight, { timeout: 20_000 }).toEqual([]);
  },
);

test("an upload goes on after the server was started anew", { timeout: 60_000 }, async () => {
  const { id: draftId } = await mei.addDraft();
  const { address } = await send(draftId, { until: 3 * PART });
  await server.stop();
  if (database.databaseUrl === undefined) expect(await storedFiles(folder)).toContain(`uploads/${idOf(address)}`);
  server = await start();
  const rest = await send(draftId, { from: address });
  expect(rest.bytes).toBeLessThanOrEqual(SONG.length - 3 * PART);
  await untilReady(idOf(address));
});

test("a client that lost the answer to its last part learns that the file is whole", { timeout: 60_000 }, async () => {
  const { id: draftId } = await mei.addDraft();
  const { address } = await send(draftId);
  await untilReady(idOf(address));
  expect((await send(draftId, { from: address })).bytes).toBe(0);
  expect((await mei.draft(draftId)).recordings).toHaveLength(1);
});

test("two clients that send one file at a time leave it whole", { timeout: 60_000 }, async () => {
  const { id: draftId } = await mei.addDraft();
  const { address } = await send(draftId, { until: PART });
  await Promise.all([send(draftId, { from: address }), send(draftId, { from: address })]);
  await untilReady(idOf(address));
  expect(await server.services.objects.size(`originals/${idOf(address)}`)).toBe(SONG.length);
});

test(
  "a connection that breaks in the middle of a part keeps what came, and is no failure of ours",
  { timeout: 60_000 },
  async () => {
    const { id: draftId } = await mei.addDraft();
    const { address } = await send(draftId, { until: PART });
    const failures: unknown[] = [];
    Object.assign(server.services.log, { error: (...said: unknown[]) => failures.push(said) });
    const headers = { cookie, origin: ORIGIN, ...tus({ "upload-offset": `${PART}` }) };
    const type = { "content-type": "application/offset+octet-stream", "content-length": `${SONG.length - PART}` };
    const request = ask(`${server.url}${address}`, { method: "PATCH", headers: { ...headers, ...type } });
    request.on("error", () => undefined);
    request.write(SONG.subarray(PART, 3 * PART));
    await expect.poll(async () => (await server.services.uploads.find(idOf(address)))?.bytes).toBe(3 * PART);
    request.destroy();
    const rest = await send(draftId, { from: address });
    expect(rest.bytes).toBeLessThanOrEqual(SONG.length - 3 * PART);
    await untilReady(idOf(address));
    expect(failures).toEqual([]);
  },
);
