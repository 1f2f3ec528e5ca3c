import { createStore, type StoreApi } from "zustand/vanilla";
import { Addresses } from "./addresses.ts";
import { readKept, writeKept } from "./kept.ts";
import { currentSong, firstState, type PlayerState } from "./player-state.ts";
import * as order from "./queue.ts";
import { currentEntry, type Dice, nextAt, type Queue } from "./queue.ts";
import type { Failure, Quality, Song, Source } from "./song.ts";
import { Sound } from "./sound.ts";

/** What the player needs of the world around it. */
export interface PlayerOptions {
  /** Leave to hear a song now; throws where there is none. */
  readonly source: (songId: string) => Promise<Source>;
  readonly failureOf: (error: unknown) => Failure;
  readonly storage: { readonly read: () => string | null; readonly write: (text: string) => void };
  readonly dice: Dice;
  readonly now: () => number;
}

const KEEP_EVERY_MS = 5_000;
/** When the next song's address is asked for, before the end of this one. */
const NEXT_AHEAD_MS = 15_000;
/** Two fresh addresses within this time that both do not work: the song is gone. */
const RENEW_EVERY_MS = 5_000;
/** "Previous" begins the song again once so much of it was heard. */
const AGAIN_AFTER_MS = 3_000;

/** Plays a queue of songs. Pages call it within a tap and draw what `store` holds. */
export class Player {
  readonly store: StoreApi<PlayerState>;
  readonly #options: PlayerOptions;
  readonly #sound: Sound;
  readonly #addresses: Addresses;
  #turn = 0;
  #renewedAt = -Infinity;
  #keptAt = 0;
  #sleepTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PlayerOptions) {
    this.#options = options;
    this.#addresses = new Addresses(options.source, options.now);
    this.store = createStore<PlayerState>(() => firstState(readKept(options.storage.read())));
    this.#sound = new Sound({
      onState: (state) => (state === "ended" ? this.#ended() : this.#set({ status: state, failure: undefined })),
      onTime: (positionMs, bufferedMs) => this.#heard(positionMs, bufferedMs),
      onTier: (sounding) => this.#set({ sounding }),
      onExpired: () => this.#expired(),
      onFailure: (failure) => this.#fail(failure),
    });
    this.#setLoudness();
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
    if (!source || status === "failed" || this.#isOver(source)) return this.#begin(queue, positionMs);
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
    this.#set({ volume: Math.max(0, Math.min(1, volume)), muted: false });
    this.#setLoudness();
    this.#keep();
  }

  toggleMuted(): void {
    this.#set({ muted: !this.#state.muted });
    this.#setLoudness();
    this.#keep();
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
    if (without.entries.length === 0) return this.#close(without);
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
  sleepAfter(minutes: number | "song_end" | null): void {
    clearTimeout(this.#sleepTimer);
    const ms = typeof minutes === "number" ? minutes * 60_000 : 0;
    this.#set({ sleep: typeof minutes === "number" ? this.#options.now() + ms : minutes });
    if (typeof minutes === "number") this.#sleepTimer = setTimeout(() => this.#fallAsleep(), ms);
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
  }

  #begin(queue: Queue, positionMs = 0, playing = true): void {
    const turn = ++this.#turn;
    this.#sound.stop();
    const durationMs = currentEntry(queue)?.song.durationMs ?? 0;
    const status = playing ? "loading" : "paused";
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
      const { positionMs, status, quality } = this.#state;
      // What was heard of the whole song may lie beyond the end of a preview.
      const from = positionMs < source.durationMs ? positionMs : 0;
      this.#set({ source, durationMs: source.durationMs, positionMs: from });
      await this.#sound.load(source, { positionMs: from, playing: status === "loading", quality });
    } catch (error) {
      if (turn === this.#turn) this.#fail(this.#options.failureOf(error));
    }
  }

  #isOver({ expiresAt }: Source): boolean {
    return expiresAt !== null && Date.parse(expiresAt) <= this.#options.now();
  }

  #expired(): void {
    const at = this.#options.now();
    if (at - this.#renewedAt < RENEW_EVERY_MS) return this.#fail("gone");
    this.#renewedAt = at;
    this.renew();
  }

  #heard(positionMs: number, bufferedMs: number): void {
    this.#set({ positionMs, bufferedMs });
    if (this.#options.now() - this.#keptAt > KEEP_EVERY_MS) this.#keep();
    const { durationMs, queue, status } = this.#state;
    if (status !== "playing" || durationMs - positionMs > NEXT_AHEAD_MS) return;
    const next = queue.entries[nextAt(queue, true) ?? -1];
    if (next && next !== currentEntry(queue)) this.warm(next.song.id);
  }

  #ended(): void {
    const { queue, source, sleep } = this.#state;
    if (source?.tier === "preview") this.#set({ previewOver: currentSong(this.#state) });
    const at = sleep === "song_end" ? undefined : nextAt(queue, true);
    if (at !== undefined && at !== queue.at) return this.#begin({ ...queue, at });
    this.seek(0);
    if (at === undefined) this.#set({ status: "paused", sleep: sleep === "song_end" ? null : sleep });
    else this.#sound.play();
  }

  #fail(failure: Failure): void {
    this.#sound.stop();
    this.#set({ status: failure === "needs_tap" ? "paused" : "failed", failure, source: undefined });
  }

  #close(queue: Queue): void {
    this.#turn++;
    this.#sound.stop();
    this.#set({ queue, status: "idle", source: undefined, sounding: undefined, positionMs: 0, durationMs: 0 });
    this.#keep();
  }

  #fallAsleep(): void {
    this.#set({ sleep: null });
    this.pause();
  }

  #setLoudness(): void {
    const { volume, muted } = this.#state;
    this.#sound.setVolume(muted ? 0 : volume);
  }

  #keep(): void {
    this.#keptAt = this.#options.now();
    const { queue, positionMs, volume, muted, quality } = this.#state;
    this.#options.storage.write(writeKept({ queue, positionMs, volume, muted, quality }));
  }
}
