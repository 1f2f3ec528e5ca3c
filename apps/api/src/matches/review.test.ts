import { heldMatchPage, type HeldMatch, type Problem, type RecordingView } from "@songkeeper/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { renderSong } from "../adapters/synthesise/render-song.ts";
import type { SongRecipe } from "../adapters/synthesise/song-recipe.ts";
import { createApp } from "../http/app.ts";
import { type Musician, musicianOf } from "../testing/musician.ts";
import { pictureFile } from "../testing/picture-file.ts";
import { prepareDraft, type PreparedDraft, publishPrepared } from "../testing/real-song.ts";
import { signUp } from "../testing/tea-house.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json, type Send } from "../testing/test-player.ts";
import { madeUpSound, uploadSound } from "../testing/made-up-sound.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { matchRecording } from "./match-recording.ts";

/** Some twenty seconds of a tune with a figure under it. */
const TUNE: SongRecipe = {
  seed: 4,
  tempo: 100,
  beats: 4,
  key: 2,
  sections: {
    verse: { chords: "C | Am7 | F | G7", tune: ["3 -5 6 1' | 6 5 3 0", "4 46 1' 6 | 5 - - 0"] },
    end: { chords: "C", tune: ["1 - - -"] },
  },
  band: {
    lead: { plays: "tune", voice: "erhu", gain: 0.4, graces: 0.4 },
    pick: { plays: "figure", voice: "steel", pattern: "r.2.1.3.", gain: 0.3, ring: true },
    bass: { plays: "bass", voice: "upright", pattern: "r---5-a-", gain: 0.4 },
  },
  form: [
    { section: "verse", players: "lead pick bass", energy: 0.5 },
    { section: "verse", players: "lead pick bass", energy: 0.9, vary: 0.6 },
    { section: "end", players: "lead pick bass", energy: 0.6 },
  ],
};

let services: TestServices;
let mei: Musician;
let thief: Musician;
let operator: Send;
let first: PreparedDraft;
let taken: PreparedDraft;
let coverId: string;

beforeAll(async () => {
  services = await openTestServices();
  [mei, thief] = [await musicianOf(services), await musicianOf(services, "thief")];
  operator = await signUpOperator();
  coverId = await mei.makeCover(pictureFile());
  const file = renderSong(TUNE);
  first = await prepareDraft(services, mei, { coverId, files: [file] });
  taken = await prepareDraft(services, thief, { coverId, files: [file] });
}, 120_000);
afterAll(() => services.close());

async function signUpOperator(): Promise<Send> {
  const app = createApp(services);
  const { userId, send } = await signUp(async (path, init) => app.request(path, init), "operator@example.com");
  await services.transact((tx) => tx.updateTable("user").set({ role: "operator" }).where("id", "=", userId).execute());
  return send;
}

const idOf = ({ recordingIds }: PreparedDraft) => recordingIds[0] ?? "";
const viewOf = (musician: Musician, draft: PreparedDraft): Promise<RecordingView> => musician.recording(idOf(draft));

async function list(which: "matches" | "decided-matches", send = operator) {
  return heldMatchPage.parse(await (await send(`/api/operate/${which}`)).json());
}

async function publish(musician: Musician, { draftId, body }: PreparedDraft): Promise<string[]> {
  const answer = await musician.publish(draftId, await musician.save(draftId, body));
  if (answer.status === 200) return [];
  return ((await answer.json()) as Problem).errors?.map(({ path, rule }) => `${path} ${rule}`) ?? [];
}

async function decide(match: HeldMatch, ruling: object): Promise<string> {
  const answer = await operator(
    `/api/operate/matches/${match.id}`,
    json("POST", { from: match.state, note: "", ...ruling }),
  );
  const body = (await answer.json()) as { state?: string; code?: string };
  return `${answer.status} ${body.state ?? body.code}`;
}

async function theMatch(): Promise<HeldMatch> {
  const [match] = [...(await list("matches")).items, ...(await list("decided-matches")).items];
  if (!match) throw new Error("nothing is held");
  return match;
}

test("another musician's sound is heard to be the same before a recording is ready, and nothing is told of what is not public", async () => {
  expect((await viewOf(mei, first)).matches).toEqual([]);
  const [match, ...more] = (await viewOf(thief, taken)).matches;
  expect(more).toEqual([]);
  expect(match).toMatchObject({
    kind: "held",
    state: "open",
    title: null,
    artist: null,
    otherPlaylistUrl: null,
    atMs: 0,
    otherAtMs: null,
  });
  expect(match?.lengthMs).toBeGreaterThan(15_000);
  expect((await thief.draft(taken.draftId)).recordings[0]?.matches).toEqual([match]);
});

test("a held recording is not published, and its musician's own earlier one is", async () => {
  expect(await publish(thief, taken)).toEqual(["tracks.0.recordingId held"]);
  const { trackIds } = await publishPrepared(mei, first);
  const [match] = (await viewOf(thief, taken)).matches;
  expect(match).toMatchObject({ title: "歌 1", artist: "林小满", otherAtMs: 0 });
  const playlist = await thief.send(match?.otherPlaylistUrl ?? "");
  expect([playlist.status, trackIds.length]).toEqual([200, 1]);
});

test("who decides hears both recordings from where they are the same, and nobody else by those addresses", async () => {
  const { items, cursor } = await list("matches");
  expect([items.length, cursor]).toEqual([1, null]);
  const [match] = items;
  expect(match).toMatchObject({
    state: "open",
    recording: { recordingId: idOf(taken), owner: "thief@example.com", trackId: null, title: null },
    other: { recordingId: idOf(first), owner: "mei@example.com", title: "歌 1", artist: "林小满" },
    decisions: [],
  });
  for (const side of [match?.recording, match?.other]) {
    const folder = side?.playlistUrl?.replace("master.m3u8", "") ?? "";
    for (const name of ["master.m3u8", "aac128.m3u8", "aac128.mp4"])
      expect([name, (await operator(`${folder}${name}`)).status]).toEqual([name, 200]);
    expect((await operator(`${folder}flac.mp4`)).status).toBe(404);
  }
  await services.transact((tx) =>
    tx.updateTable("user").set({ role: null }).where("email", "=", "operator@example.com").execute(),
  );
  services.clock.at = new Date(services.clock.at.getTime() + 10_000);
  expect((await operator(match?.recording.playlistUrl ?? "")).status).toBe(404);
  expect((await operator("/api/operate/matches")).status).toBe(404);
  await services.transact((tx) =>
    tx.updateTable("user").set({ role: "operator" }).where("email", "=", "operator@example.com").execute(),
  );
});

test("only who decides sees what is held, and only its musician says something about it", async () => {
  const match = await theMatch();
  expect((await thief.send("/api/operate/matches")).status).toBe(404);
  expect(
    (
      await thief.send(
        `/api/operate/matches/${match.id}`,
        json("POST", { from: "open", verdict: "released", note: "" }),
      )
    ).status,
  ).toBe(404);
  const say = (musician: Musician, explanation: string) =>
    musician.send(`/api/matches/${match.id}/explanation`, json("POST", { explanation }));
  expect((await say(mei, "mine")).status).toBe(404);
  expect((await say(thief, "  ")).status).toBe(422);
  expect((await say(thief, "We played this together.\nAsk the studio.")).status).toBe(204);
  expect((await theMatch()).explanation).toBe("We played this together.\nAsk the studio.");
  expect((await viewOf(thief, taken)).matches[0]?.explanation).toBe("We played this together.\nAsk the studio.");
});

test("a recording that is refused stays held and its musician reads why; released later, it is published", async () => {
  const match = await theMatch();
  expect(await decide(match, { verdict: "upheld" })).toBe("422 invalid_fields");
  expect(await decide(match, { verdict: "upheld", note: "It is Mei’s recording." })).toBe("200 upheld");
  expect(await decide(match, { verdict: "upheld", note: "It is Mei’s recording." })).toBe("200 upheld");
  expect(await decide(match, { verdict: "released" })).toBe("409 decision_changed");
  expect((await viewOf(thief, taken)).matches[0]).toMatchObject({ state: "upheld", note: "It is Mei’s recording." });
  expect(await publish(thief, taken)).toEqual(["tracks.0.recordingId held"]);
  expect((await list("matches")).items).toEqual([]);

  services.clock.at = new Date(services.clock.at.getTime() + 60_000);
  const upheld = await theMatch();
  expect(upheld.decisions).toMatchObject([
    { state: "upheld", note: "It is Mei’s recording.", by: "operator@example.com" },
  ]);
  expect(await decide(upheld, { verdict: "released" })).toBe("200 released");
  expect(await publish(thief, taken)).toEqual([]);
  expect(await decide(await theMatch(), { verdict: "upheld", note: "No." })).toBe("409 already_published");
  expect((await theMatch()).decisions.map(({ state }) => state)).toEqual(["upheld", "released"]);
  const messages = (await rowsOf(services.database.db, "outbox")) as { topic: string; recipient: string }[];
  expect(
    messages
      .filter(({ recipient, topic }) => recipient === thief.userId && topic.startsWith("recording_"))
      .map(({ topic }) => topic)
      .toSorted(),
  ).toEqual(["recording_held", "recording_released", "recording_upheld"]);
});

test("a match that is not there, and one's own, are not decided", async () => {
  const match = await theMatch();
  expect(await decide({ ...match, id: "nothing" }, { verdict: "released" })).toBe("404 not_found");
  await prepareDraft(services, mei, { coverId, files: [renderSong({ ...TUNE, loudnessLufs: -20 })] });
  const rows = (await rowsOf(services.database.db, "recording_match")) as { id: string; kind: string }[];
  const own = rows.find(({ kind }) => kind === "own");
  expect(await decide({ ...match, id: own?.id ?? "" }, { verdict: "released" })).toBe("404 not_found");
});

test("what is held is read page by page, the oldest first, each once", async () => {
  const sound = madeUpSound(77, 120);
  const before = (await list("matches")).items.length;
  for (const ownerId of ["first", ...Array.from({ length: 21 }, () => "second")]) {
    services.clock.at = new Date(services.clock.at.getTime() + 1_000);
    await matchRecording(services, await uploadSound(services, { ownerId, sound }));
  }
  const { items, cursor } = await list("matches");
  const next = await operator(`/api/operate/matches?cursor=${encodeURIComponent(cursor ?? "")}`);
  const rest = heldMatchPage.parse(await next.json());
  expect([items.length, rest.items.length, rest.cursor]).toEqual([20, before + 1, null]);
  const all = [...items, ...rest.items];
  expect(new Set(all.map(({ id }) => id)).size).toBe(before + 21);
  expect(all.map(({ foundAt }) => foundAt)).toEqual(
    all.map(({ foundAt }) => foundAt).toSorted((a, b) => (a < b ? -1 : 1)),
  );
});
