import type { Addresses } from "./addresses.ts";
import type { Entry } from "./queue.ts";
import type { Source } from "./song.ts";

/** An entry of the queue with leave to hear it. */
export interface Joined {
  readonly key: number;
  readonly source: Source;
}

/** Keeps the queue's next song joined to the one that is heard, whatever becomes of the queue. */
export class Follower {
  readonly #addresses: Addresses;
  readonly #join: (source: Source | undefined) => void;
  #key: number | undefined;
  #joined: Joined | undefined;

  constructor(addresses: Addresses, join: (source: Source | undefined) => void) {
    this.#addresses = addresses;
    this.#join = join;
  }

  /** This entry is next, levelled as it is heard there; undefined takes back what was said. */
  follow(next: Entry | undefined, levelled: (source: Source) => Source): void {
    if (next?.key === this.#key) return;
    if (this.#joined) this.#join(undefined);
    this.#joined = undefined;
    this.#key = next?.key;
    if (next) void this.#open(next, levelled);
  }

  /** Whether an entry is the one that is followed up with. */
  expects(next: Entry | undefined): boolean {
    return this.#key === next?.key;
  }

  /** The joined song is heard now: gives it, and forgets it. */
  take(): Joined | undefined {
    const joined = this.#joined;
    this.forget();
    return joined;
  }

  /** Another song is begun by itself. */
  forget(): void {
    this.#key = undefined;
    this.#joined = undefined;
  }

  async #open({ key, song }: Entry, levelled: (source: Source) => Source): Promise<void> {
    // Who may not hear the next song is told so once it is its turn, not earlier.
    const source = await this.#addresses.of(song.id).catch(() => undefined);
    // A preview ends with a fade and a word to its listener, and begins with one.
    if (!source || source.tier === "preview" || key !== this.#key || this.#joined) return;
    this.#joined = { key, source: levelled(source) };
    this.#join(this.#joined.source);
  }
}
