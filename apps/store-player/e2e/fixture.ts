import { createHash, createPublicKey, randomUUID, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { fromBase64url, fromHex } from "@songkeeper/base";
import type { LeaseTrack } from "@songkeeper/client";
import type { Answer } from "../src/core/ports.ts";
import { type Shop, TestPlatform } from "../src/testing/platform.ts";
import { toneWav } from "./wav.ts";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".webmanifest": "application/manifest+json",
};
const POLICY =
  "default-src 'self'; connect-src 'self'; media-src 'self' blob:; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'";

/** A platform for one player in a real browser: pairing, leases, journal, songs, and the built page. */
export interface Fixture {
  readonly url: string;
  readonly code: string;
  readonly platform: TestPlatform;
  /** What the page said is sounding, in order. */
  readonly told: { readonly state: string; readonly trackId: string | null }[];
  /** Chunks whose signature did not fit the paired key. */
  readonly badSignatures: number;
  /** Answers every request but those for the page itself with this status, until it is set to undefined. */
  failWith: number | undefined;
  /** Songs answer only when this is settled. */
  songsWait: Promise<void>;
  stop(): Promise<void>;
}

export interface FixtureSong {
  readonly trackId: string;
  readonly title: string;
  readonly artist: string;
  readonly seconds: number;
  readonly feeMicro: string;
}

const hash = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

/** Starts the platform on a free port of the loopback. */
export async function startFixture(songs: readonly FixtureSong[], change: Partial<Shop> = {}): Promise<Fixture> {
  const files = new Map<string, Buffer>();
  const tracks = songs.map((song, at) => leaseTrack(song, files, 220 + at * 110));
  const shop: Shop = {
    tracks,
    timeZone: "Asia/Shanghai",
    dayAmountMicro: "100000000",
    budgetMode: "free",
    pricedPerMille: 1_000,
    offlineDays: 1,
    refusal: null,
    ...change,
  };
  const state = new FixtureState(new TestPlatform(shop, randomUUID(), () => Date.now(), hash), files);
  const server = createServer((request, response) => void state.answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://localhost:${port}/player/`,
    stop: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  });
}

function leaseTrack(song: FixtureSong, files: Map<string, Buffer>, hertz: number): LeaseTrack {
  const file = toneWav(song.seconds, hertz);
  const url = `/m/${randomUUID()}/track.wav`;
  files.set(url, file);
  const { trackId, title, artist, feeMicro } = song;
  const sha256 = createHash("sha256").update(file).digest("hex");
  return {
    trackId,
    title,
    artist,
    feeMicro,
    durationMs: song.seconds * 1_000,
    priceVersion: 1,
    url,
    sha256,
    bytes: file.length,
  };
}

class FixtureState {
  readonly code = "7KQ2M9XA";
  readonly platform: TestPlatform;
  readonly told: { state: string; trackId: string | null }[] = [];
  badSignatures = 0;
  failWith: number | undefined;
  songsWait: Promise<void> = Promise.resolve();
  readonly #files: Map<string, Buffer>;
  readonly #token = randomUUID();
  #publicKey: string | undefined;

  constructor(platform: TestPlatform, files: Map<string, Buffer>) {
    this.platform = platform;
    this.#files = files;
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    if (path.startsWith("/player")) return page(path, response);
    if (this.failWith) return void response.writeHead(this.failWith).end();
    const song = this.#files.get(path);
    if (song) await this.songsWait;
    if (song)
      return void response.writeHead(200, { "content-type": "audio/wav", "content-length": song.length }).end(song);
    const body: unknown = request.method === "GET" ? undefined : JSON.parse(await textOf(request));
    if (path === "/api/pairings") return this.#pair(body as { code: string; publicKey: string }, response);
    if (request.headers.authorization !== `Bearer ${this.#token}`) return problem(response, 401, "not_signed_in");
    if (path.endsWith("/now-playing")) {
      this.told.push(body as { state: string; trackId: string | null });
      return void response.writeHead(204).end();
    }
    if (path.endsWith("/leases"))
      return reply(response, this.platform.grant(body as Parameters<TestPlatform["grant"]>[0]));
    if (path.endsWith("/chunks")) return this.#deliver(body as Parameters<TestPlatform["deliver"]>[0], response);
    return reply(response, this.platform.getDevice());
  }

  #pair({ code, publicKey }: { code: string; publicKey: string }, response: ServerResponse): void {
    if (code === "EXP1RED0") return problem(response, 410, "code_expired");
    if (code === "T00MANY0") return problem(response, 429, "too_many_requests");
    if (code !== this.code) return problem(response, 404, "not_found");
    this.#publicKey = publicKey;
    const names = { shop: "Tea house by the lake", place: "Lake Road 8", zone: "Main room" };
    const { deviceId, head } = this.platform;
    reply(response, { ok: true, value: { deviceId, token: this.#token, names, ...head } });
  }

  #deliver(delivery: Parameters<TestPlatform["deliver"]>[0], response: ServerResponse): void {
    const { chunk } = delivery;
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: this.#publicKey ?? "" }, format: "jwk" });
    if (!verify(null, fromHex(chunk.hash), key, fromBase64url(chunk.signature))) {
      this.badSignatures += 1;
      return problem(response, 401, "bad_signature");
    }
    reply(response, this.platform.deliver(delivery));
  }
}

async function page(path: string, response: ServerResponse): Promise<void> {
  const name = normalize(path.slice("/player/".length) || "index.html");
  const file = await readFile(join(DIST, name)).catch(() => undefined);
  const type = TYPES[file ? extname(name) : ".html"] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": type, "content-security-policy": POLICY });
  response.end(file ?? (await readFile(join(DIST, "index.html"))));
}

function reply<T>(response: ServerResponse, answer: Answer<T>): void {
  if (!answer.ok)
    return problem(
      response,
      answer.reason.startsWith("overlapping") || answer.reason === "fork" ? 409 : 422,
      answer.reason,
      answer.facts,
    );
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer.value));
}

function problem(response: ServerResponse, status: number, code: string, facts: object = {}): void {
  const body = { type: `urn:songkeeper:problem:${code}`, status, code, title: code, requestId: "", facts };
  response.writeHead(status, { "content-type": "application/problem+json" }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array));
  return Buffer.concat(parts).toString("utf8");
}
