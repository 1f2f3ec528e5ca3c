import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "../../apps/api/src/http/app.ts";
import { doJobs, type Musician, musicianOf } from "../../apps/api/src/testing/musician.ts";
import { storedFiles } from "../../apps/api/src/testing/stored-files.ts";
import { openTestServices, type TestServices } from "../../apps/api/src/testing/test-services.ts";
import { disguises, type Hostile } from "./support/disguises.ts";
import { forgeries } from "./support/forgeries.ts";
import { hostilePictures } from "./support/pictures.ts";
import { filesWith, setTrap, type Trap } from "./support/trap.ts";

// Hostile files come the way a musician's do: over HTTP, through the queue, into the jailed worker.

let services: TestServices;
let trap: Trap;
beforeAll(async () => {
  [services, trap] = await Promise.all([openTestServices(), setTrap()]);
});
afterAll(async () => {
  await services.close();
  await trap.close();
});

/** Uploads files by a musician of their own, and tells what became of each. */
async function verdictsOf(name: string, files: readonly Hostile[]): Promise<string[]> {
  const somebody = await musicianOf(services, name);
  const { id: draftId } = await somebody.addDraft();
  const ids: string[] = [];
  for (const [, , file] of files) ids.push(await somebody.upload(draftId, file()));
  await doJobs(services);
  const seen = await Promise.all(ids.map((id) => somebody.recording(id)));
  await forget(somebody, ids);
  return seen.map(({ state, refusal }, at) => `${files[at]?.[0]}: ${state === "ready" ? "done" : (refusal ?? state)}`);
}

async function forget(somebody: Musician, ids: readonly string[]): Promise<void> {
  for (const id of ids) await somebody.send(`/api/recordings/${id}/remove`, { method: "POST" });
  await doJobs(services);
}

const wanted = (files: readonly Hostile[]) => files.map(([name, verdict]) => `${name}: ${verdict}`);

/** The server answers, nobody called anywhere, and no file is left of any of it. */
async function expectUnharmed(): Promise<void> {
  expect((await createApp(services).request("/api/health")).status).toBe(200);
  expect(trap.calls()).toBe(0);
  const files = await storedFiles(services.config.dataDir);
  expect(files.filter((path) => !path.startsWith("objects/covers/"))).toEqual([]);
}

test("files in disguise are refused, and nothing that they name is read or called", { timeout: 300_000 }, async () => {
  const files = disguises(trap);
  expect(await verdictsOf("disguised", files)).toEqual(wanted(files));
  await expectUnharmed();
});

test("files whose headers lie get the verdict that they deserve, and leave nothing", { timeout: 300_000 }, async () => {
  const files = forgeries();
  expect(files.length + disguises(trap).length).toBeGreaterThanOrEqual(60);
  expect(await verdictsOf("forger", files)).toEqual(wanted(files));
  await expectUnharmed();
});

test("hostile pictures make no cover", { timeout: 120_000 }, async () => {
  const somebody = await musicianOf(services, "painter");
  const pictures = hostilePictures(trap);
  const said: string[] = [];
  for (const [name, , picture] of pictures) {
    const answer = await somebody.sendPicture(picture());
    const body = (await answer.json()) as { code?: string; coverId?: string; facts?: { refusal?: string } };
    said.push(`${name}: ${body.facts?.refusal ?? body.code ?? "done"}`);
  }
  expect(said).toEqual(wanted(pictures));
  await expectUnharmed();
});

test("nothing that is stored holds a word of the file that hostile files named", async () => {
  const { dataDir } = services.config;
  const paths = (await storedFiles(dataDir)).map((path) => join(dataDir, path));
  expect(await filesWith(trap.words, [...paths, trap.path])).toEqual([trap.path]);
});
