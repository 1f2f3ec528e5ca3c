import { Amplifier } from "./amplifier.ts";
import type { Feeder } from "./feeder.ts";
import { levelsOf } from "./loudness.ts";
import { type Failure, type Quality, type Sounding, SOUNDINGS, type Source } from "./song.ts";

/** What the sound tells of itself. */
export interface SoundEvents {
  readonly onState: (state: "loading" | "playing" | "paused" | "ended") => void;
  readonly onTime: (positionMs: number, bufferedMs: number) => void;
  readonly onSounding: (sounding: Sounding | undefined) => void;
  /** The song that was joined is heard now. */
  readonly onJoint: () => void;
  /** The address does not work any more: another one is needed. */
  readonly onExpired: () => void;
  readonly onFailure: (failure: Failure) => void;
}

/** How a song is begun. */
export interface Beginning {
  readonly positionMs: number;
  readonly playing: boolean;
  readonly quality: Quality;
}

/** What a queue sounds by: a media element, fed by us where the browser lets us, else with HLS as it plays it by itself. */
export class Sound {
  readonly #element = new Audio();
  readonly #amplifier = new Amplifier(this.#element);
  readonly #events: SoundEvents;
  #feeder: Feeder | undefined;
  #source: Source | undefined;
  #joined: Source | undefined;
  #sounding: Sounding | undefined;
  #turn = 0;
  #unlocked = false;
  #live = false;
  #wanted = false;
  #quality: Quality = "standard";
  #volume = 1;
  #jointTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(events: SoundEvents) {
    this.#events = events;
    const element = this.#element;
    element.preload = "auto";
    const live = (name: string, tell: () => void) => element.addEventListener(name, () => this.#live && tell());
    live("playing", () => {
      events.onState("playing");
      this.#tellRung();
      this.#awaitJoint();
    });
    live("waiting", () => events.onState("loading"));
    live("pause", () => !element.ended && events.onState("paused"));
    live("ended", () => events.onState("ended"));
    for (const name of ["timeupdate", "progress", "seeked"]) live(name, () => this.#pass());
    live("error", () => events.onFailure("unplayable"));
  }

  /** Within a tap: from then on this element may sound, also when its song comes later. */
  unlock(): void {
    if (this.#unlocked) return;
    this.#unlocked = true;
    this.#element.play().catch(() => undefined);
  }

  /** Fetches what every song needs, while this one's address is still on its way. */
  prepare(): void {
    if (knowsMediaSource()) void import("./feeder.ts").catch(() => undefined);
  }

  /** Begins a song; the one before is silent at once. */
  async load(source: Source, { positionMs, playing, quality }: Beginning): Promise<void> {
    const turn = this.stop();
    this.#source = source;
    this.#wanted = playing;
    this.#quality = quality;
    this.#setLevels();
    if (!knowsMediaSource()) return this.#loadNative(source, positionMs);
    try {
      const { Feeder } = await import("./feeder.ts");
      if (turn !== this.#turn) return;
      this.#amplify(source);
      this.#feeder = new Feeder(
        this.#element,
        { source, positionMs, quality: this.#quality },
        { onGone: () => this.#events.onExpired(), onFailure: (failure) => this.#events.onFailure(failure) },
      );
      this.#live = true;
      if (this.#wanted) this.#start();
    } catch {
      if (turn === this.#turn) this.#events.onFailure("unreachable");
    }
  }

  /** Silence; what is still on its way counts no more. Gives the number of the turn that begins. */
  stop(): number {
    this.#live = false;
    clearTimeout(this.#jointTimer);
    this.#joined = undefined;
    this.#tellSounding(undefined);
    this.#element.pause();
    this.#feeder?.destroy();
    this.#feeder = undefined;
    return ++this.#turn;
  }

  play(): void {
    this.#wanted = true;
    this.#amplifier.wake();
    if (this.#live) this.#start();
  }

  pause(): void {
    this.#wanted = false;
    this.#element.pause();
  }

  seek(positionMs: number): void {
    if (this.#feeder) this.#feeder.seek(positionMs);
    else this.#element.currentTime = positionMs / 1000;
  }

  /** The song that follows without a gap, where that can be; undefined takes back what was said. */
  join(source: Source | undefined): void {
    if (!this.#feeder || this.#joined === source) return;
    this.#joined = source;
    this.#feeder.join(source);
    this.#awaitJoint();
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#setLevels();
  }

  /** Another quality, from the next piece on. */
  setQuality(quality: Quality): void {
    this.#quality = quality;
    this.#feeder?.setQuality(quality);
  }

  #loadNative(source: Source, positionMs: number): void {
    const element = this.#element;
    if (!element.canPlayType("application/vnd.apple.mpegurl")) return this.#events.onFailure("unplayable");
    element.src = source.playlistUrl;
    this.#live = true;
    if (positionMs > 0)
      element.addEventListener("loadedmetadata", () => this.seek(positionMs), { once: true, signal: timeLimit() });
    // Which rendition the browser chose it does not say.
    if (source.tier === "preview") this.#tellSounding("preview");
    if (this.#wanted) this.#start();
  }

  #start(): void {
    this.#element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.#events.onFailure("needs_tap");
    });
  }

  /** Time goes on: perhaps into the joined song. */
  #pass(): void {
    const { currentTime } = this.#element;
    const feeder = this.#feeder;
    if (feeder?.arrive()) {
      this.#source = this.#joined;
      this.#joined = undefined;
      this.#setLevels();
      if (this.#source) this.#amplify(this.#source);
      this.#events.onJoint();
    }
    const start = feeder?.start ?? 0;
    this.#events.onTime((currentTime - start) * 1000, ((feeder?.buffered ?? this.#bufferedNative()) - start) * 1000);
    if (!feeder) return;
    feeder.nudge();
    this.#tellRung();
    this.#awaitJoint();
  }

  #tellRung(): void {
    const rung = this.#feeder?.sounding;
    if (rung) this.#tellSounding(SOUNDINGS.find((sounding) => sounding === rung));
  }

  /** The browser tells the time four times a second: the joint is waited for by a clock of our own. */
  #awaitJoint(): void {
    clearTimeout(this.#jointTimer);
    const joint = this.#feeder?.joint;
    if (joint === undefined || this.#element.paused) return;
    const ms = (joint - this.#element.currentTime) * 1000;
    if (ms < 1_000) this.#jointTimer = setTimeout(() => this.#pass(), Math.max(1, ms));
  }

  #tellSounding(sounding: Sounding | undefined): void {
    if (sounding === this.#sounding) return;
    this.#sounding = sounding;
    this.#events.onSounding(sounding);
  }

  /** Until where the song is there, without a gap from where it is heard. */
  #bufferedNative(): number {
    const { buffered, currentTime } = this.#element;
    for (let range = 0; range < buffered.length; range++)
      if (buffered.start(range) <= currentTime + 0.1 && currentTime <= buffered.end(range)) return buffered.end(range);
    return currentTime;
  }

  /** A song that must be made louder than an element can gets an amplifier, before it sounds. */
  #amplify({ gainDb }: Source): void {
    if (gainDb > 0 && this.#volume > 0) void this.#amplifier.connect().then(() => this.#setLevels());
  }

  #setLevels(): void {
    const { element, amplifier } = levelsOf(this.#volume, this.#source?.gainDb ?? 0, this.#amplifier.works);
    this.#element.volume = element;
    this.#amplifier.set(amplifier);
  }
}

function knowsMediaSource(): boolean {
  return "MediaSource" in globalThis || "ManagedMediaSource" in globalThis;
}

/** A song that never says how long it is does not leave its listener behind. */
function timeLimit(): AbortSignal {
  return AbortSignal.timeout(60_000);
}
