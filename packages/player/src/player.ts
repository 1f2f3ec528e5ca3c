import { createStore, type StoreApi } from "zustand/vanilla";
import { Addresses } from "./addresses.ts";
import { levelledIn } from "./album.ts";
import { Follower } from "./follower.ts";
import { readKept, writeKept } from "./kept.ts";
import type { PlayerOptions } from "./player-options.ts";
import { currentSong, firstState, type PlayerState } from "./player-state.ts";
import * as order from "./queue.ts";
import { currentEntry, nextAt, type Queue } from "./queue.ts";
import { type Sleep, SleepTimer } from "./sleep-timer.ts";
import type { Failure, Quality, Song } from "./song.ts";
import { Sound } from "./sound.ts";

const KEEP_EVERY_MS = 5_000;
/** When the next song's address is asked for, before the end of this one. */
const NEXT_AHEAD_MS = 30_000;
/** "Previous" begins the song again once so much of it was heard. */
const AGAIN_AFTER_MS = 3_000;

/** Plays a queue of songs. Pages call it within a tap and draw what `store` holds. */
export class Player {
  readonly store: StoreApi<PlayerState>;
  readonly #options: PlayerOptions;
  readonly #sound: Sound;
  readonly #addresses: Addresses;
  readonly #follower: Follower;
  readonly #sleepTimer: SleepTimer;
  #turn = 0;
  #keptAt = 0;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#addresses = new Addresses(options.source, options.now);
    this.store = createStore<PlayerState>(() => firstState(readKept(options.storage.read(), options.quality)));
    this.#sound = new Sound({
      onState: (state) => (state === "ended" ? this.#ended() : this.#set({ status: state, failure: undefined })),
      onTime: (positionMs, bufferedMs) => this.#heard(positionMs, bufferedMs),
      onSounding: (sounding) => this.#set({ sounding }),
      onJoint: () => this.#passJoint(),
      onExpired: () => (this.#addresses.mayRenew() ? this.renew() : this.#fail("gone")),
      onFailure: (failure) => this.#fail(failure),
    });
    this.#follower = new Follower(this.#addresses, (source) => this.#sound.join(source));
    this.#sleepTimer = new SleepTimer(options.now, () => {
      this.#set({ sleep: null });
      this.pause();
    });
    this.#setLoudness({});
    addEventListener("pagehide", () => this.#keep());
    addEventListener("online", () => this.#state.failure === "unreachable" && this.resume());
  }

  /** Plays these songs now, from the one at `at` on. Called within the tap, it may sound on every browser. */
  play(songs: readonly Song[], at = 0): void {
    this.#sound.unlock();
    this.#set({ previewOver: undefined, cleared: undefined });
    this.#begin(order.playSongs(this.#state.queue, songs, at, this.#options.dice));
  }

  /** Asks for a song's address, and for what every song needs, before it is wanted: when its button goes down. */
  warm(songId: string): void {
    this.#sound.prepare();
    void this.#addresses.of(songId).catch(() => undefined);
  }

  toggle(): void {
    const { status } = this.#state;
    if (status === "playing" || status === "loading") this.pause();
    else this.resume();
  }

  pause(): void {
    this.#sound.pause();
    if (this.#state.status === "loading") this.#set({ status: "paused" });
    this.#keep();
  }

  resume(): void {
    const { queue, source, status, positionMs } = this.#state;
    if (!currentEntry(queue)) return;
    this.#sound.unlock();
    if (!source || status === "failed" || this.#addresses.isOver(source)) return this.#begin(queue, positionMs);
    this.#set({ status: "loading", failure: undefined });
    this.#sound.play();
  }

  next(): void {
    const { queue } = this.#state;
    const at = nextAt(queue, false);
    if (at !== undefined) this.#begin({ ...queue, at });
  }

  previous(): void {
    const { queue, positionMs } = this.#state;
    const at = positionMs > AGAIN_AFTER_MS ? undefined : order.previousAt(queue);
    if (at === undefined) this.seek(0);
    else this.#begin({ ...queue, at });
  }

  /** Goes to a place in what is heard, within its bounds. */
  seek(toMs: number): void {
    const { durationMs, source } = this.#state;
    const positionMs = Math.max(0, Math.min(toMs, durationMs));
    this.#set({ positionMs });
    if (source) this.#sound.seek(positionMs);
    this.#keep();
  }

  seekBy(ms: number): void {
    this.seek(this.#state.positionMs + ms);
  }

  setVolume(volume: number): void {
    this.#setLoudness({ volume: Math.max(0, Math.min(1, volume)), muted: false });
  }

  toggleMuted(): void {
    this.#setLoudness({ muted: !this.#state.muted });
  }

  setQuality(quality: Quality): void {
    this.#set({ quality });
    this.#sound.setQuality(quality);
    this.#keep();
  }

  addLast(songs: readonly Song[]): void {
    this.#change(order.addLast(this.#state.queue, songs));
  }

  addNext(songs: readonly Song[]): void {
    this.#change(order.addNext(this.#state.queue, songs));
  }

  /** Takes an entry out; where it was heard, the next one is. */
  remove(key: number): void {
    const { queue, status } = this.#state;
    const without = order.removeEntry(queue, key);
    if (currentEntry(without)?.key === currentEntry(queue)?.key) return this.#change(without);
    if (without.entries.length === 0) return this.#begin(without, 0, false);
    this.#begin(without, 0, status === "playing" || status === "loading");
  }

  move(key: number, to: number): void {
    this.#change(order.moveEntry(this.#state.queue, key, to));
  }

  jump(key: number): void {
    this.#sound.unlock();
    this.#begin(order.jumpTo(this.#state.queue, key));
  }

  /** Empties the queue but for what is heard. */
  clear(): void {
    const { queue } = this.#state;
    this.#change(order.onlyCurrent(queue));
    this.#set({ cleared: queue });
  }

  undoClear(): void {
    const { cleared, queue } = this.#state;
    if (cleared) this.#change(order.restored(cleared, queue));
    this.#set({ cleared: undefined });
  }

  toggleShuffle(): void {
    const { queue } = this.#state;
    this.#change(queue.unshuffled ? order.inOrder(queue) : order.shuffled(queue, this.#options.dice));
  }

  cycleRepeat(): void {
    const { queue } = this.#state;
    this.#change({ ...queue, repeat: order.nextRepeat(queue.repeat) });
  }

  /** Stops by itself: after so many minutes, with the song, or (null) not at all. */
  sleepAfter(minutes: Sleep): void {
    this.#set({ sleep: this.#sleepTimer.set(minutes) });
    this.#follow();
  }

  /** What the listener may hear has changed (a song was bought): goes on at the same place by a fresh address. */
  renew(): void {
    this.#addresses.forget();
    const { source, queue, status, positionMs } = this.#state;
    if (source) this.#begin(queue, positionMs, status === "playing" || status === "loading");
  }

  dismissPreviewOver(): void {
    this.#set({ previewOver: undefined });
  }

  get #state(): PlayerState {
    return this.store.getState();
  }

  #set(change: Partial<PlayerState>): void {
    this.store.setState(change);
  }

  #change(queue: Queue): void {
    this.#set({ queue });
    this.#keep();
    this.#follow();
  }

  #begin(queue: Queue, positionMs = 0, playing = true): void {
    const turn = ++this.#turn;
    this.#sound.stop();
    this.#follower.forget();
    const durationMs = currentEntry(queue)?.song.durationMs ?? 0;
    const status = playing ? "loading" : currentEntry(queue) ? "paused" : "idle";
    this.#set({ queue, positionMs, durationMs, status, bufferedMs: 0 });
    this.#set({ source: undefined, sounding: undefined, failure: undefined });
    this.#keep();
    if (!playing) return;
    this.#sound.prepare();
    void this.#open(turn);
  }

  async #open(turn: number): Promise<void> {
    const song = currentSong(this.#state);
    if (!song) return;
    try {
      const source = await this.#addresses.of(song.id);
      if (turn !== this.#turn) return;
      const { positionMs, status, quality, queue } = this.#state;
      // What was heard of the whole song may lie beyond the end of a preview.
      const from = positionMs < source.durationMs ? positionMs : 0;
      this.#set({ source, durationMs: source.durationMs, positionMs: from });
      await this.#sound.load(levelledIn(queue, queue.at, source), {
        positionMs: from,
        playing: status === "loading",
        quality,
      });
    } catch (error) {
      if (turn === this.#turn) this.#fail(this.#options.failureOf(error));
    }
  }

  #followingAt(): number | undefined {
    return this.#state.sleep === "song_end" ? undefined : nextAt(this.#state.queue, true);
  }

  #heard(positionMs: number, bufferedMs: number): void {
    // A song that is still being made is at least as long as what is there of it.
    this.#set({ positionMs, bufferedMs, durationMs: Math.max(this.#state.durationMs, Math.floor(bufferedMs)) });
    if (this.#options.now() - this.#keptAt > KEEP_EVERY_MS) this.#keep();
    this.#follow();
  }

  /** Joins the song that comes next, shortly before it does; what comes next may change until then. */
  #follow(): void {
    const { queue, status, source, durationMs, positionMs } = this.#state;
    const at = this.#followingAt();
    const next = at === undefined ? undefined : queue.entries[at];
    if (this.#follower.expects(next)) return;
    const soon = status === "playing" && durationMs - positionMs <= NEXT_AHEAD_MS;
    const joins = soon && source && source.tier !== "preview";
    if (soon && next && !joins) this.warm(next.song.id);
    this.#follower.follow(joins ? next : undefined, (heard) => levelledIn(queue, at ?? queue.at, heard));
  }

  /** The joined song is heard now. */
  #passJoint(): void {
    const { key, source } = this.#follower.take() ?? {};
    if (key === undefined || !source) return;
    const queue = order.jumpTo(this.#state.queue, key);
    this.#set({ queue, source, positionMs: 0, durationMs: source.durationMs });
    this.#keep();
  }

  #ended(): void {
    const { queue, source, sleep } = this.#state;
    if (source?.tier === "preview") this.#set({ previewOver: currentSong(this.#state) });
    const at = this.#followingAt();
    if (at !== undefined && at !== queue.at) return this.#begin({ ...queue, at });
    this.seek(0);
    if (at === undefined) this.#set({ status: "paused", sleep: sleep === "song_end" ? null : sleep });
    else this.#sound.play();
  }

  #fail(failure: Failure): void {
    this.#sound.stop();
    this.#set({ status: failure === "needs_tap" ? "paused" : "failed", failure, source: undefined });
  }

  #setLoudness(change: Partial<Pick<PlayerState, "volume" | "muted">>): void {
    this.#set(change);
    const { volume, muted } = this.#state;
    this.#sound.setVolume(muted ? 0 : volume);
    this.#keep();
  }

  #keep(): void {
    this.#keptAt = this.#options.now();
    const { queue, positionMs, volume, muted, quality } = this.#state;
    this.#options.storage.write(writeKept({ queue, positionMs, volume, muted, quality }));
  }
}
