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
  #isMoving = false;
  #volume = 1;

  constructor(durationOf: (url: string) => number) {
    this.#durationOf = durationOf;
  }

  start(url: string): void {
    this.#url = url;
    this.#positionMs = 0;
    this.#isMoving = false;
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
    this.#isMoving = false;
    this.#listener("paused");
  }

  stop(): void {
    this.#url = undefined;
    this.#isPaused = true;
    this.#isMoving = false;
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

  /** What an element says before time passes: that it plays, or that it cannot. */
  announce(): void {
    if (this.#url === undefined || this.#isPaused || this.#isMoving) return;
    if (this.isBroken) return this.#listener("failed");
    this.#isMoving = true;
    this.#listener("playing");
  }

  /** So much time has passed. */
  advance(ms: number): void {
    if (this.#url === undefined || !this.#isMoving) return;
    const left = this.#durationOf(this.#url) - this.#positionMs;
    const moved = Math.min(ms, left);
    this.#positionMs += moved;
    const hearing = this.truth.at(-1);
    if (hearing && this.#volume > 0) hearing.audibleMs += moved;
    if (moved < left) return;
    this.#isMoving = false;
    this.#listener("ended");
  }

  get #isAudible(): boolean {
    return this.#isMoving && this.#volume > 0;
  }
}
