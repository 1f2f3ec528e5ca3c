import type { Source } from "./song.ts";

/** An address that was asked for ahead is good for so long: what its listener may hear can change. */
const WARM_MS = 40_000;
/** Two fresh addresses within this time that both do not work: the song is gone. */
const RENEW_EVERY_MS = 5_000;

/** Asks for songs' addresses, one of them ahead of its time. */
export class Addresses {
  readonly #ask: (songId: string) => Promise<Source>;
  readonly #now: () => number;
  #renewedAt = -Infinity;
  #warm: { songId: string; at: number; source: Promise<Source> } | undefined;

  constructor(ask: (songId: string) => Promise<Source>, now: () => number) {
    this.#ask = ask;
    this.#now = now;
  }

  /** A song's address: the one that was asked for just now, or a new one. */
  of(songId: string): Promise<Source> {
    const at = this.#now();
    if (this.#warm?.songId === songId && at - this.#warm.at < WARM_MS) return this.#warm.source;
    const source = this.#ask(songId);
    this.#warm = { songId, at, source };
    source.catch(() => this.forget());
    return source;
  }

  /** Whether another address may be asked for after one that did not work. */
  mayRenew(): boolean {
    const at = this.#now();
    const may = at - this.#renewedAt >= RENEW_EVERY_MS;
    if (may) this.#renewedAt = at;
    return may;
  }

  /** Whether an address has stopped working by now. */
  isOver({ expiresAt }: Source): boolean {
    return expiresAt !== null && Date.parse(expiresAt) <= this.#now();
  }

  /** The next question is asked anew. */
  forget(): void {
    this.#warm = undefined;
  }
}
