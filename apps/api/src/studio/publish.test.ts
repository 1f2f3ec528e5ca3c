import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { type DraftBody, type Problem, ownReleasePage, published as publishedShape } from "@songkeeper/contracts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { markTied } from "../ledger/party-queries.ts";
import { draftTrackOf, type Musician, musicianOf } from "../testing/musician.ts";
import { pictureFile } from "../testing/picture-file.ts";
import { prepareDraft, publishPrepared } from "../testing/real-song.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json } from "../testing/test-player.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { waveFile } from "../testing/wave-file.ts";

let services: TestServices;
let mei: Musician;
let coverId: string;
beforeAll(async () => {
  services = await openTestServices();
  mei = await musicianOf(services);
  coverId = await mei.makeCover(pictureFile());
}, 60_000);
afterAll(() => services.close());

/** A draft whose songs can be heard. */
function draftWith(count: number) {
  const files = Array.from({ length: count }, (_, at) => waveFile({ hertz: 300 + 50 * at }));
  return prepareDraft(services, mei, { coverId, files });
}

async function errorsOf(response: Response): Promise<string[]> {
  const problem = (await response.json()) as Problem;
  expect([response.status, problem.code]).toEqual([422, "invalid_fields"]);
  return (problem.errors ?? []).map(({ path, rule }) => `${path} ${rule}`);
}

async function readPublished(answer: Response): Promise<{ releaseId: string; trackIds: string[] }> {
  return publishedShape.parse(await answer.json());
}

const count = async (table: "release" | "track" | "artist" | "sale_price") =>
  (await rowsOf(services.database.db, table)).length;

test(
  "a file that was uploaded can be heard, and its draft becomes a release with songs, once",
  { timeout: 60_000 },
  async () => {
    const { draftId, recordingIds, body } = await draftWith(2);
    const [first = ""] = recordingIds;
    expect(await mei.recording(first)).toMatchObject({
      state: "ready",
      step: null,
      source: { container: "wav", lossless: true, sampleRate: 44_100, durationMs: 2000 },
      playlistUrl: expect.stringMatching(/^\/m\/.+\/master\.m3u8$/),
      waveformUrl: `/waveforms/${first}/overview.dat`,
    });
    const revision = await mei.save(draftId, body);
    const answers = await Promise.all([1, 2, 3].map(() => mei.publish(draftId, revision)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [published, ...again] = await Promise.all(answers.map((answer) => readPublished(answer)));
    expect(again).toEqual([published, published]);
    expect([await count("release"), await count("track"), await count("artist")]).toEqual([1, 2, 1]);
    expect(await mei.draft(draftId)).toMatchObject({ publishedReleaseId: published?.releaseId });

    const tracks = (await rowsOf(services.database.db, "track")) as {
      id: string;
      audio_object: string;
      audio_bytes: bigint;
    }[];
    const one = tracks.find(({ id }) => id === published?.trackIds[0]);
    expect(one?.audio_object).toBe(`media/${first}/aac128.mp4`);
    expect(await services.objects.size(one?.audio_object ?? "")).toBe(Number(one?.audio_bytes));
    expect(await services.objects.size(`originals/${first}`)).toBe(waveFile().length);
    expect(await services.objects.size(`covers/${coverId}/300.jpg`)).toBeGreaterThan(100);
    expect(await readdir(join(services.config.dataDir, "uploads"))).toEqual([]);
    expect(await readdir(join(services.config.dataDir, "work"))).toEqual([]);

    const releases = await (await mei.send("/api/studio/releases")).json();
    expect(releases).toMatchObject({
      items: [
        {
          id: published?.releaseId,
          title: "山居",
          artist: "林小满",
          coverId,
          tracks: [{ title: "歌 1", sold: 0, licensed: true, cleared: true }, { title: "歌 2" }],
        },
      ],
      cursor: null,
    });
  },
);

test("an empty draft is refused with everything that is missing, each at its place", async () => {
  const { id, revision, body } = await mei.addDraft();
  const all = ["title missing", "artist missing", "coverId missing", "tracks no_songs", "declared not_declared"];
  expect(await errorsOf(await mei.publish(id, revision))).toEqual(all);
  const saved = await mei.save(id, { ...body, coverId: "nothing" });
  expect(await errorsOf(await mei.publish(id, saved))).toContain("coverId unknown");
  expect((await mei.publish(id, revision)).status).toBe(409);
});

test(
  "what is wrong with a song is told by its number and field, and nothing is published",
  { timeout: 60_000 },
  async () => {
    const { draftId, recordingIds, body } = await draftWith(1);
    const [id = ""] = recordingIds;
    const whole = { perMille: 1000, society: "unknown" as const };
    const wrong: DraftBody["tracks"] = [
      draftTrackOf(id, { title: " ", isrc: "CN-1", sale: { mode: "fixed", amountMicro: "5" } }),
      draftTrackOf(id, { usePrices: { web: "150" }, credits: [{ role: "recording", name: "林小满", ...whole }] }),
      draftTrackOf("nothing", {
        origin: "cover",
        credits: [
          { role: "composer", name: "", ...whole, perMille: 999 },
          { role: "recording", name: "a\u202eb", ...whole },
          { role: "lyricist", name: "周墨", ...whole, partyId: "stranger" },
        ],
      }),
    ];
    const before = await count("release");
    const revision = await mei.save(draftId, { ...body, tracks: wrong });
    expect((await errorsOf(await mei.publish(draftId, revision))).toSorted()).toEqual(
      [
        "tracks.0.title missing",
        "tracks.0.isrc not_an_isrc",
        "tracks.0.sale.amountMicro not_in_steps",
        "tracks.1.usePrices.web not_in_steps",
        "tracks.1.credits composer_missing",
        "tracks.1.recordingId twice",
        "tracks.2.workTitle work_missing",
        "tracks.2.credits.0.name missing",
        "tracks.2.credits.0.perMille role_does_not_sum_to_1000",
        "tracks.2.credits.1.name not_allowed_here",
        "tracks.2.credits.2.partyId unknown_party",
        "tracks.2.recordingId unknown",
      ].toSorted(),
    );
    expect(await count("release")).toBe(before);
  },
);

test(
  "a song whose file is still on its way, was refused or is another draft's is not published",
  { timeout: 60_000 },
  async () => {
    const { draftId, recordingIds, body } = await draftWith(1);
    const waiting = await mei.upload(draftId, waveFile());
    const tracks = [...recordingIds, waiting].map((id) => draftTrackOf(id));
    const revision = await mei.save(draftId, { ...body, tracks });
    expect(await errorsOf(await mei.publish(draftId, revision))).toEqual(["tracks.1.recordingId not_ready"]);
    const other = await mei.addDraft();
    const elsewhere = await mei.save(other.id, { ...body, tracks: recordingIds.map((id) => draftTrackOf(id)) });
    expect(await errorsOf(await mei.publish(other.id, elsewhere))).toEqual(["tracks.0.recordingId unknown"]);
  },
);

test(
  "who has a part in a song and has joined is told when it is out; who published it is not",
  { timeout: 60_000 },
  async () => {
    const [zhou, song] = [await musicianOf(services, "zhou"), await draftWith(1)];
    const partyOf = (name: string) =>
      services.transact((tx) => tx.selectFrom("party").select("id").where("name", "=", name).executeTakeFirstOrThrow());
    await publishPrepared(mei, song);
    const [lyricist, singer] = [await partyOf("周墨"), await partyOf("林小满")];
    await services.transact((tx) => markTied(tx, lyricist.id, zhou.userId));
    await services.transact((tx) => markTied(tx, singer.id, mei.userId));
    const { releaseId } = await publishPrepared(mei, await draftWith(1));
    const told = (await rowsOf(services.database.db, "outbox")) as {
      topic: string;
      recipient: string;
      params: string;
    }[];
    expect(told.filter(({ topic }) => topic === "song_credited")).toMatchObject([
      { recipient: zhou.userId, params: JSON.stringify({ title: "山居", releaseId }) },
    ]);
  },
);

test(
  "a writer who has joined is told that a cover of their work waits for their leave",
  { timeout: 60_000 },
  async () => {
    const shi = await musicianOf(services, "shi");
    const whole = { perMille: 1000, society: "unknown" as const };
    const credits = [
      { role: "composer" as const, name: "石上", ...whole },
      { role: "recording" as const, name: "林小满", ...whole },
    ];
    const work = { origin: "cover" as const, workTitle: "石上泉", workWriters: "石上", credits };
    const cover = (title: string) => prepareDraft(services, mei, { coverId, track: { ...work, title } });
    const asked = async () =>
      ((await rowsOf(services.database.db, "outbox")) as { topic: string; recipient: string; params: string }[])
        .filter(({ topic }) => topic === "consent_asked")
        .map(({ recipient, params }) => [recipient, params]);
    await publishPrepared(mei, await cover("泉一"));
    expect(await asked()).toEqual([]);
    const { party_id: partyId } = await services.transact((tx) =>
      tx.selectFrom("credit").select("party_id").where("name", "=", "石上").executeTakeFirstOrThrow(),
    );
    await services.transact((tx) => markTied(tx, partyId, shi.userId));
    await publishPrepared(mei, await cover("泉二"));
    expect(await asked()).toEqual([[shi.userId, JSON.stringify({ title: "泉二" })]]);
    const { items } = (await (await shi.send("/api/consents")).json()) as { items: { title: string }[] };
    expect(items.map(({ title }) => title).toSorted()).toEqual(["泉一", "泉二"].toSorted());
  },
);

test("what is published cannot be changed as a draft, nor its files removed", { timeout: 60_000 }, async () => {
  const song = await draftWith(1);
  await publishPrepared(mei, song);
  const { draftId, body, recordingIds } = song;
  const tries = [
    mei.send(`/api/drafts/${draftId}`, json("PUT", { revision: 1, body })),
    mei.send(`/api/drafts/${draftId}/remove`, json("POST", {})),
    mei.send(`/api/recordings/${recordingIds[0]}/remove`, json("POST", {})),
    mei.begin(draftId, 10),
  ];
  for (const answer of await Promise.all(tries))
    expect(await answer.json()).toMatchObject({ code: "already_published" });
});

test(
  "a song is withdrawn and comes back, and its price and what is heard of it change",
  { timeout: 60_000 },
  async () => {
    const { trackIds } = await publishPrepared(mei, await draftWith(1));
    const [trackId] = trackIds;
    const post = async (what: string, body: unknown = {}, by = mei) =>
      (await by.send(`/api/tracks/${trackId}/${what}`, json("POST", body))).status;
    const found = async () => {
      const { items } = ownReleasePage.parse(await (await mei.send("/api/studio/releases")).json());
      return items.flatMap(({ tracks }) => tracks).find(({ id }) => id === trackId);
    };
    expect(await post("withdraw")).toBe(204);
    const withdrawnAt = (await found())?.withdrawnAt;
    services.clock.at = new Date(services.clock.at.getTime() + 60_000);
    expect([await post("withdraw"), (await found())?.withdrawnAt]).toEqual([204, withdrawnAt]);
    expect([await post("restore"), (await found())?.withdrawnAt]).toEqual([204, null]);
    const price = { mode: "at_least", amountMicro: "1010000" };
    expect([await post("sale-price", price), await post("sale-price", price)]).toEqual([204, 204]);
    expect(await post("listening", { listening: "preview" })).toBe(204);
    expect(await found()).toMatchObject({ sale: price, listening: "preview" });
    expect(await count("sale_price")).toBe((await count("track")) + 1);
    const he = await musicianOf(services, "he");
    for (const [what, body] of Object.entries({
      withdraw: {},
      restore: {},
      "sale-price": price,
      listening: { listening: "full" },
    }))
      expect(await post(what, body, he)).toBe(404);
    expect(await post("sale-price", { mode: "fixed", amountMicro: "50010000" })).toBe(422);
  },
);

test("a picture that is none is refused in words, and leaves nothing", async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
  for (const [picture, type, refusal] of [
    [svg, "image/png", "not_a_picture"],
    [svg, "image/svg+xml", "not_a_picture"],
    [pictureFile(299), "image/png", "picture_too_small"],
  ] as const) {
    const answer = await mei.sendPicture(picture, type);
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: "picture_refused", facts: { refusal } }]);
  }
  expect((await mei.sendPicture(Buffer.alloc(20 * 1024 ** 2 + 1), "image/png")).status).toBe(413);
  expect(await readdir(join(services.config.dataDir, "work"))).toEqual([]);
  expect(await readdir(join(services.config.dataDir, "objects/covers"))).toEqual([coverId]);
});

test("two first releases under one name, published at once, are of one artist", { timeout: 60_000 }, async () => {
  const drafts = [await draftWith(1), await draftWith(1)];
  const artist = "新人";
  const all = drafts.map(({ body, ...draft }) => publishPrepared(mei, { ...draft, body: { ...body, artist } }));
  const releases = (await Promise.all(all)).map(({ releaseId }) => releaseId);
  const artists = (await rowsOf(services.database.db, "artist")) as { id: string; name: string }[];
  const stored = (await rowsOf(services.database.db, "release")) as { id: string; artist_id: string }[];
  const own = artists.filter(({ name }) => name === artist).map(({ id }) => id);
  expect(stored.filter(({ id }) => releases.includes(id)).map(({ artist_id }) => artist_id)).toEqual([own[0], own[0]]);
  expect(own).toHaveLength(1);
});
