import { chooseSong, type Silence } from "./choose-song.ts";
import { Contact } from "./contact.ts";
import { CurrentPlay } from "./current-play.ts";
import { Journal } from "./journal.ts";
import { NowTeller } from "./now-teller.ts";
import { closePlay } from "./play-entry.ts";
import type { Ports, SoundEvent } from "./ports.ts";
import { Stock } from "./stock.ts";
import { Timekeeper } from "./timekeeper.ts";
import { type Doing, nowPlayingOf, type View, viewOf } from "./view.ts";

/**
 * The player's life: writes down a play, lets it sound, measures what is heard, closes the entry, chooses the next. It has
 * no timers: its host calls `tick` a few times a second. Every step runs after the one before.
 */
export class Player {
  readonly #ports: Ports;
  readonly #journal: Journal;
  readonly #time: Timekeeper;
  readonly #current: CurrentPlay;
  readonly #stock: Stock;
  readonly #contact: Contact;
  readonly #teller: NowTeller;
  readonly #listeners = new Set<() => void>();
  #steps: Promise<void> = Promise.resolve();
  #isTicking = false;
  #silence: Silence | "starting" = "starting";
  #isWanted = true;
  #isBlocked = false;
  #isDiskLow = false;
  /** What was last asked for; it is written down a moment later. */
  #volume: number;
  #view: View;

  private constructor(ports: Ports, deviceId: string, journal: Journal) {
    this.#ports = ports;
    this.#journal = journal;
    this.#time = new Timekeeper(ports.clock, () => ports.random.id(), journal.saved.time);
    this.#current = new CurrentPlay(journal, this.#time, ports.sound);
    this.#stock = new Stock(journal, ports);
    this.#contact = new Contact({ journal, time: this.#time, deviceId, ports });
    this.#teller = new NowTeller(ports.platform, () => this.#contact.hurry());
    this.#volume = journal.saved.volume;
    this.#view = this.#look();
  }

  /** Opens the journal. A play found open there was cut off: it ends as it was at its last checkpoint. */
  static async boot(ports: Ports, deviceId: string): Promise<Player> {
    const player = new Player(ports, deviceId, await Journal.load(ports.store));
    await player.#journal.change((saved) => (saved.open ? closePlay(saved, saved.open, "aborted") : undefined));
    await player.#stock.load();
    ports.sound.setVolume(player.#volume);
    ports.sound.listen((event) => player.#hear(event));
    return player;
  }

  get view(): View {
    return this.#view;
  }

  /** Calls the listener whenever there is a new view, until the answer is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** To be called a few times a second; one that finds the last still at work does nothing. */
  async tick(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    this.#time.notice();
    this.#current.measure();
    await this.#step(async () => {
      await this.#advance();
      const volume = this.#volume;
      if (volume !== this.#journal.saved.volume) await this.#journal.change(() => ({ volume }));
    });
    this.#contact.tick();
    this.#stock.tick();
    const { doing } = this.#view;
    if (doing !== "starting" && doing !== "ended") this.#teller.tell(nowPlayingOf(this.#view), this.#time.mono());
    this.#isTicking = false;
  }

  /** A person's tap: also what a browser waits for before it lets anything sound. */
  play(): Promise<void> {
    this.#isWanted = true;
    this.#isBlocked = false;
    if (this.#current.track && !this.#current.isStale) this.#ports.sound.resume();
    return this.#step(() => this.#advance());
  }

  pause(): Promise<void> {
    this.#isWanted = false;
    this.#ports.sound.pause();
    this.#current.measure();
    this.#show();
    return this.#step(() => this.#current.checkpoint());
  }

  skip(): Promise<void> {
    const { track } = this.#current;
    this.#current.measure();
    return this.#step(async () => {
      if (track && this.#current.track === track) await this.#current.end("skipped");
      await this.#advance();
    });
  }

  /** 0 to 1. At 0 nobody hears anything, so the music waits as if it were paused, and costs nothing. */
  setVolume(volume: number): Promise<void> {
    const level = Math.min(1, Math.max(0, Math.round(volume * 100) / 100));
    this.#volume = level;
    this.#ports.sound.setVolume(level);
    this.#show();
    return this.#step(() => this.#advance());
  }

  /** The page is hidden or about to go: what was heard is written down. */
  hide(): Promise<void> {
    this.#current.measure();
    return this.#step(() => this.#current.checkpoint());
  }

  /** The connection is back, or a person wants to know now. */
  hurry(): void {
    this.#contact.hurry();
    this.#stock.hurry();
  }

  /** The browser says that the connection is gone. */
  lostConnection(): void {
    this.#contact.lost();
  }

  /** Steps run one after the other. A disk that refuses is shown, and the next tick tries again. */
  #step(work: () => Promise<void>): Promise<void> {
    const step = this.#steps.then(work);
    this.#steps = step.then(
      () => this.#shown(false),
      () => this.#shown(true),
    );
    return this.#steps;
  }

  #shown(isDiskLow: boolean): void {
    this.#isDiskLow = isDiskLow;
    this.#show();
  }

  #show(): void {
    this.#view = this.#look();
    for (const listener of this.#listeners) listener();
  }

  #hear(event: SoundEvent): void {
    this.#current.measure();
    if (event === "blocked") this.#isBlocked = true;
    const { track } = this.#current;
    if (!track) return;
    const moment = this.#current.moment();
    const isAudible = this.#ports.sound.sample().audible;
    if (isAudible) this.#isBlocked = false;
    void this.#step(async () => {
      if (isAudible) await this.#current.start(track, moment);
      if (this.#current.track !== track) return;
      if (event === "failed") await this.#fail();
      if (event === "ended") await this.#current.end("completed");
      await this.#advance();
    });
  }

  /** What is to be done now: end what has to end, write down what was heard, or begin the next song. */
  async #advance(): Promise<void> {
    if (this.#current.isEnding || this.#journal.saved.standing === "ended") await this.#current.end("aborted");
    if (this.#current.isStale && this.#maySound && !this.#isBlocked) await this.#fail();
    if (!this.#current.track) return this.#maySound ? this.#begin() : undefined;
    this.#steer();
    return this.#current.checkpointIfDue();
  }

  /** At volume 0 nobody hears anything, so nothing sounds either. */
  get #maySound(): boolean {
    return this.#isWanted && this.#volume > 0;
  }

  /** What paused by itself, by a call or an unplugged loudspeaker, goes on; what nobody wants is paused. */
  #steer(): void {
    const { paused } = this.#ports.sound.sample();
    if (this.#maySound && paused && !this.#isBlocked) this.#ports.sound.resume();
    if (!this.#maySound && !paused) this.#ports.sound.pause();
  }

  async #begin(): Promise<void> {
    const { saved } = this.#journal;
    const chosen = chooseSong(saved, this.#time.now(), (track) => this.#stock.isReady(track));
    if ("silence" in chosen || !saved.lease) {
      this.#silence = "silence" in chosen ? chosen.silence : "no_lease";
      return;
    }
    const url = await this.#ports.shelf.open(chosen.choice.track.sha256);
    if (url === undefined) return this.#stock.dropFile(chosen.choice.track.sha256);
    await this.#current.begin(saved.lease, chosen.choice, url);
  }

  /** The file does not sound: another song takes its turn, and it is fetched anew later. */
  async #fail(): Promise<void> {
    const { track } = this.#current;
    await this.#current.end("aborted");
    if (track) this.#stock.dropFile(track.sha256);
  }

  #doing(): Doing {
    if (this.#journal.saved.standing === "ended") return "ended";
    if (!this.#maySound) return "paused";
    if (!this.#current.track)
      return this.#silence === "no_lease" && !this.#contact.hasTalked ? "starting" : this.#silence;
    return this.#isBlocked ? "sound_blocked" : "playing";
  }

  #look(): View {
    return viewOf(this.#journal.saved, {
      doing: this.#doing(),
      volume: this.#volume,
      track: this.#current.track,
      positionMs: this.#ports.sound.sample().positionMs,
      songs: this.#stock.progress,
      now: this.#time.now(),
      offlineSince: this.#contact.offlineSince,
      problem: this.#contact.problem,
      isClockWrong: this.#time.isWrong,
      isDiskLow: this.#isDiskLow || this.#stock.isDiskLow,
    });
  }
}
