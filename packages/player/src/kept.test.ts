import { expect, test } from "vitest";
import { type Kept, NOTHING_KEPT, readKept, writeKept } from "./kept.ts";
import { EMPTY_QUEUE, playSongs, shuffled } from "./queue.ts";
import { QUALITIES } from "./song.ts";
import { songNamed } from "./testing/songs.ts";

const kept: Kept = {
  queue: shuffled(
    playSongs(EMPTY_QUEUE, ["a", "b", "c"].map(songNamed), 1, () => 0),
    () => 0,
  ),
  positionMs: 12_345.6,
  volume: 0.5,
  muted: true,
  quality: "standard",
};

test("what is kept is read as it was, its position in whole milliseconds", () => {
  expect(readKept(writeKept(kept))).toEqual({ ...kept, positionMs: 12_346, version: 1 });
});

test.each(QUALITIES)("a listener who chose %s has it after a reload", (quality) => {
  expect(readKept(writeKept({ ...kept, quality }), "standard").quality).toBe(quality);
});

test("who chose nothing hears what the device asks for", () => {
  expect([readKept(null, "saver").quality, readKept(null).quality]).toEqual(["saver", "lossless"]);
});

const written = () => JSON.parse(writeKept(kept));
test.each([
  ["nothing", null],
  ["no JSON", "{"],
  ["another thing", "[]"],
  ["an older version", JSON.stringify({ ...written(), version: 0 })],
  ["a quality that there is not", JSON.stringify({ ...written(), quality: "loud" })],
  ["a volume above full", JSON.stringify({ ...written(), volume: 2 })],
  ["a place outside the queue", JSON.stringify({ ...written(), queue: { ...written().queue, at: 3 } })],
  ["a place in an empty queue", JSON.stringify({ ...written(), queue: { ...EMPTY_QUEUE, at: 0 } })],
  ["a song without a title", writeKept(kept).replace('"title":"a"', '"title":7')],
  ["two entries of one key", writeKept(kept).replace('"key":1', '"key":2')],
])("%s counts as nothing kept", (_, text) => {
  expect(readKept(text)).toEqual(NOTHING_KEPT);
});

test("of a long queue the part around what is heard is kept", () => {
  const songs = Array.from({ length: 500 }, (_, index) => songNamed(`${index}`));
  const queue = playSongs(EMPTY_QUEUE, songs, 300, () => 0);
  const read = readKept(writeKept({ ...kept, queue }));
  expect(read.queue.entries.length).toBe(200);
  expect(read.queue.entries[read.queue.at]?.song.title).toBe("300");
});

test("an order from before shuffling knows exactly the entries that are there", () => {
  const odd = { ...written(), queue: { ...written().queue, unshuffled: [9, 2, 2] } };
  expect(readKept(JSON.stringify(odd)).queue.unshuffled).toEqual([2, 1, 3]);
});
