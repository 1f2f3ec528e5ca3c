// oxlint-disable-next-line typescript/triple-slash-reference -- a module without types of its own cannot be imported for them.
/// <reference path="./hls-light.d.ts" />
import type Hls from "hls.js";
import type { HlsConfig } from "hls.js";
import { Amplifier } from "./amplifier.ts";
import { levelsOf } from "./loudness.ts";
import type { Failure, Quality, Source, Tier } from "./song.ts";

/** What the sound tells of itself. */
export interface SoundEvents {
  readonly onState: (state: "loading" | "playing" | "paused" | "ended") => void;
  readonly onTime: (positionMs: number, bufferedMs: number) => void;
  readonly onTier: (tier: Tier | undefined) => void;
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

/** Of lossless so much is 10 MB: enough to outlast a tunnel, not a phone's memory. */
const CONFIG: Partial<HlsConfig> = {
  startLevel: 0,
  maxBufferLength: 30,
  maxMaxBufferLength: 60,
  maxBufferSize: 8_000_000,
  backBufferLength: 15,
  startFragPrefetch: true,
  lowLatencyMode: false,
  // Our segments are passed on as they are: a worker would only be one more thing to load.
  enableWorker: false,
};

/** What is buffered before lossless is asked for: begun at once, it would stall on a slow line. */
const AHEAD_OF_LOSSLESS_MS = 6_000;
const GONE = new Set([401, 403, 404, 410]);

/** One song's sound: a media element, with hls.js before it where the browser does not play HLS by itself. */
export class Sound {
  readonly #element = new Audio();
  readonly #amplifier = new Amplifier(this.#element);
  readonly #events: SoundEvents;
  #hls: Hls | undefined;
  #source: Source | undefined;
  #turn = 0;
  #unlocked = false;
  #live = false;
  #recovered = false;
  #wanted = false;
  #quality: Quality = "standard";
  #volume = 1;
  #gainDb = 0;

  constructor(events: SoundEvents) {
    this.#events = events;
    const element = this.#element;
    element.preload = "auto";
    const live = (name: string, tell: () => void) => element.addEventListener(name, () => this.#live && tell());
    live("playing", () => events.onState("playing"));
    live("waiting", () => events.onState("loading"));
    live("pause", () => !element.ended && events.onState("paused"));
    live("ended", () => events.onState("ended"));
    live("timeupdate", () => this.#tellTime());
    live("progress", () => this.#tellTime());
    live("error", () => this.#hls || events.onFailure("unplayable"));
  }

  /** Within a tap: from then on this element may sound, also when its song comes later. */
  unlock(): void {
    if (this.#unlocked) return;
    this.#unlocked = true;
    this.#element.play().catch(() => undefined);
  }

  /** Fetches what every song needs, while this one's address is still on its way. */
  prepare(): void {
    if (knowsMediaSource()) void import("hls.js/light").catch(() => undefined);
  }

  /** Begins a song; the one before is silent at once. */
  async load(source: Source, { positionMs, playing, quality }: Beginning): Promise<void> {
    const turn = this.stop();
    this.#source = source;
    this.#wanted = playing;
    this.#quality = quality;
    this.#gainDb = source.gainDb;
    this.#setLevels();
    if (!knowsMediaSource()) return this.#loadNative(source, positionMs);
    try {
      const { default: HlsLight } = await import("hls.js/light");
      if (turn !== this.#turn) return;
      if (!HlsLight.isSupported()) return this.#loadNative(source, positionMs);
      if (source.gainDb > 0 && this.#volume > 0) void this.#amplifier.connect().then(() => this.#setLevels());
      this.#loadHls(new HlsLight({ ...CONFIG, startPosition: positionMs / 1000 }), HlsLight, source);
    } catch {
      if (turn === this.#turn) this.#events.onFailure("unreachable");
    }
  }

  /** Silence; what is still on its way counts no more. Gives the number of the turn that begins. */
  stop(): number {
    this.#live = false;
    this.#recovered = false;
    this.#hls?.destroy();
    this.#hls = undefined;
    this.#element.pause();
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
    this.#element.currentTime = positionMs / 1000;
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#setLevels();
  }

  /**
   * Another quality: the better one from the next piece on. To the other it goes by beginning anew at the same place,
   * as hls.js 1.7.4 does not see that the codec changes once more (it compares with that of the first piece).
   */
  setQuality(quality: Quality): void {
    this.#quality = quality;
    const lossless = this.#hls ? losslessLevel(this.#hls) : -1;
    if (!this.#hls || !this.#source || lossless < 0) return;
    if (quality === "lossless") return this.#tryLossless(this.#hls);
    if (this.#hls.loadLevel !== lossless) return;
    const positionMs = this.#element.currentTime * 1000;
    void this.load(this.#source, { positionMs, playing: this.#wanted, quality });
  }

  #loadNative(source: Source, positionMs: number): void {
    const element = this.#element;
    if (!element.canPlayType("application/vnd.apple.mpegurl")) return this.#events.onFailure("unplayable");
    element.src = source.playlistUrl;
    this.#live = true;
    if (positionMs > 0)
      element.addEventListener("loadedmetadata", () => this.seek(positionMs), { once: true, signal: timeLimit() });
    // Which rendition the browser chose it does not say.
    this.#events.onTier(source.tier === "lossless" ? undefined : source.tier);
    if (this.#wanted) this.#start();
  }

  #loadHls(hls: Hls, { Events, ErrorTypes }: typeof Hls, source: Source): void {
    this.#hls = hls;
    hls.on(Events.MANIFEST_PARSED, () => {
      if (this.#quality === "standard") hls.loadLevel = 0;
    });
    hls.on(Events.FRAG_BUFFERED, () => this.#tryLossless(hls));
    hls.on(Events.LEVEL_SWITCHED, (_, { level }) => this.#events.onTier(tierOf(hls, level, source)));
    hls.on(Events.ERROR, (_, { fatal, type, response }) => {
      if (GONE.has(response?.code ?? 0)) return this.#events.onExpired();
      if (!fatal) return;
      if (type === ErrorTypes.NETWORK_ERROR) return this.#events.onFailure("unreachable");
      if (this.#recovered) return this.#events.onFailure("unplayable");
      this.#recovered = true;
      hls.recoverMediaError();
    });
    hls.on(Events.MEDIA_ATTACHED, () => {
      this.#live = true;
      if (this.#wanted) this.#start();
    });
    hls.loadSource(source.playlistUrl);
    hls.attachMedia(this.#element);
  }

  /** Once enough is buffered at the quick quality, the better one is asked for. */
  #tryLossless(hls: Hls): void {
    const lossless = losslessLevel(hls);
    if (this.#quality !== "lossless" || lossless < 0 || hls.loadLevel === lossless) return;
    const ahead = this.#bufferedMs() - this.#element.currentTime * 1000;
    if (ahead >= AHEAD_OF_LOSSLESS_MS) hls.nextLevel = lossless;
  }

  #start(): void {
    this.#element.play().catch((error: unknown) => {
      if (error instanceof DOMException && error.name === "NotAllowedError") this.#events.onFailure("needs_tap");
    });
  }

  #tellTime(): void {
    this.#events.onTime(this.#element.currentTime * 1000, this.#bufferedMs());
  }

  /** Until where the song is there, without a gap from where it is heard. */
  #bufferedMs(): number {
    const { buffered, currentTime } = this.#element;
    for (let range = 0; range < buffered.length; range++)
      if (buffered.start(range) <= currentTime + 0.1 && currentTime <= buffered.end(range))
        return buffered.end(range) * 1000;
    return currentTime * 1000;
  }

  #setLevels(): void {
    const { element, amplifier } = levelsOf(this.#volume, this.#gainDb, this.#amplifier.works);
    this.#element.volume = element;
    this.#amplifier.set(amplifier);
  }
}

function losslessLevel(hls: Hls): number {
  return hls.levels.findIndex(({ audioCodec }) => /flac/i.test(audioCodec ?? ""));
}

function tierOf(hls: Hls, level: number, source: Source): Tier {
  if (source.tier === "preview") return "preview";
  return level === losslessLevel(hls) ? "lossless" : "standard";
}

function knowsMediaSource(): boolean {
  return "MediaSource" in globalThis || "ManagedMediaSource" in globalThis;
}

/** A song that never says how long it is does not leave its listener behind. */
function timeLimit(): AbortSignal {
  return AbortSignal.timeout(60_000);
}
