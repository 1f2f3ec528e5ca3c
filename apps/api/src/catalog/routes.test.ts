import type { FieldError } from "@songkeeper/base";
import { isOffered } from "@songkeeper/catalog";
import { newTrack, type Problem, problem as problemShape, type Track, track, trackPage } from "@songkeeper/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { markTied } from "../ledger/party-queries.ts";
import { problem, ProblemError } from "../http/problems.ts";
import { routes } from "../http/session.ts";
import { publishSong } from "../testing/published-song.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { rowsOf } from "../testing/test-database.ts";
import { createTrack } from "./create-track.ts";
import { insertParty } from "./party-queries.ts";
import { findPricedTracks, listCatalogue } from "./queries.ts";
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
} satisfies NewSong;
const AUDIO = { object: "audio/a.wav", sha256: "ab".repeat(32), bytes: 1, durationMs: 1000 };

type NewSong = z.input<typeof newTrack>;

interface Person {
  readonly userId: string;
  readonly cookie: string;
}

let services: TestServices;
let musician: Person;
let stranger: Person;

beforeAll(async () => {
  services = await openTestServices();
  musician = await signUp("musician");
  stranger = await signUp("stranger");
});

afterAll(() => services.close());

async function signUp(name: string): Promise<Person> {
  const body = { name, email: `${name}@songkeeper.example`, password: "long enough to keep" };
  const { headers, response } = await services.auth.api.signUpEmail({ body, returnHeaders: true });
  const cookies = headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return { userId: response.user.id, cookie: cookies.join("; ") };
}

async function ask(path: string, { cookie = musician.cookie, body }: { cookie?: string; body?: unknown } = {}) {
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

/** Publishes a song, and gives it as it is answered. */
async function add(song: Partial<NewSong> = {}, { userId, cookie } = musician): Promise<Track> {
  const { trackId } = await publishSong(services, { ...RAIN, ...song, ownerId: userId, durationMs: 1000 });
  return track.parse(await (await ask(`/api/tracks/${trackId}`, { cookie })).json());
}

/** The fields at which a song is refused: by its form, or by the rules. */
async function refusedAt(song: Partial<NewSong>, { userId } = musician): Promise<readonly FieldError[]> {
  const read = newTrack.safeParse({ ...RAIN, ...song });
  if (!read.success) return read.error.issues.map(({ path, message }) => ({ path: path.join("."), rule: message }));
  const added = { song: read.data, audio: AUDIO };
  const made = await services.transact((tx) => createTrack(tx, userId, added, services.now()));
  return made.ok ? [] : (made.errors ?? []);
}

async function list(cookie: string, query = ""): Promise<z.infer<typeof trackPage>> {
  return trackPage.parse(await (await ask(`/api/tracks${query}`, { cookie })).json());
}

test("a song that a musician published has its credits, its prices and a sound", async () => {
  const song = await add();
  expect(song).toMatchObject({
    title: "听雨",
    artist: "林月",
    isrc: "CNA012600001",
    durationMs: 1000,
    ai: "none",
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
  for (const person of [musician, musician, stranger])
    for (const { name, partyId } of (await add({}, person)).credits) {
      const key = `${person === stranger} ${name}`;
      people.set(key, (people.get(key) ?? new Set()).add(partyId));
    }
  expect([...people.values()].map((ids) => ids.size)).toEqual([1, 1, 1, 1]);
  expect(new Set([...people.values()].flatMap((ids) => [...ids])).size).toBe(4);
});

test("a credit can name a party that its musician credited or invited before or is, and nobody else", async () => {
  const credited = (await add()).credits[0]?.partyId;
  const credits = (partyId: string | undefined) => [
    { role: "composer" as const, partyId, name: "Zhou Mo", perMille: 1000 },
    { role: "recording" as const, name: "林月", perMille: 1000 },
  ];
  expect((await add({ credits: credits(credited) })).credits[0]).toMatchObject({ partyId: credited, name: "Zhou Mo" });

  const refused = [{ path: "credits.0.partyId", rule: "unknown_party" }];
  expect(await refusedAt({ credits: credits("nobody") })).toEqual(refused);
  expect(await refusedAt({ credits: credits(credited) }, stranger)).toEqual(refused);

  const partyId = await services.transact((tx) => insertParty(tx, "Zhou Mo", services.now()));
  expect(await refusedAt({ credits: credits(partyId) }, stranger)).toEqual(refused);
  await services.transact((tx) => markTied(tx, partyId, stranger.userId));
  expect(await refusedAt({ credits: credits(partyId) }, stranger)).toEqual([]);

  const guest = await services.transact((tx) => insertParty(tx, "Guest", services.now()));
  expect(await refusedAt({ credits: credits(guest) })).toEqual(refused);
  const at = services.now().toISOString();
  const link = { id: "link", party_id: guest, invited_by: musician.userId, created_at: at, expires_at: at };
  await services.database.db.insertInto("claim_link").values(link).execute();
  expect(await refusedAt({ credits: credits(guest) })).toEqual([]);
});

test("a cover waits for its writers' consent before a shop may have it; one of one's own work does not", async () => {
  const cover = { origin: "cover", workTitle: "Rain", workWriters: "周墨" } as const;
  const offered = async () => {
    const page = await services.transact((tx) => listCatalogue(tx, "premises_small", services.now()));
    return new Set(page.items.map(({ trackId }) => trackId));
  };
  const { id } = await add(cover);
  expect((await offered()).has(id)).toBe(false);
  const [found] = await services.transact((tx) => findPricedTracks(tx, [id], "premises_small", services.now()));
  expect(found && isOffered(services.now())(found)).toBe(false);

  const own = await services.transact((tx) => insertParty(tx, "Own", services.now()));
  await services.transact((tx) => markTied(tx, own, musician.userId));
  const credits = (["composer", "recording"] as const).map((role) => ({
    role,
    partyId: own,
    name: "Own",
    perMille: 1000,
  }));
  const ofOwnWork = await add({ ...cover, credits });
  expect((await offered()).has(ofOwnWork.id)).toBe(true);
});

test.each<{ what: string; wrong: Partial<NewSong>; path: string }>([
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
  expect(await refusedAt(wrong)).toMatchObject([{ path }]);
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
  const elsewhere = { cookie: stranger.cookie, body: { use: "web", feeMicro: "0" } };
  expect((await refusal(`/api/tracks/${id}`, { cookie: stranger.cookie })).status).toBe(404);
  expect((await refusal(`/api/tracks/${id}/prices`, elsewhere)).status).toBe(404);
  expect((await refusal("/api/tracks/none")).status).toBe(404);
  expect((await list(stranger.cookie)).items.map((song) => song.id)).not.toContain(id);
  for (const path of ["/api/tracks", `/api/tracks/${id}`])
    expect((await refusal(path, { cookie: "" })).code).toBe("not_signed_in");
});

test("a musician's list has each song once, the newest first, page after page", async () => {
  const { items: known } = await list(stranger.cookie);
  const song = newTrack.parse(RAIN);
  const added: string[] = [];
  for (let minute = 1; minute <= 51; minute++) {
    const at = new Date(Date.parse("2026-03-10T02:00:00.000Z") + minute * 60_000);
    const made = await services.transact((tx) => createTrack(tx, stranger.userId, { song, audio: AUDIO }, at));
    if (made.ok) added.push(made.value);
  }
  const first = await list(stranger.cookie);
  const second = await list(stranger.cookie, `?cursor=${first.cursor}`);
  expect([first.items.length, second.items.length, second.cursor]).toEqual([50, 1 + known.length, null]);
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect(ids).toEqual([...added.toReversed(), ...known.map(({ id }) => id)]);
});
