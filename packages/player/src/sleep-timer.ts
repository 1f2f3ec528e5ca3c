/** When the music stops by itself: at a moment (in ms), or with the song. */
export type Sleep = number | "song_end" | null;

/** Lets music stop after a time. */
export class SleepTimer {
  readonly #now: () => number;
  readonly #stop: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(now: () => number, stop: () => void) {
    this.#now = now;
    this.#stop = stop;
  }

  /** After so many minutes, with the song, or (null) not at all: gives what is shown of it. */
  set(minutes: Sleep): Sleep {
    clearTimeout(this.#timer);
    if (typeof minutes !== "number") return minutes;
    const ms = minutes * 60_000;
    this.#timer = setTimeout(() => this.#stop(), ms);
    return this.#now() + ms;
  }
}
