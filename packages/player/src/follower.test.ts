import { expect, test } from "vitest";
import { Addresses } from "./addresses.ts";
import { Follower } from "./follower.ts";
import { EMPTY_QUEUE, type Entry, playSongs } from "./queue.ts";
import type { Source, Tier } from "./song.ts";
import { songNamed } from "./testing/songs.ts";

const { entries } = playSongs(EMPTY_QUEUE, ["a", "b"].map(songNamed), 0, () => 0);
const [a, b] = entries;
const same = (source: Source) => source;
const settled = () => new Promise((resolve) => setTimeout(resolve));

function follow(tierOf: (songId: string) => Tier | undefined = () => "standard") {
  const joins: (string | undefined)[] = [];
  const ask = async (songId: string): Promise<Source> => {
    const tier = tierOf(songId);
    if (!tier) throw new Error("404");
    const whole = { expiresAt: null, durationMs: 1, startMs: 0, gainDb: 0, releaseGainDb: null, waveformUrl: "" };
    return { ...whole, tier, playlistUrl: songId };
  };
  const follower = new Follower(new Addresses(ask, () => 0), (source) => void joins.push(source?.playlistUrl));
  const next = async (entry: Entry | undefined) => {
    follower.follow(entry, same);
    await settled();
  };
  return { follower, joins, next };
}

test("what comes next is joined once, however often it is said", async () => {
  const { follower, joins, next } = follow();
  await next(b);
  await next(b);
  expect(joins).toEqual(["song-b"]);
  expect(follower.take()).toMatchObject({ key: b?.key, source: { playlistUrl: "song-b" } });
  expect(follower.take()).toBeUndefined();
});

test("when another song comes next, what was joined is taken back", async () => {
  const { joins, next } = follow();
  await next(b);
  await next(a);
  await next(undefined);
  expect(joins).toEqual(["song-b", undefined, "song-a", undefined]);
});

test("an answer that comes after another song was put next is not joined", async () => {
  const { follower, joins } = follow();
  follower.follow(b, same);
  follower.follow(a, same);
  await settled();
  expect(joins).toEqual(["song-a"]);
});

test("a song that repeats is joined to itself again and again", async () => {
  const { follower, joins, next } = follow();
  for (let round = 0; round < 3; round++) {
    await next(a);
    follower.take();
  }
  expect(joins).toEqual(["song-a", "song-a", "song-a"]);
});

test.each([["a preview"], ["a song that is gone"]])("%s is not joined, and not asked for again", async (what) => {
  const { follower, joins, next } = follow(() => (what === "a preview" ? "preview" : undefined));
  await next(b);
  expect([joins, follower.expects(b), follower.take()]).toEqual([[], true, undefined]);
});
