import { newTrack, type Problem, problem as problemShape, type Track, track, trackPage } from "@songkeeper/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { findUserIdByEmail } from "../accounts/queries.ts";
import { problem, ProblemError } from "../http/problems.ts";
import { routes } from "../http/session.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { rowsOf } from "../testing/test-database.ts";
import { createTrack } from "./create-track.ts";
import { mediaRoutes } from "../listen/media-routes.ts";
import { catalogRoutes } from "./routes.ts";

const RAIN = {
  title: "听雨",
  artist: "林月",
  isrc: "CNA012600001",
  credits: [
    { role: "lyricist", name: "周墨", perMille: 1000 },
    { role: "composer", name: "林月", perMille: 1000 },
    { role: "recording", name: "林月", perMille: 1000 },
  ],
  prices: { premises_small: "20000", web: "2000" },
  audio: { synthesised: { seed: 1, durationMs: 1000 } },
};

let services: TestServices;
let musician = "";
let stranger = "";

beforeAll(async () => {
  services = await openTestServices();
  musician = await signUp("musician");
  stranger = await signUp("stranger");
});

afterAll(() => services.close());

async function signUp(name: string): Promise<string> {
  const body = { name, email: `${name}@songkeeper.example`, password: "long enough to keep" };
  const { headers } = await services.auth.api.signUpEmail({ body, returnHeaders: true });
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

async function ask(path: string, { cookie = musician, body }: { cookie?: string; body?: unknown } = {}) {
  const app = routes().route("/api", catalogRoutes(services)).route("/m", mediaRoutes(services));
  app.onError((error, c) => {
    if (error instanceof ProblemError) return problem(c, error.refusal);
    throw error;
  });
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  return app.request(path, { ...init, headers: { cookie, "content-type": "application/json" } });
}

/** What a request is refused with. */
async function refusal(path: string, what: { cookie?: string; body?: unknown } = {}): Promise<Problem> {
  return problemShape.parse(await (await ask(path, what)).json());
}

/** Adds a song, and gives it as it was answered. */
async function add(song: object = RAIN, cookie = musician): Promise<Track> {
  return track.parse(await (await ask("/api/tracks", { body: song, cookie })).json());
}

async function list(cookie: string, query = ""): Promise<z.infer<typeof trackPage>> {
  return trackPage.parse(await (await ask(`/api/tracks${query}`, { cookie })).json());
}

test("a song that a musician adds has its credits, its prices and a sound, at once", async () => {
  const song = await add();
  expect(song).toMatchObject({
    title: "听雨",
    artist: "林月",
    isrc: "CNA012600001",
    durationMs: 1000,
    synthesised: true,
    version: 1,
    credits: [
      { role: "lyricist", position: 0, name: "周墨", perMille: 1000, joined: false },
      { role: "composer", position: 0, name: "林月", perMille: 1000, joined: false },
      { role: "recording", position: 0, name: "林月", perMille: 1000, joined: false },
    ],
    prices: [
      { use: "premises_small", version: 1, feeMicro: "20000", effectiveAt: "2026-03-10T02:00:00.000Z" },
      { use: "web", version: 1, feeMicro: "2000" },
    ],
  });
  expect(await (await ask(`/api/tracks/${song.id}`)).json()).toEqual(song);

  const sound = await ask(song.listenUrl, { cookie: "" });
  expect(sound.headers.get("etag")).toMatch(/^"[0-9a-f]{64}"$/);
  expect((await sound.arrayBuffer()).byteLength).toBe(Number(sound.headers.get("content-length")));
});

test("one name, given by one musician, is one person; given by another musician it is somebody else", async () => {
  const people = new Map<string, Set<string>>();
  for (const cookie of [musician, musician, stranger])
    for (const { name, partyId } of (await add(RAIN, cookie)).credits)
      people.set(
        `${cookie === stranger} ${name}`,
        (people.get(`${cookie === stranger} ${name}`) ?? new Set()).add(partyId),
      );
  expect([...people.values()].map((ids) => ids.size)).toEqual([1, 1, 1, 1]);
  expect(new Set([...people.values()].flatMap((ids) => [...ids])).size).toBe(4);
});

test("a credit can name a party that exists, and nobody else", async () => {
  const partyId = (await add()).credits[0]?.partyId;
  const credits = [
    { role: "composer", partyId, name: "Zhou Mo", perMille: 1000 },
    { role: "recording", name: "林月", perMille: 1000 },
  ];
  expect((await add({ ...RAIN, credits })).credits[0]).toMatchObject({ partyId, name: "Zhou Mo" });

  const unknown = credits.map((credit) => ({ ...credit, partyId: "nobody" }));
  expect(await refusal("/api/tracks", { body: { ...RAIN, credits: unknown } })).toMatchObject({
    code: "invalid_fields",
    errors: [{ path: "credits.0.partyId", rule: "unknown_party" }, { path: "credits.1.partyId" }],
  });
});

test.each([
  {
    what: "parts that do not sum to 1,000",
    wrong: {
      credits: [
        { role: "composer", name: "林月", perMille: 999 },
        { role: "recording", name: "林月", perMille: 1000 },
      ],
    },
    path: "credits.0.perMille",
  },
  {
    what: "nobody for the recording",
    wrong: { credits: [{ role: "composer", name: "林月", perMille: 1000 }] },
    path: "credits",
  },
  { what: "a price between two steps", wrong: { prices: { web: "150" } }, path: "prices.web" },
  { what: "a price above one yuan", wrong: { prices: { web: "1000100" } }, path: "prices.web" },
  { what: "a fraction of a micro-yuan", wrong: { prices: { web: "100.0" } }, path: "prices.web" },
  { what: "a recording code that is none", wrong: { isrc: "CN-1" }, path: "isrc" },
  { what: "no title", wrong: { title: " " }, path: "title" },
])("a song with $what is refused at its field, and nothing is stored", async ({ wrong, path }) => {
  const before = await rowsOf(services.database.db, "track");
  const refused = await refusal("/api/tracks", { body: { ...RAIN, ...wrong } });
  expect(refused).toMatchObject({ status: 422, code: "invalid_fields", errors: [{ path }] });
  expect(await rowsOf(services.database.db, "track")).toEqual(before);
});

test("a price is changed by adding a version that is in force from then on; the same price again adds none", async () => {
  const { id } = await add();
  services.clock.at = new Date("2026-03-11T02:00:00.000Z");
  for (const feeMicro of ["30000", "30000", "10000"])
    await ask(`/api/tracks/${id}/prices`, { body: { use: "premises_small", feeMicro } });
  const answer = await ask(`/api/tracks/${id}/prices`, { body: { use: "live_room", feeMicro: "0" } });
  expect(track.parse(await answer.json()).prices).toEqual([
    { use: "premises_small", version: 3, feeMicro: "10000", effectiveAt: "2026-03-11T02:00:00.000Z" },
    { use: "web", version: 1, feeMicro: "2000", effectiveAt: "2026-03-10T02:00:00.000Z" },
    { use: "live_room", version: 1, feeMicro: "0", effectiveAt: "2026-03-11T02:00:00.000Z" },
  ]);
  services.clock.at = new Date("2026-03-10T02:00:00.000Z");
});

test("a musician's songs are theirs alone: to others, and without a session, they are not there", async () => {
  const { id } = await add();
  const elsewhere = { cookie: stranger, body: { use: "web", feeMicro: "0" } };
  expect((await refusal(`/api/tracks/${id}`, { cookie: stranger })).status).toBe(404);
  expect((await refusal(`/api/tracks/${id}/prices`, elsewhere)).status).toBe(404);
  expect((await refusal("/api/tracks/none")).status).toBe(404);
  expect(await list(stranger)).toMatchObject({ items: [{ title: "听雨" }], cursor: null });
  for (const path of ["/api/tracks", `/api/tracks/${id}`])
    expect((await refusal(path, { cookie: "" })).code).toBe("not_signed_in");
  expect((await refusal("/api/tracks", { cookie: "", body: RAIN })).status).toBe(401);
});

test("a musician's list has each song once, the newest first, page after page", async () => {
  const { items: known } = await list(stranger);
  const song = newTrack.parse(RAIN);
  const audio = { object: "audio/a.wav", sha256: "ab".repeat(32), bytes: 1, durationMs: 1000 };
  const ownerId = await services.transact((tx) => findUserIdByEmail(tx, "stranger@songkeeper.example"));
  const added: string[] = [];
  for (let minute = 1; minute <= 51; minute++) {
    const at = new Date(Date.parse("2026-03-10T02:00:00.000Z") + minute * 60_000);
    const made = await services.transact((tx) => createTrack(tx, ownerId ?? "", { song, audio }, at));
    if (made.ok) added.push(made.value);
  }
  const first = await list(stranger);
  const second = await list(stranger, `?cursor=${first.cursor}`);
  expect([first.items.length, second.items.length, second.cursor]).toEqual([50, 2, null]);
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(ids).toEqual([...added.toReversed(), ...known.map(({ id }) => id)]);
});

test("one person's songs are made a few at a time, and another person's are made meanwhile", async () => {
  const app = routes().route("/", catalogRoutes(services));
  const post = async (cookie: string, seed: number) => {
    const body = JSON.stringify({ ...RAIN, audio: { synthesised: { seed, durationMs: 10_000 } } });
    const headers = { cookie, "content-type": "application/json" };
    return (await app.request("/tracks", { method: "POST", body, headers })).status;
  };
  const one = await Promise.all([11, 12, 13, 14, 15].map((seed) => post(musician, seed)).concat(post(stranger, 16)));
  expect(one.filter((status) => status === 429)).toHaveLength(2);
  expect(one.filter((status) => status === 201)).toHaveLength(4);
  expect(one.at(-1)).toBe(201);
  expect(await post(musician, 17)).toBe(201);
});
