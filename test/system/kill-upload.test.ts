import { stat } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { draftTrackOf, musicianBy, type Musician, patch, tus } from "../../apps/api/src/testing/musician.ts";
import { pictureFile } from "../../apps/api/src/testing/picture-file.ts";
import { storedFiles } from "../../apps/api/src/testing/stored-files.ts";
import type { Send } from "../../apps/api/src/testing/test-player.ts";
import { waveFile } from "../../apps/api/src/testing/wave-file.ts";
import { DeadServerError } from "./support/mortal-platform.ts";
import { signIn } from "./support/sign-in.ts";
import { BEGIN, storeWorld, type StoredPlatform, type StoredWorld } from "./support/stored-world.ts";

// A server that is killed while a file comes, while it is made ready or while it is published leaves a song that is
// whole, or none: what it was in the middle of is done again or cleanly undone, and no file stays that nobody knows.

const ENOUGH_MS = 600_000;
/** Longer than a dead process's claim on a job lasts, and than a row without a file is kept. */
const LATER_MS = 90_000;
const ENDS = new Set(["ready", "refused", "failed"]);
const SONG = waveFile({ seconds: 3 });

let world: StoredWorld;
beforeAll(async () => {
  world = await storeWorld(async () => undefined);
}, 60_000);
afterAll(() => world.remove());

/** A platform with a clock that goes on, and a musician who sends requests to whichever process lives. */
class Studio {
  readonly stored: StoredPlatform;
  readonly mei: Musician;
  #at = BEGIN.getTime();

  constructor(stored: StoredPlatform, asOwner: Send) {
    this.stored = stored;
    this.mei = musicianBy((path, init) => asOwner(path, init), "owner");
  }

  static async open(): Promise<Studio> {
    const stored = await world.open();
    return new Studio(stored, await signIn(stored.platform.send));
  }

  /** Lets time go by and waits until a recording has come to an end. */
  async settle(recordingId: string): Promise<string> {
    const { platform } = this.stored;
    await platform.arm(null);
    this.#at += LATER_MS;
    await platform.moveTo(new Date(this.#at));
    const state = async () => (await this.mei.recording(recordingId)).state;
    await expect.poll(async () => ENDS.has(await state()), { timeout: 60_000, interval: 50 }).toBe(true);
    return state();
  }

  /** Every file that is here, and every file that the database knows of. */
  async filesAndRows(): Promise<{ files: readonly string[]; known: readonly string[] }> {
    const { platform, dataDir, contents } = this.stored;
    // What is of no use any more is removed by a job of its own, a moment later.
    const inFlight = async () => (await storedFiles(dataDir)).filter((name) => !name.startsWith("objects/"));
    await expect.poll(inFlight, { timeout: 30_000, interval: 50 }).toEqual([]);
    await platform.stop();
    const rows = await contents();
    const parse = <T>(table: string) => (rows[table] ?? []).map((row) => JSON.parse(row) as T);
    const recordings = parse<{ id: string; state: string }>("recording").filter(({ state }) => state === "ready");
    const known = [
      ...recordings.map(({ id }) => `objects/originals/${id}`),
      ...parse<{ recording_id: string; name: string }>("recording_file").map(
        ({ recording_id, name }) => `objects/media/${recording_id}/${name}`,
      ),
      ...parse<{ id: string }>("cover").flatMap(({ id }) =>
        ["1400", "300"].map((name) => `objects/covers/${id}/${name}.jpg`),
      ),
    ];
    return { files: await storedFiles(dataDir), known: known.toSorted() };
  }
}

/** Sends what is left of a file, asking first where it stands, as tus has it. */
async function goOn(mei: Musician, address: string): Promise<void> {
  const stands = await mei.send(address, { method: "HEAD", headers: tus() });
  const offset = Number(stands.headers.get("upload-offset"));
  if (offset < SONG.length) expect((await mei.send(address, patch(SONG.subarray(offset), offset))).status).toBe(204);
}

async function begin(mei: Musician, draftId: string): Promise<string> {
  const begun = await mei.begin(draftId, SONG.length);
  expect(begun.status).toBe(201);
  return begun.headers.get("location") ?? "";
}

const idOf = (address: string) => address.split("/").at(-1) ?? "";

test(
  "whichever statement of an upload's requests a server dies at, the file comes whole and becomes a song, once",
  { timeout: ENOUGH_MS },
  async () => {
    const studio = await Studio.open();
    const { platform } = studio.stored;
    const { id: draftId } = await studio.mei.addDraft();
    const begun = await platform.surviveEach("after", () => begin(studio.mei, draftId));
    expect(begun.deaths).toBeGreaterThan(5);
    const sent = await platform.surviveEach("before", () => goOn(studio.mei, begun.answer));
    expect(sent.deaths).toBeGreaterThan(5);
    expect(await studio.settle(idOf(begun.answer))).toBe("ready");
    // The next start forgets the uploads whose beginning nobody was told of.
    await platform.kill();
    await expect
      .poll(async () => (await studio.mei.draft(draftId)).recordings.map(({ state }) => state), { timeout: 20_000 })
      .toEqual(["ready"]);
    const { files, known } = await studio.filesAndRows();
    expect(files).toEqual(known);
  },
);

test("a server that is killed while bytes come keeps those that came", { timeout: ENOUGH_MS }, async () => {
  const studio = await Studio.open();
  const { platform } = studio.stored;
  const address = await begin(studio.mei, (await studio.mei.addDraft()).id);
  expect((await studio.mei.send(address, patch(SONG.subarray(0, 200_000), 0))).status).toBe(204);
  const gate = Promise.withResolvers<void>();
  const half = new ReadableStream<Uint8Array>({
    async pull(controller) {
      controller.enqueue(SONG.slice(200_000, 300_000));
      await gate.promise;
      controller.close();
    },
  });
  const headers = tus({ "upload-offset": "200000", "content-type": "application/offset+octet-stream" });
  const cut = studio.mei.send(address, { method: "PATCH", headers, body: half, duplex: "half" } as RequestInit);
  cut.catch(() => undefined);
  const file = `${studio.stored.dataDir}/uploads/${idOf(address)}`;
  await expect.poll(async () => (await stat(file)).size, { timeout: 20_000 }).toBeGreaterThan(200_000);
  await platform.kill();
  gate.resolve();
  await expect(cut).rejects.toThrow();
  await goOn(studio.mei, address);
  expect(await studio.settle(idOf(address))).toBe("ready");
  const { files, known } = await studio.filesAndRows();
  expect(files).toEqual(known);
});

const PLACES = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((at) => ({ at, when: "after", text: 'update "recording" set "state"' }) as const),
  { at: 1, when: "before", text: 'insert into "recording_file"' },
  { at: 1, when: "after", text: 'insert into "recording_file"' },
  { at: 1, when: "before", text: 'update "recording" set "state" = ' },
] as const;

test(
  "wherever in the making of a song a server dies, the song is whole in the end or cleanly failed, and nothing is left",
  { timeout: ENOUGH_MS },
  async () => {
    const studio = await Studio.open();
    const { platform } = studio.stored;
    const { id: draftId } = await studio.mei.addDraft();
    const ends: string[] = [];
    for (const place of PLACES) {
      const address = await begin(studio.mei, draftId);
      await platform.arm(place);
      await untilDead(() => goOn(studio.mei, address));
      await platform.arm(null);
      await goOn(studio.mei, address);
      ends.push(await studio.settle(idOf(address)));
    }
    expect(platform.deaths).toBe(PLACES.length);
    expect(ends).toEqual(PLACES.map(() => "ready"));
    const { files, known } = await studio.filesAndRows();
    expect(files).toEqual(known);
  },
);

test("a server that dies at any statement of publishing publishes one release", { timeout: ENOUGH_MS }, async () => {
  const studio = await Studio.open();
  const { platform, contents } = studio.stored;
  const { mei } = studio;
  const coverId = await mei.makeCover(pictureFile());
  const { id: draftId } = await mei.addDraft();
  const address = await begin(mei, draftId);
  await goOn(mei, address);
  await studio.settle(idOf(address));
  const tracks = [draftTrackOf(idOf(address))];
  const revision = await mei.save(draftId, { title: "山居", artist: "林小满", coverId, tracks, declared: true });
  const survived = await platform.surviveEach("before", async () => {
    const answer = await mei.publish(draftId, revision);
    return [answer.status, await answer.text()] as const;
  });
  expect(survived.deaths).toBeGreaterThan(20);
  const again = await mei.publish(draftId, revision);
  expect(survived.answer).toEqual([200, await again.text()]);
  const { files, known } = await studio.filesAndRows();
  expect(files).toEqual(known);
  const { release = [], artist = [], track = [] } = await contents();
  expect([release.length, artist.length, track.filter((row) => row.includes(idOf(address))).length]).toEqual([1, 1, 1]);
});

/** Does something again and again until the server dies, of it or beside it. */
async function untilDead(work: () => Promise<unknown>): Promise<void> {
  const isDead = () =>
    work().then(
      () => false,
      (error: unknown) => {
        if (error instanceof DeadServerError) return true;
        throw error;
      },
    );
  await expect.poll(isDead, { timeout: 30_000, interval: 20 }).toBe(true);
}
