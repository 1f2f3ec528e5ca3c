import type { Lease, LeaseTrack } from "@songkeeper/client";
import type { PlayOutcome } from "@songkeeper/licensing";
import type { Choice } from "./choose-song.ts";
import { HeardMeter } from "./heard-meter.ts";
import type { Journal } from "./journal.ts";
import { checkpointPlay, closePlay, type Moment, openPlay, startPlay } from "./play-entry.ts";
import type { Sound } from "./ports.ts";
import type { OpenEntry } from "./saved.ts";
import { canSpend } from "./tally.ts";
import type { Timekeeper } from "./timekeeper.ts";

const CHECKPOINT_MS = 30_000;
/** A play that was written down and does not sound for so long is given up: its lease and day may be others by then. */
const STALE_MS = 60_000;

/** The song that is loaded, with what was heard of it and how much of that was written down. */
interface Loaded {
  readonly track: LeaseTrack;
  readonly meter: HeardMeter;
  readonly openedAt: number;
  written: { readonly mono: number; readonly heardMs: number };
  /** How and when it ended, while the disk has not taken that yet. */
  end?: { readonly outcome: PlayOutcome; readonly mono: number };
}

/** The one play that is going on, from the record before it sounds to the entry in the journal. */
export class CurrentPlay {
  readonly #journal: Journal;
  readonly #time: Timekeeper;
  readonly #sound: Sound;
  #loaded: Loaded | undefined;

  constructor(journal: Journal, time: Timekeeper, sound: Sound) {
    this.#journal = journal;
    this.#time = time;
    this.#sound = sound;
  }

  get track(): LeaseTrack | undefined {
    return this.#loaded?.track;
  }

  /** Whether it was begun a while ago and has not sounded. */
  get isStale(): boolean {
    const { open } = this.#journal.saved;
    return (
      this.#loaded !== undefined && open?.started === false && this.#time.mono() - this.#loaded.openedAt > STALE_MS
    );
  }

  /** Takes a sample of what sounds; to be called often, and at every event of the media element. */
  measure(): void {
    this.#loaded?.meter.sample(this.#sound.sample(), this.#time.mono());
  }

  moment(): Moment {
    return { bootId: this.#time.bootId, wall: this.#time.wall(), mono: this.#time.mono(), now: this.#time.now() };
  }

  /** Writes the play down, and only then lets it sound. Nothing happens where a newer lease or verdict came in between. */
  async begin(lease: Lease, choice: Choice, url: string): Promise<void> {
    const moment = this.moment();
    await this.#journal.change((saved) => {
      const isStillRight = saved.lease === lease && canSpend(lease, saved.days, choice.track.feeMicro, moment.now);
      return isStillRight ? openPlay(saved, lease, choice, moment) : undefined;
    });
    if (!this.#journal.saved.open) return;
    const written = { mono: moment.mono, heardMs: 0 };
    this.#loaded = { track: choice.track, meter: new HeardMeter(), openedAt: moment.mono, written };
    this.#sound.start(url);
  }

  /** It sounds since that moment: the play has started. Later moments of the same play change nothing. */
  async start(track: LeaseTrack, moment: Moment): Promise<void> {
    if (this.#loaded?.track !== track || this.#loaded.end) return;
    await this.#journal.change(({ open, lease }) =>
      open && !open.started
        ? { open: startPlay(open, moment, lease?.timeZone ?? "UTC"), time: this.#time.saved() }
        : undefined,
    );
  }

  /** Writes down what was heard: when the play comes to count, and every half minute. */
  async checkpointIfDue(): Promise<void> {
    const [loaded, { open }] = [this.#loaded, this.#journal.saved];
    if (!loaded || !open?.started) return;
    const { heardMs } = loaded.meter;
    const qualifies = heardMs >= open.qualifyingMs && loaded.written.heardMs < open.qualifyingMs;
    const isLong = this.#time.mono() - loaded.written.mono >= CHECKPOINT_MS && heardMs > loaded.written.heardMs;
    if (qualifies || isLong) await this.checkpoint();
  }

  async checkpoint(): Promise<void> {
    const loaded = this.#loaded;
    if (!loaded || loaded.end) return;
    const [heardMs, mono] = [loaded.meter.heardMs, this.#time.mono()];
    await this.#journal.change(({ open }) =>
      open?.started ? { open: checkpointPlay(open, heardMs, mono), time: this.#time.saved() } : undefined,
    );
    loaded.written = { mono, heardMs };
  }

  /** Whether its end waits for the disk. */
  get isEnding(): boolean {
    return this.#loaded?.end !== undefined;
  }

  /** Ends it: silence, and its entry in the journal. After a refusal of the disk the first end stays the one that is written. */
  async end(outcome: PlayOutcome): Promise<void> {
    const loaded = this.#loaded;
    if (!loaded) return;
    loaded.end ??= { outcome, mono: this.#time.mono() };
    const { end } = loaded;
    this.#sound.stop();
    await this.#journal.change((saved) => {
      if (!saved.open) return undefined;
      const heard: OpenEntry = saved.open.started
        ? checkpointPlay(saved.open, loaded.meter.heardMs, end.mono)
        : saved.open;
      return { ...closePlay(saved, heard, end.outcome), time: this.#time.saved() };
    });
    this.#loaded = undefined;
  }
}
