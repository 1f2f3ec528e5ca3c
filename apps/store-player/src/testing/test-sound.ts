import type { Sample, Sound, SoundEvent } from "../core/ports.ts";

/** What really sounded of one song that was started. */
export interface TrueHearing {
  readonly url: string;
  audibleMs: number;
}

/** A loudspeaker whose time passes by `advance`; it keeps the truth about what sounded. */
export class TestSound implements Sound {
  readonly truth: TrueHearing[] = [];
  isBlocked = false;
  isBroken = false;
  readonly #durationOf: (url: string) => number;
  #listener: (event: SoundEvent) => void = () => undefined;
  #url: string | undefined;
  #positionMs = 0;
  #isPaused = true;
  #hasPlayed = false;
  #volume = 1;

  constructor(durationOf: (url: string) => number) {
    this.#durationOf = durationOf;
  }

  start(url: string): void {
    this.#url = url;
    this.#positionMs = 0;
    this.#hasPlayed = false;
    this.truth.push({ url, audibleMs: 0 });
    this.resume();
  }

  resume(): void {
    this.#isPaused = this.isBlocked;
    if (this.isBlocked) this.#listener("blocked");
  }

  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#listener("paused");
  }

  stop(): void {
    this.#url = undefined;
    this.#isPaused = true;
  }

  setVolume(volume: number): void {
    this.#volume = volume;
    this.#listener("changed");
  }

  sample(): Sample {
    return { positionMs: this.#positionMs, audible: this.#isAudible, paused: this.#isPaused };
  }

  listen(listener: (event: SoundEvent) => void): void {
    this.#listener = listener;
  }

  /** Time passes: `playing` comes before the first ms, `ended` after the last. */
  advance(ms: number): void {
    if (this.#url === undefined || this.#isPaused) return;
    if (this.isBroken) return this.#break();
    if (!this.#hasPlayed) {
      this.#hasPlayed = true;
      this.#listener("playing");
    }
    const left = this.#durationOf(this.#url) - this.#positionMs;
    const moved = Math.min(ms, left);
    this.#positionMs += moved;
    const hearing = this.truth.at(-1);
    if (hearing && this.#volume > 0) hearing.audibleMs += moved;
    if (moved < left) return;
    this.#hasPlayed = false;
    this.#isEnded();
  }

  get #isAudible(): boolean {
    return this.#url !== undefined && !this.#isPaused && this.#hasPlayed && this.#volume > 0;
  }

  #isEnded(): void {
    this.#listener("ended");
  }

  #break(): void {
    this.#listener("failed");
  }
}
