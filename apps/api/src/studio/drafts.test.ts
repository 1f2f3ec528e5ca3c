import type { DraftBody, Problem } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { draftTrackOf, type Musician, musicianOf } from "../testing/musician.ts";
import { rowsOf } from "../testing/test-database.ts";
import { json } from "../testing/test-player.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { forgetDrafts } from "./forget-drafts.ts";

const BODY: DraftBody = { title: "山居", artist: "", coverId: null, tracks: [], declared: false };

let services: TestServices;
let mei: Musician;
beforeEach(async () => {
  services = await openTestServices();
  mei = await musicianOf(services);
});
afterEach(() => services.close());

const save = (draftId: string, revision: number, body: DraftBody = BODY, by = mei) =>
  by.send(`/api/drafts/${draftId}`, json("PUT", { revision, body }));

async function problemOf(response: Response): Promise<Problem> {
  return (await response.json()) as Problem;
}

async function titles(by = mei): Promise<string[]> {
  const { drafts } = (await (await by.send("/api/drafts")).json()) as { drafts: { title: string }[] };
  return drafts.map(({ title }) => title);
}

test("a draft keeps whatever was typed, however incomplete", async () => {
  const { id, revision } = await mei.addDraft();
  const saved = await save(id, revision, { ...BODY, title: "  山 " });
  expect(await saved.json()).toEqual({ revision: 1, updatedAt: "2026-03-10T02:00:00.000Z" });
  expect(await mei.draft(id)).toMatchObject({ revision: 1, body: { title: "  山 " }, recordings: [] });
});

test("of two windows that change one draft the second is told, and overwrites nothing", async () => {
  const { id } = await mei.addDraft();
  expect((await save(id, 0)).status).toBe(200);
  const refused = await save(id, 0, { ...BODY, title: "Other" });
  expect(refused.status).toBe(409);
  expect(await problemOf(refused)).toMatchObject({ code: "draft_changed", facts: { revision: 1 } });
  expect((await mei.draft(id)).body.title).toBe("山居");
  const both = await Promise.all([save(id, 1, { ...BODY, title: "A" }), save(id, 1, { ...BODY, title: "B" })]);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test("the same change, sent again since its answer was lost, is one change", async () => {
  const { id } = await mei.addDraft();
  for (let round = 0; round < 3; round++) expect(await (await save(id, 0)).json()).toMatchObject({ revision: 1 });
});

test("a draft of another shape than the contract's is refused field by field", async () => {
  const { id } = await mei.addDraft();
  const odd = { ...BODY, title: "x".repeat(201), surprise: 1 };
  const refused = await mei.send(`/api/drafts/${id}`, json("PUT", { revision: 0, body: odd }));
  expect(refused.status).toBe(422);
  expect((await problemOf(refused)).errors?.map(({ path }) => path).toSorted()).toEqual(["body", "body.title"]);
});

test("a draft takes sixty songs with long words, and no more than that", async () => {
  const { id } = await mei.addDraft();
  const albumOf = (lyrics: number): DraftBody => {
    const tracks = Array.from({ length: 60 }, (_, at) => draftTrackOf(`file-${at}`, { lyrics: "雨".repeat(lyrics) }));
    return { ...BODY, tracks };
  };
  expect((await save(id, 0, albumOf(7_000))).status).toBe(200);
  const refused = await save(id, 1, albumOf(9_000));
  expect([refused.status, (await problemOf(refused)).code]).toEqual([413, "too_large"]);
  expect((await mei.draft(id)).revision).toBe(1);
});

test("a removed draft is gone from the list and can be brought back with its files", async () => {
  const { id } = await mei.addDraft();
  await save(id, 0);
  await mei.upload(id, Buffer.from("not music"));
  await mei.send(`/api/drafts/${id}/remove`, { method: "POST" });
  expect([await titles(), (await mei.send(`/api/drafts/${id}`)).status]).toEqual([[], 404]);
  expect((await save(id, 1)).status).toBe(404);
  await mei.send(`/api/drafts/${id}/restore`, { method: "POST" });
  expect(await titles()).toEqual(["山居"]);
  expect((await mei.draft(id)).recordings).toMatchObject([{ state: "waiting" }]);
});

test("a week after a draft was removed its files go, and not before", async () => {
  const { id } = await mei.addDraft();
  await mei.upload(id, Buffer.from("not music"));
  await mei.send(`/api/drafts/${id}/remove`, { method: "POST" });
  const states = async () =>
    ((await rowsOf(services.database.db, "recording")) as { state: string }[]).map(({ state }) => state);
  services.clock.at = new Date("2026-03-17T01:59:59.000Z");
  await forgetDrafts(services);
  expect(await states()).toEqual(["waiting"]);
  services.clock.at = new Date("2026-03-17T02:00:01.000Z");
  await forgetDrafts(services);
  await forgetDrafts(services);
  expect(await states()).toEqual(["removed"]);
});

test("drafts are their musician's alone", async () => {
  const [{ id }, he] = [await mei.addDraft(), await musicianOf(services, "he")];
  const tries = [
    he.send(`/api/drafts/${id}`),
    save(id, 0, BODY, he),
    he.publish(id, 0),
    ...["remove", "restore"].map((what) => he.send(`/api/drafts/${id}/${what}`, { method: "POST" })),
  ];
  expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(await titles(he)).toEqual([]);
});

test("one person has a hundred drafts open at most", async () => {
  for (let count = 0; count < 100; count++) await mei.addDraft();
  const refused = await mei.send("/api/drafts", json("POST", {}));
  expect(refused.status).toBe(409);
  expect(await problemOf(refused)).toMatchObject({ code: "quota_used", facts: { drafts: 100, draftsMax: 100 } });
});
