const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/** When to try again what failed: later each time, and not all devices at once. Times are of the monotonic clock, in ms. */
export class Retry {
  #failures = 0;
  #nextAt = 0;

  isDue(mono: number): boolean {
    return mono >= this.#nextAt;
  }

  /** `fraction` (0 to 1) spreads the waiting between half and one and a half of its length. */
  failed(mono: number, fraction: number): void {
    const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#failures, 20));
    this.#failures += 1;
    this.#nextAt = mono + wait * (0.5 + fraction);
  }

  succeeded(): void {
    this.#failures = 0;
    this.#nextAt = 0;
  }

  /** Something changed, such as the connection: try now. */
  hurry(): void {
    this.#nextAt = 0;
  }
}
