import type { Clock } from "./ports.ts";

/** A wall clock that ran ahead of the monotonic one by this much in one go: the machine slept, or was set. */
const JUMP_MS = 10_000;
/** A longer leap is no sleep: somebody set the clock. */
const SLEEP_MS_MAX = 30 * 86_400_000;
/** A wall clock that is off by more than this is told to people. */
const WRONG_MS = 5 * 60_000;

interface Sync {
  readonly serverMs: number;
  readonly mono: number;
}

/**
 * What time it is, as well as the device can know: the platform's time counted on by the monotonic clock once this boot
 * has heard it; before, the wall clock with the skew that was last known, and never earlier than a time already lived
 * through. A boot id names one run of the monotonic clock: it changes with the page, and with a sleep that the browser's
 * clock did not count (the wall clock then tells when older plays were).
 */
export class Timekeeper {
  readonly #clock: Clock;
  readonly #newId: () => string;
  readonly #bootedAt: number;
  #bootId: string;
  #floorMs: number;
  #skewMs: number | null;
  #sync: Sync | undefined;
  #last: { wall: number; mono: number };

  constructor(clock: Clock, newId: () => string, saved: { readonly floorMs: number; readonly skewMs: number | null }) {
    this.#clock = clock;
    this.#newId = newId;
    this.#bootId = newId();
    this.#floorMs = saved.floorMs;
    this.#skewMs = saved.skewMs;
    this.#bootedAt = this.mono();
    this.#last = { wall: this.wall(), mono: this.mono() };
  }

  get bootId(): string {
    return this.#bootId;
  }

  /** Whole ms of the monotonic clock, as the journal writes it. */
  mono(): number {
    return Math.max(0, Math.floor(this.#clock.mono()));
  }

  /** Whole ms of the wall clock since 1970, whatever it says. */
  wall(): number {
    return Math.max(0, Math.floor(this.#clock.wall()));
  }

  /** The platform's time in epoch ms, as well as it is known. */
  now(): number {
    if (this.#sync) return this.#sync.serverMs + this.mono() - this.#sync.mono;
    const wall = this.wall() + (this.#skewMs ?? 0);
    return this.#wallIsBehind() ? this.#floorMs + this.mono() - this.#bootedAt : wall;
  }

  /** Whether the wall clock is wrong, or was found to be impossible. */
  get isWrong(): boolean {
    return this.#sync ? Math.abs(this.wall() - this.now()) > WRONG_MS : this.#wallIsBehind();
  }

  /** What is to be kept for the next boot. A wall clock that leaps far ahead does not become the truth. */
  saved(): { floorMs: number; skewMs: number | null } {
    const now = this.now();
    const isPlausible = this.#sync || this.#floorMs === 0 || now - this.#floorMs < SLEEP_MS_MAX;
    return { floorMs: isPlausible ? Math.max(this.#floorMs, now) : this.#floorMs, skewMs: this.#skewMs };
  }

  /** Takes over the platform's time from an answer; half of the way there and back is added. */
  learn(serverMs: number, monoSent: number): void {
    const mono = this.mono();
    this.#sync = { serverMs: serverMs + Math.floor((mono - monoSent) / 2), mono };
    this.#skewMs = this.now() - this.wall();
    this.#floorMs = serverMs;
  }

  /** To be called often: notices a sleep by the wall clock running ahead, and begins a new boot after one. */
  notice(): void {
    const [wall, mono] = [this.wall(), this.mono()];
    const jump = wall - this.#last.wall - (mono - this.#last.mono);
    const wasSane = this.#floorMs > 0 && this.#last.wall + (this.#skewMs ?? 0) >= this.#floorMs - WRONG_MS;
    this.#last = { wall, mono };
    if (jump < JUMP_MS || jump > SLEEP_MS_MAX || !wasSane || this.#wasSetRight(wall, jump)) return;
    this.#bootId = this.#newId();
    if (this.#sync) this.#sync = { serverMs: this.#sync.serverMs + jump, mono: this.#sync.mono };
  }

  /** Whether the leap took the wall clock to the platform's time: then somebody set it, and the machine did not sleep. */
  #wasSetRight(wall: number, jump: number): boolean {
    return this.#sync !== undefined && Math.abs(wall - this.now()) < Math.min(jump, WRONG_MS) / 2;
  }

  #wallIsBehind(): boolean {
    return this.wall() + (this.#skewMs ?? 0) < this.#floorMs - WRONG_MS;
  }
}
