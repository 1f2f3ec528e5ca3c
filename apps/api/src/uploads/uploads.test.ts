import { readdir, rm, symlink, unlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Problem } from "@songkeeper/contracts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createApp } from "../http/app.ts";
import { type Musician, musicianOf, patch, tus } from "../testing/musician.ts";
import { rowsOf } from "../testing/test-database.ts";
import { withHeaders } from "../testing/test-player.ts";
import { openTestServices, type TestServices } from "../testing/test-services.ts";
import { settleUploads, sweepUploads } from "./sweep-uploads.ts";

const GIB = 1024 ** 3;
const BYTES = Buffer.from("0123456789".repeat(100));

let services: TestServices;
let mei: Musician;
let draftId: string;
beforeEach(async () => {
  services = await openTestServices();
  mei = await musicianOf(services);
  draftId = (await mei.addDraft()).id;
  services.uploads.freeBytes = async () => 100 * GIB;
});
afterEach(() => services.close());

async function begin(bytes = BYTES.length, fileName?: string): Promise<string> {
  const begun = await mei.begin(draftId, bytes, fileName);
  expect(begun.status).toBe(201);
  return begun.headers.get("location") ?? "";
}

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return (await response.json()) as Problem;
}

async function refusalOf(response: Response): Promise<string> {
  return `${response.status} ${(await problemOf(response)).code}`;
}

const idOf = (address: string) => address.split("/").at(-1) ?? "";
const files = () => readdir(join(services.config.dataDir, "uploads"));
const head = (address: string, send = mei.send) => send(address, { method: "HEAD", headers: tus() });
const states = async () =>
  ((await rowsOf(services.database.db, "recording")) as { state: string }[]).map(({ state }) => state);
const jobs = async () => ((await rowsOf(services.database.db, "job")) as { queue: string }[]).map(({ queue }) => queue);

test("a file that comes in parts goes on from where it stands, and waits to be made ready once it is whole", async () => {
  const address = await begin();
  expect(await states()).toEqual(["uploading"]);
  expect((await mei.send(address, patch(BYTES.subarray(0, 400), 0))).headers.get("upload-offset")).toBe("400");
  const stands = await head(address);
  expect([stands.status, stands.headers.get("upload-offset"), stands.headers.get("upload-length")]).toEqual([
    200,
    "400",
    "1000",
  ]);
  expect(await mei.recording(idOf(address))).toMatchObject({ state: "uploading", bytes: 1000, fileName: "song.wav" });
  expect((await mei.send(address, patch(BYTES.subarray(400), 400))).status).toBe(204);
  expect(await states()).toEqual(["waiting"]);
  expect(await jobs()).toEqual(["ingest"]);
  expect((await head(address)).headers.get("upload-offset")).toBe("1000");
});

test("a part from a place where the upload does not stand is refused, and nothing of it is kept", async () => {
  const address = await begin();
  await mei.send(address, patch(BYTES.subarray(0, 400), 0));
  for (const offset of [0, 399, 401])
    expect(await refusalOf(await mei.send(address, patch(BYTES.subarray(0, 10), offset)))).toBe("409 upload_offset");
  expect((await head(address)).headers.get("upload-offset")).toBe("400");
});

test("a part that goes beyond the length that was said is refused", async () => {
  const address = await begin();
  expect(await refusalOf(await mei.send(address, patch(Buffer.alloc(1001), 0)))).toBe("413 too_large");
  expect(await states()).toEqual(["uploading"]);
});

test("to another person an upload is not there, whatever is tried, and it goes on unharmed", async () => {
  const address = await begin();
  const he = await musicianOf(services, "he");
  await mei.send(address, patch(BYTES.subarray(0, 400), 0));
  expect((await head(address, he.send)).status).toBe(404);
  expect(await refusalOf(await he.send(address, patch(BYTES.subarray(400), 400)))).toBe("404 not_found");
  expect(await refusalOf(await he.send(address, { method: "DELETE", headers: tus() }))).toBe("404 not_found");
  expect((await he.send(address, { method: "OPTIONS", headers: tus() })).status).toBe(404);
  expect(await refusalOf(await he.send(address))).toBe("404 not_found");
  const anybody = createApp(services);
  expect((await anybody.request(address, { method: "HEAD", headers: tus() })).status).toBe(401);
  expect((await anybody.request(address, patch(BYTES.subarray(400), 400))).status).toBe(401);
  expect((await head(address)).headers.get("upload-offset")).toBe("400");
});

test("an address that names another's upload in its query leads to the one in its path", async () => {
  const [mine, he] = [await begin(), await musicianOf(services, "he")];
  const theirs = (await he.begin((await he.addDraft()).id, BYTES.length)).headers.get("location") ?? "";
  expect((await he.send(`${theirs}?x=/${idOf(mine)}`, patch(BYTES.subarray(0, 100), 0))).status).toBe(204);
  expect((await he.send(`${theirs}?${mine}`, patch(BYTES.subarray(0, 100), 100))).status).toBe(204);
  expect((await head(mine)).headers.get("upload-offset")).toBe("0");
});

test("somebody else's draft, a published or a removed one takes no file", async () => {
  const he = await musicianOf(services, "he");
  expect(await refusalOf(await he.begin(draftId, 10))).toBe("404 not_found");
  for (const id of ["nothing", "", `${draftId}\0`, "\ud800"])
    expect(await refusalOf(await mei.begin(id, 10))).toBe("404 not_found");
  await mei.send(`/api/drafts/${draftId}/remove`, { method: "POST" });
  expect(await refusalOf(await mei.begin(draftId, 10))).toBe("404 not_found");
  expect([await states(), await files()]).toEqual([[], []]);
});

test.each([
  { what: "no length", headers: { "upload-length": "" }, says: "400 invalid_request" },
  { what: "a length that is no number", headers: { "upload-length": "1e3" }, says: "400 invalid_request" },
  {
    what: "a length said later",
    headers: { "upload-length": "", "upload-defer-length": "1" },
    says: "invalid_request",
  },
  { what: "no bytes at all", headers: { "upload-length": "0" }, says: "422 invalid_fields" },
  { what: "a byte more than a GiB", headers: { "upload-length": `${GIB + 1}` }, says: "413 too_large" },
  { what: "metadata that cannot be read", headers: { "upload-metadata": "a b c" }, says: "400 invalid_request" },
  { what: "another version of tus", headers: { "tus-resumable": "0.2.0" }, says: "400 invalid_request" },
])("an upload with $what is refused before a byte or a row is stored", async ({ headers, says }) => {
  const draft = `draftId ${Buffer.from(draftId).toString("base64")}`;
  const all = tus({ "upload-length": "1000", "upload-metadata": draft, ...headers });
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
  expect(await refusalOf(await mei.send("/api/uploads", { method: "POST", headers: sent }))).toContain(says);
  expect([await states(), await files()]).toEqual([[], []]);
});

test("a person may have a hundred files here that are not published, and 20 GiB", async () => {
  for (let gib = 0; gib < 20; gib++) await begin(GIB);
  const refused = await problemOf(await mei.begin(draftId, 1));
  expect(refused).toMatchObject({ code: "quota_used", facts: { recordings: 20, recordingsMax: 100 } });
  for (const row of (await mei.draft(draftId)).recordings)
    await mei.send(`/api/recordings/${row.id}/remove`, { method: "POST" });
  for (let count = 0; count < 100; count++) await begin(1);
  expect(await refusalOf(await mei.begin(draftId, 1))).toBe("409 quota_used");
});

test.each([
  ["../../etc/passwd", "passwd"],
  ["C:\\music\\雨.flac", "雨.flac"],
  ["a\u202egnp.wav", "agnp.wav"],
  ["a\u0000b\nc.wav", "abc.wav"],
  ["", "audio"],
  ["..", "audio"],
  [`${"长".repeat(300)}.flac`, `${"长".repeat(195)}.flac`],
])("a file named %j is shown as %j", async (given, shown) => {
  const address = await begin(10, given);
  expect((await mei.recording(idOf(address))).fileName).toBe(shown);
});

test("an upload that is given up leaves nothing, and may be given up twice", async () => {
  const address = await begin();
  await mei.send(address, patch(BYTES.subarray(0, 400), 0));
  expect((await mei.send(address, { method: "DELETE", headers: tus() })).status).toBe(204);
  expect((await mei.send(address, { method: "DELETE", headers: tus() })).status).toBe(404);
  expect([await states(), await files()]).toEqual([["removed"], []]);
});

test("a file for which the disk has no room is refused before a byte or a row is stored", async () => {
  services.uploads.freeBytes = async () => GIB;
  expect(await refusalOf(await mei.begin(draftId, GIB / 2))).toBe("507 storage_full");
  expect([await states(), await files()]).toEqual([[], []]);
  await begin(GIB / 2 - 1);
});

test("a disk that is full is told, and nothing of the file is kept", async () => {
  const address = await begin();
  const path = services.uploads.pathOf(idOf(address));
  await unlink(path);
  await symlink("/dev/full", path);
  const sent = await mei.send(address, patch(BYTES, 0));
  expect(await refusalOf(sent)).toBe("507 storage_full");
  expect([await states(), await files()]).toEqual([["removed"], []]);
});

test("an upload whose file cannot be made is refused, and leaves no row", async () => {
  const folder = join(services.config.dataDir, "uploads");
  await rm(folder, { recursive: true });
  await symlink("/dev/null", folder);
  const quiet = { ...services, log: { ...services.log, error: () => undefined } };
  const he = await musicianOf(quiet, "he");
  expect((await he.begin((await he.addDraft()).id, 10)).status).toBeGreaterThanOrEqual(500);
  expect(await states()).toEqual([]);
});

test("a file whose end nobody heard, since the server died then, is finished at the next start", async () => {
  const address = await begin();
  const { uploads } = services;
  const path = uploads.pathOf(idOf(address));
  await writeFile(path, BYTES);
  expect(await states()).toEqual(["uploading"]);
  await settleUploads(services);
  await settleUploads(services);
  expect(await states()).toEqual(["waiting"]);
  expect(await jobs()).toEqual(["ingest"]);
  expect((await head(address)).headers.get("upload-offset")).toBe("1000");
});

test("an upload that got no byte for a week is given up, and its file goes", async () => {
  const [old, young] = [await begin(), await begin()];
  const at = services.clock.at;
  await utimes(services.uploads.pathOf(idOf(old)), at, new Date(at.getTime() - 7 * 86_400_000 - 1));
  await utimes(services.uploads.pathOf(idOf(young)), at, new Date(at.getTime() - 7 * 86_400_000 + 1000));
  await settleUploads(services);
  expect((await states()).toSorted()).toEqual(["removed", "uploading"]);
  await sweepUploads(services);
  expect((await files()).toSorted()).toEqual([idOf(young), `${idOf(young)}.json`].toSorted());
});

test.each([
  { what: "no file", files: [] },
  { what: "a file without the note by which more can come", files: [""] },
  { what: "half of that note", files: ["", ".json"] },
])("an upload that was begun by half, with $what, is forgotten after a minute", async ({ files: begun }) => {
  const address = await begin();
  const path = services.uploads.pathOf(idOf(address));
  await services.uploads.forget(idOf(address));
  for (const ending of begun) await writeFile(`${path}${ending}`, ending === "" ? "" : '{"id":');
  await settleUploads(services);
  expect(await states()).toEqual(["uploading"]);
  services.clock.at = new Date(services.clock.at.getTime() + 61_000);
  await settleUploads(services);
  expect([await states(), await files()]).toEqual([[], []]);
});

test("a file that no row knows goes at once", async () => {
  await begin();
  await services.database.db.deleteFrom("recording").execute();
  await sweepUploads(services);
  expect(await files()).toEqual([]);
});

test("another site's page cannot send a part with a person's session", async () => {
  const address = await begin();
  const foreign = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
  const app = createApp(services);
  const cookie = { cookie: "session=1" };
  const sent = await app.request(address, withHeaders(patch(BYTES, 0), { ...foreign, ...cookie }));
  expect(await refusalOf(sent)).toBe("403 foreign_page");
});
