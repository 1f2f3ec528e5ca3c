import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Player } from "./player.ts";
import type { PlayerOptions } from "./player-options.ts";
import { currentSong } from "./player-state.ts";
import type { Source, Tier } from "./song.ts";
import { FakeAudio } from "./testing/fake-audio.ts";
import { songNamed } from "./testing/songs.ts";

const songs = ["a", "b", "c"].map(songNamed);
let kept: string | null;
let asked: string[];
let now: number;

beforeEach(() => {
  vi.stubGlobal("Audio", FakeAudio);
  vi.stubGlobal("addEventListener", () => undefined);
  [kept, asked, now] = [null, [], 1_000_000];
});
afterEach(() => vi.unstubAllGlobals());

const sourceOf = (songId: string, tier: Tier = "standard"): Source => ({
  tier,
  playlistUrl: `/m/${songId}.m3u8`,
  expiresAt: null,
  durationMs: tier === "preview" ? 30_000 : 200_000,
  startMs: 0,
  gainDb: -6,
  releaseGainDb: null,
  waveformUrl: "",
});

/** A player whose songs come at once, unless told otherwise. */
function newPlayer(told: Partial<PlayerOptions> = {}): Player {
  return new Player({
    source: async (songId) => {
      asked.push(songId);
      return sourceOf(songId);
    },
    failureOf: () => "gone",
    storage: { read: () => kept, write: (text) => (kept = text) },
    dice: () => 0,
    now: () => now,
    ...told,
  });
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const seen = (player: Player) => {
  const state = player.store.getState();
  return `${currentSong(state)?.title ?? "-"} ${state.status} ${Math.round(state.positionMs / 1000)}`;
};

async function playing(player: Player, at = 0): Promise<Player> {
  player.play(songs, at);
  await settled();
  return player;
}

test("a song sounds, levelled, and the next follows at its end", async () => {
  const player = await playing(newPlayer());
  expect([seen(player), FakeAudio.last.src]).toEqual(["a playing 0", "/m/song-a.m3u8"]);
  expect(FakeAudio.last.volume).toBeCloseTo(0.5, 2);
  FakeAudio.last.end();
  await settled();
  expect(seen(player)).toBe("b playing 0");
});

test("the queue ends paused at the beginning of its last song", async () => {
  const player = await playing(newPlayer(), 2);
  FakeAudio.last.reach(199);
  FakeAudio.last.end();
  expect(seen(player)).toBe("c paused 0");
});

test("a song that repeats begins again without another address", async () => {
  const player = await playing(newPlayer());
  player.cycleRepeat();
  player.cycleRepeat();
  FakeAudio.last.end();
  await settled();
  expect([seen(player), asked]).toEqual(["a playing 0", ["song-a"]]);
});

test("music goes on after a reload where it was, once it is asked for", async () => {
  const before = await playing(newPlayer(), 1);
  FakeAudio.last.reach(42);
  before.pause();
  const after = newPlayer();
  expect([seen(after), asked]).toEqual(["b paused 42", ["song-b"]]);
  after.resume();
  await settled();
  FakeAudio.last.tell("loadedmetadata");
  expect([seen(after), FakeAudio.last.currentTime]).toEqual(["b playing 42", 42]);
});

test("at the end of a preview the listener is told, and the queue goes on", async () => {
  const player = await playing(newPlayer({ source: async (songId) => sourceOf(songId, "preview") }));
  expect(player.store.getState().durationMs).toBe(30_000);
  FakeAudio.last.end();
  await settled();
  expect(player.store.getState().previewOver?.title).toBe("a");
  expect(seen(player)).toBe("b playing 0");
});

test("what was heard of a whole song does not lie beyond the end of its preview", async () => {
  const whole = await playing(newPlayer());
  FakeAudio.last.reach(100);
  whole.pause();
  const player = newPlayer({ source: async (songId) => sourceOf(songId, "preview") });
  player.resume();
  await settled();
  expect(seen(player)).toBe("a playing 0");
});

test("an address that is over is asked for anew when the song goes on", async () => {
  const expiresAt = new Date(now + 1_000).toISOString();
  const source = async (songId: string) => {
    asked.push(songId);
    return { ...sourceOf(songId), expiresAt };
  };
  const player = await playing(newPlayer({ source }));
  FakeAudio.last.reach(10);
  player.pause();
  now += 60_000;
  player.resume();
  await settled();
  expect([seen(player), asked]).toEqual(["a playing 10", ["song-a", "song-a"]]);
});

test("a song that is gone says so, and another can be played", async () => {
  const source = async (songId: string) => {
    if (songId === "song-a") throw new Error("404");
    return sourceOf(songId);
  };
  const player = await playing(newPlayer({ source }));
  expect([seen(player), player.store.getState().failure]).toEqual(["a failed 0", "gone"]);
  player.next();
  await settled();
  expect([seen(player), player.store.getState().failure]).toEqual(["b playing 0", undefined]);
});

test("an answer that comes after another song was chosen is not heard", async () => {
  const late: ((source: Source) => void)[] = [];
  const source = (songId: string) =>
    songId === "song-a" ? new Promise<Source>((resolve) => late.push(resolve)) : Promise.resolve(sourceOf(songId));
  const player = await playing(newPlayer({ source }));
  player.next();
  await settled();
  late[0]?.(sourceOf("song-a"));
  await settled();
  expect([seen(player), FakeAudio.last.src]).toEqual(["b playing 0", "/m/song-b.m3u8"]);
});

test("paused before its address came, a song waits silently", async () => {
  const player = newPlayer();
  player.play(songs);
  player.pause();
  await settled();
  expect([seen(player), FakeAudio.last.paused]).toEqual(["a paused 0", true]);
  player.resume();
  expect(seen(player)).toBe("a playing 0");
});

test("taking out what is heard plays the next, and taking out all closes the player", async () => {
  const player = await playing(newPlayer());
  for (const [key, after] of [
    [1, "b playing 0"],
    [2, "c playing 0"],
    [3, "- idle 0"],
  ] as const) {
    player.remove(key);
    await settled();
    expect(seen(player)).toBe(after);
  }
  expect(FakeAudio.last.paused).toBe(true);
});

test("the sleep timer stops the music with the song", async () => {
  const player = await playing(newPlayer());
  player.sleepAfter("song_end");
  FakeAudio.last.end();
  await settled();
  expect([seen(player), player.store.getState().sleep]).toEqual(["a paused 0", null]);
});

test("the next song's address is asked for shortly before the end of this one", async () => {
  await playing(newPlayer());
  FakeAudio.last.reach(100);
  expect(asked).toEqual(["song-a"]);
  FakeAudio.last.reach(190);
  expect(asked).toEqual(["song-a", "song-b"]);
});

test("silence is remembered apart from the volume", async () => {
  const player = await playing(newPlayer());
  player.setVolume(0.5);
  player.toggleMuted();
  expect(FakeAudio.last.volume).toBe(0);
  expect(newPlayer().store.getState()).toMatchObject({ volume: 0.5, muted: true });
});
