import { expect, test } from "vitest";
import { awaitedWriters } from "./awaited-writers.ts";

const song = { trackId: "echo", ownerId: "mei" };
const zhou = { ...song, partyId: "zhou", userId: "u-zhou", consented: false };
const he = { ...song, partyId: "he", userId: null, consented: false };
const mei = { ...song, partyId: "mei", userId: "mei", consented: false };

test.each([
  { what: "two others, joined or not", writers: [zhou, he], waitsFor: ["zhou", "he"] },
  { what: "one who wrote words and music", writers: [zhou, zhou], waitsFor: ["zhou"] },
  { what: "one who agreed, and another", writers: [{ ...zhou, consented: true }, he], waitsFor: ["he"] },
  { what: "its own musician and another", writers: [mei, zhou], waitsFor: ["zhou"] },
  { what: "its own musician alone", writers: [mei], waitsFor: [] },
  { what: "all agreed", writers: [{ ...zhou, consented: true }], waitsFor: [] },
  {
    what: "one who wrote two works",
    writers: [zhou, { ...zhou, trackId: "wave" }],
    waitsFor: ["zhou", "zhou"],
  },
])("of a song by $what, leave is waited for of $waitsFor", ({ writers, waitsFor }) => {
  expect(awaitedWriters(writers).map(({ partyId }) => partyId)).toEqual(waitsFor);
});
