import { expect, test } from "vitest";
import { levelledIn } from "./album.ts";
import { EMPTY_QUEUE, playSongs, shuffled } from "./queue.ts";
import type { Source } from "./song.ts";
import { songNamed } from "./testing/songs.ts";

const source: Source = {
  tier: "standard",
  playlistUrl: "",
  expiresAt: null,
  durationMs: 1,
  startMs: 0,
  gainDb: 9,
  releaseGainDb: 4,
  waveformUrl: "",
};
const single = { ...songNamed("s"), release: { id: "single", title: "Alone" } };
const queue = playSongs(EMPTY_QUEUE, [songNamed("a"), songNamed("b"), single], 0, () => 0);

test.each([
  { what: "a release's songs, one after the other, keep their differences", at: 0, gainDb: 4 },
  { what: "so does the last of them", at: 1, gainDb: 4 },
  { what: "a song of another release is as loud as all songs", at: 2, gainDb: 9 },
])("in a queue in its order, $what", ({ at, gainDb }) => {
  expect(levelledIn(queue, at, source).gainDb).toBe(gainDb);
});

test("shuffled, each song is as loud as all songs", () => {
  expect(
    levelledIn(
      shuffled(queue, () => 0),
      0,
      source,
    ).gainDb,
  ).toBe(9);
});

test("of a release whose loudness is not known, each song has its own", () => {
  expect(levelledIn(queue, 0, { ...source, releaseGainDb: null }).gainDb).toBe(9);
});
