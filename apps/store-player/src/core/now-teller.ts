import type { NowPlaying } from "@songkeeper/client";
import type { Platform } from "./ports.ts";

/** A state that lasts is told again, so that the shop sees the player is alive. */
const AGAIN_MS = 60_000;
/** Without a connection it is a courtesy that can wait. */
const AFTER_FAILURE_MS = 15_000;

/**
 * Tells the shop what sounds: at once when it changes, one message at a time, the newest wins. A platform that does not
 * want to hear it from this device any more has given its place away: `onRefused` asks where the device stands.
 */
export class NowTeller {
  readonly #platform: Platform;
  readonly #onRefused: () => void;
  #told: string | undefined;
  #nextAt = 0;
  #isBusy = false;

  constructor(platform: Platform, onRefused: () => void) {
    this.#platform = platform;
    this.#onRefused = onRefused;
  }

  /** To be called often, with how things are. `mono` is ms of the monotonic clock. */
  tell(now: NowPlaying, mono: number): void {
    const word = `${now.state} ${now.trackId}`;
    if (this.#isBusy || (mono < this.#nextAt && word === this.#told)) return;
    this.#told = word;
    this.#isBusy = true;
    void this.#platform.tellNowPlaying(now).then((answer) => {
      this.#isBusy = false;
      this.#nextAt = mono + (answer.ok ? AGAIN_MS : AFTER_FAILURE_MS);
      if (!answer.ok && answer.reason === "unknown_device") this.#onRefused();
    });
  }
}
