import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { MediaResult } from "@songkeeper/media";
import { emptySlot, fillSlot, type MediaSlot, openSlot } from "./media-slot.ts";

const NAME = "song.flac";
const MADE: MediaResult = { task: "download", file: { name: NAME, bytes: 4, sha256: "0".repeat(64) } };

let folder: string;
let output: string;
let slot: MediaSlot;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "songkeeper-slot-"));
  output = join(folder, "made");
  await mkdir(output);
  await writeFile(join(folder, "secret"), "four");
  slot = await openSlot(join(folder, "work"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const made = () => join(slot.out, NAME);
const secret = () => join(folder, "secret");

test("a job's files come into the slot under names of its own, without a copy", async () => {
  const tags = {
    title: "Rain",
    artist: "Mei",
    album: "Rain",
    trackNumber: 1,
    trackCount: 1,
    date: "2026-03-10",
    isrc: null,
    lyricists: [],
    composers: [],
    lyrics: null,
    orderId: "order",
    releaseLoudness: null,
    loudness: { integratedLufs: -14, rangeLu: 5, truePeakDbtp: -1 },
  };
  const files = { input: secret(), output, cover: secret() };
  const inSlot = await fillSlot(slot, { task: "download", format: "flac", tags, ...files });
  expect(inSlot).toMatchObject({ input: join(slot.in, "input"), cover: join(slot.in, "cover"), output: slot.out });
  const [one, other] = await Promise.all([secret(), inSlot.input].map((path) => stat(path)));
  expect(one?.ino).toBe(other?.ino);
});

test("what was made goes to who ordered it, and the slot leaves nothing", async () => {
  await writeFile(made(), "four");
  await emptySlot(slot, MADE, output);
  expect(await readFile(join(output, NAME), "utf8")).toBe("four");
  await slot.remove();
  expect(await readdir(join(folder, "work"))).toEqual([]);
});

test.each<{ what: string; make: () => Promise<unknown> }>([
  { what: "nothing", make: () => Promise.resolve() },
  { what: "a link to another file", make: () => symlink(secret(), made()) },
  { what: "a second name of another file", make: () => link(secret(), made()) },
  { what: "a folder", make: () => mkdir(made()) },
  { what: "a file of another length", make: () => writeFile(made(), "longer") },
])("$what in place of a file is not taken", async ({ make }) => {
  await make();
  await expect(emptySlot(slot, MADE, output)).rejects.toThrow(`made no ${NAME}`);
  expect(await readdir(output)).toEqual([]);
});
