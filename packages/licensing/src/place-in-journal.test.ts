import fc from "fast-check";
import { expect, test } from "vitest";
import { FIRST_PREV_HASH } from "./chunk.ts";
import { gapsOf, type JournalHead, placeInJournal, type StoredChunk, waitingInSequence } from "./place-in-journal.ts";

/** A device's true journal of 30 entries in five chunks; hashes are words here. */
const JOURNAL = [
  chunk(1, 10, FIRST_PREV_HASH, "a"),
  chunk(11, 5, "a", "b"),
  chunk(16, 1, "b", "c"),
  chunk(17, 4, "c", "d"),
  chunk(21, 10, "d", "e"),
] as const;
const [A, B, C, D] = JOURNAL;

function chunk(firstSeq: number, count: number, prevHash: string, hash: string): Omit<StoredChunk, "state"> {
  return { firstSeq, count, prevHash, hash };
}
const judged = (stored: Omit<StoredChunk, "state">): StoredChunk => ({ ...stored, state: "judged" });
const waiting = (stored: Omit<StoredChunk, "state">): StoredChunk => ({ ...stored, state: "waiting" });

const empty: JournalHead = { expectedSeq: 1, headHash: FIRST_PREV_HASH };
const afterA: JournalHead = { expectedSeq: 11, headHash: "a" };

test.each<[string, JournalHead, StoredChunk[], Omit<StoredChunk, "state">, string]>([
  ["the first chunk", empty, [], A, "next"],
  ["the next chunk", afterA, [judged(A)], B, "next"],
  ["a chunk that was judged", afterA, [judged(A)], A, "known judged"],
  ["a chunk that waits", empty, [waiting(C)], C, "known waiting"],
  ["a chunk beyond the next", empty, [], B, "ahead"],
  ["a chunk beyond the next that follows a waiting one", empty, [waiting(B)], C, "ahead"],
  ["a chunk beyond the next that a waiting one follows", empty, [waiting(C)], B, "ahead"],
  ["the chunk that fills the gap", afterA, [judged(A), waiting(C)], B, "fills"],
  ["another first chunk", afterA, [judged(A)], chunk(1, 10, FIRST_PREV_HASH, "x"), "fork"],
  ["another chunk in a waiting one's range", empty, [waiting(C)], chunk(16, 1, "b", "x"), "fork"],
  ["a next chunk after another head", afterA, [judged(A)], chunk(11, 5, "x", "b"), "fork"],
  ["a first chunk that follows something", empty, [], chunk(1, 10, "x", "a"), "fork"],
  ["a filled gap that its successor does not follow", afterA, [judged(A), waiting(C)], chunk(11, 5, "a", "x"), "fork"],
  ["a chunk ahead that does not follow its neighbour", empty, [waiting(B)], chunk(16, 1, "x", "c"), "fork"],
  ["a chunk ahead that its neighbour does not follow", empty, [waiting(C)], chunk(11, 5, "a", "x"), "fork"],
  ["a chunk that repeats some entries", afterA, [judged(A)], chunk(9, 5, "x", "y"), "overlapping_chunk"],
  ["a part of a judged chunk", afterA, [judged(A)], chunk(1, 9, FIRST_PREV_HASH, "y"), "overlapping_chunk"],
  ["all of a judged chunk and more", afterA, [judged(A)], chunk(1, 11, FIRST_PREV_HASH, "y"), "overlapping_chunk"],
  [
    "a next chunk that runs into a waiting one",
    afterA,
    [judged(A), waiting(C)],
    chunk(11, 6, "a", "y"),
    "overlapping_chunk",
  ],
  ["entries before the head that were closed as lost", afterA, [], chunk(5, 2, "x", "y"), "overlapping_chunk"],
])("%s: placed as expected", (_, head, stored, delivered, expected) => {
  const place = placeInJournal(head, stored, delivered);
  if (!place.ok) expect(place.facts).toEqual(head);
  const state = place.ok && place.value.kind === "known" ? ` ${place.value.state}` : "";
  expect(place.ok ? place.value.kind + state : place.reason).toBe(expected);
});

/** Delivers chunks to a journal as the server does, in memory. */
function aServer() {
  let head = empty;
  const stored: StoredChunk[] = [];
  const log: number[] = [];
  const judge = (next: StoredChunk) => {
    stored.push(judged(next));
    log.push(next.firstSeq);
    head = { expectedSeq: next.firstSeq + next.count, headHash: next.hash };
  };
  const deliver = (delivered: Omit<StoredChunk, "state">) => {
    const end = delivered.firstSeq + delivered.count;
    const near = stored.filter((other) => other.firstSeq <= end && other.firstSeq + other.count >= delivered.firstSeq);
    const place = placeInJournal(head, near, delivered);
    if (!place.ok) throw new Error(place.reason);
    if (place.value.kind === "known") return;
    if (place.value.kind === "ahead") stored.push(waiting(delivered));
    else {
      judge(waiting(delivered));
      const run = waitingInSequence(
        head.expectedSeq,
        stored.filter(({ state }) => state === "waiting"),
      );
      expect(run.length > 0).toBe(place.value.kind === "fills");
      for (const next of run) {
        stored.splice(stored.indexOf(next), 1);
        judge(next);
      }
    }
  };
  const gaps = () =>
    gapsOf(
      head.expectedSeq,
      stored.filter(({ state }) => state === "waiting"),
    );
  return { deliver, gaps, log, head: () => head };
}

test("chunks shuffled and repeated are judged once each, in sequence", () => {
  const twice = [...JOURNAL, ...JOURNAL];
  fc.assert(
    fc.property(fc.shuffledSubarray(twice, { minLength: 10, maxLength: 10 }), (deliveries) => {
      const server = aServer();
      for (const delivered of deliveries) server.deliver(delivered);
      expect(server.log).toEqual(JOURNAL.map(({ firstSeq }) => firstSeq));
      expect(server.head()).toEqual({ expectedSeq: 31, headHash: "e" });
      expect(server.gaps()).toEqual([]);
    }),
  );
});

test("the gaps are exactly the entries before the last one that did not come", () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...JOURNAL]), (deliveries) => {
      const server = aServer();
      for (const delivered of deliveries) server.deliver(delivered);
      const last = Math.max(0, ...deliveries.map(({ firstSeq, count }) => firstSeq + count - 1));
      const missing = JOURNAL.filter((sent) => !deliveries.includes(sent) && sent.firstSeq < last);
      const listed = server
        .gaps()
        .flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, at) => from + at));
      expect(listed).toEqual(
        missing.flatMap(({ firstSeq, count }) => Array.from({ length: count }, (_, at) => firstSeq + at)),
      );
    }),
  );
});

test("waiting chunks are judged up to the next gap", () => {
  expect(waitingInSequence(11, [D, B].map(waiting))).toEqual([waiting(B)]);
  expect(waitingInSequence(11, [D, C, B].map(waiting))).toEqual([B, C, D].map(waiting));
  expect(waitingInSequence(10, [B].map(waiting))).toEqual([]);
});
