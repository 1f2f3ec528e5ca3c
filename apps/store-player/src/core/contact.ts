import type { DeviceState, Lease } from "@songkeeper/client";
import { Deliverer } from "./deliverer.ts";
import type { Journal } from "./journal.ts";
import type { Answer, Ports } from "./ports.ts";
import { Retry } from "./retry.ts";
import { waitAgain, waitingPlays } from "./seal.ts";
import type { Timekeeper } from "./timekeeper.ts";

/** A new soundtrack or budget is known after so long, at the latest. */
const LEASE_EVERY_MS = 5 * 60_000;
/** The same while there is nothing to play for lack of a lease. */
const LEASE_EVERY_MS_WITHOUT = 30_000;

export interface ContactOptions {
  readonly journal: Journal;
  readonly time: Timekeeper;
  readonly deviceId: string;
  readonly ports: Ports;
}

/**
 * The device's talk with the platform: where do we stand, what is to be delivered, may I have a new lease; in this order,
 * one talk at a time, again later when nobody answers.
 */
export class Contact {
  readonly #options: ContactOptions;
  readonly #deliverer: Deliverer;
  readonly #retry = new Retry();
  #running: Promise<void> | undefined;
  #leaseAskedAt: number | undefined;
  #isUrgent = false;
  #offlineSince: number | null = null;
  #problem: string | null = null;
  #hasTalked = false;

  constructor(options: ContactOptions) {
    this.#options = options;
    this.#deliverer = new Deliverer(options);
  }

  /** Since when no answer has come, in the platform's time; null while there is a connection. */
  get offlineSince(): number | null {
    return this.#offlineSince;
  }

  /** Why the platform does not take what is delivered, other than for lack of a connection. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Whether one talk has ended, well or not: before, nothing can be said about leases. */
  get hasTalked(): boolean {
    return this.#hasTalked;
  }

  /** To be called often: begins a talk when one is due. */
  tick(): void {
    const mono = this.#options.time.mono();
    if (this.#running || !this.#retry.isDue(mono)) return;
    if (!this.#isUrgent && !this.#hasToDeliver() && !this.#isLeaseDue(mono)) return;
    this.#isUrgent = false;
    this.#running = this.#talk().finally(() => {
      this.#hasTalked = true;
      this.#running = undefined;
    });
  }

  /** The connection is back, or a person wants to know now. */
  hurry(): void {
    this.#retry.hurry();
    this.#isUrgent = true;
    this.#leaseAskedAt = undefined;
  }

  /** The browser says that the connection is gone. */
  lost(): void {
    this.#offlineSince ??= this.#options.time.now();
  }

  #hasToDeliver(): boolean {
    const { saved } = this.#options.journal;
    return saved.standing !== "forked" && waitingPlays(saved) > 0;
  }

  #isLeaseDue(mono: number): boolean {
    if (this.#leaseAskedAt === undefined) return true;
    const { lease, refusal } = this.#options.journal.saved;
    const every = lease && refusal === null ? Math.min(LEASE_EVERY_MS, lease.renewAfterMs) : LEASE_EVERY_MS_WITHOUT;
    return mono - this.#leaseAskedAt >= every;
  }

  /** Every failure ends here as a state that is shown, and another try later. */
  async #talk(): Promise<void> {
    const mono = () => this.#options.time.mono();
    try {
      const reason = (await this.#ask()) ?? null;
      this.#problem = reason === "unreachable" ? this.#problem : reason;
      if (reason === null) this.#retry.succeeded();
      else this.#retry.failed(mono(), this.#options.ports.random.fraction());
    } catch {
      // The disk refused; nothing was changed, so the same talk can be had again.
      this.#problem = "disk_low";
      this.#retry.failed(mono(), this.#options.ports.random.fraction());
    }
  }

  /** One talk; undefined when all went well, else what went wrong. */
  async #ask(): Promise<string | undefined> {
    const isLeaseDue = this.#isLeaseDue(this.#options.time.mono());
    const stateProblem = isLeaseDue ? await this.#askState() : undefined;
    if (stateProblem) return stateProblem;
    if (this.#options.journal.saved.standing !== "forked") {
      const delivered = await this.#deliverer.run();
      this.#heard(delivered.outcome !== "unreachable");
      if (delivered.outcome === "unreachable") return "unreachable";
      if (delivered.outcome === "refused") return delivered.reason;
      if (delivered.outcome === "forked") await this.#options.journal.change(() => ({ standing: "forked" }));
    }
    return isLeaseDue && this.#options.journal.saved.standing !== "ended" ? this.#askLease() : undefined;
  }

  async #askState(): Promise<string | undefined> {
    const { journal, ports, time } = this.#options;
    const sent = time.mono();
    const answer: Answer<DeviceState> = await ports.platform.getDevice();
    this.#heard(answer.ok || answer.reason !== "unreachable");
    if (!answer.ok) return answer.reason;
    time.learn(Date.parse(answer.value.serverNow), sent);
    const { endedAt, gaps } = answer.value;
    await journal.change((saved) => (endedAt && saved.standing !== "ended" ? { standing: "ended" } : undefined));
    await journal.change((saved) => waitAgain(saved, gaps, new Set()));
    return undefined;
  }

  async #askLease(): Promise<string | undefined> {
    const { journal, ports, time } = this.#options;
    const { head, lease, open } = journal.saved;
    const sent = time.mono();
    const answer = await ports.platform.requestLease({
      // The open play is still under its own lease, which must not end before that play is in the journal.
      currentLeaseId: open?.leaseId ?? lease?.leaseId ?? null,
      closedThrough: head.nextSeq - 1,
      bootId: time.bootId,
      monoSent: sent,
      wallNow: time.wall(),
    });
    this.#heard(answer.ok || answer.reason !== "unreachable");
    if (answer.ok) return this.#takeLease(answer.value, sent);
    if (answer.reason === "unreachable") return answer.reason;
    this.#leaseAskedAt = time.mono();
    const standing = { device_ended: "ended", device_forked: "forked" } as const;
    const word = Object.entries(standing).find(([reason]) => reason === answer.reason)?.[1];
    await journal.change(() => ({ refusal: answer.reason, ...(word ? { standing: word } : {}) }));
    return undefined;
  }

  async #takeLease(lease: Lease, sent: number): Promise<undefined> {
    const { journal, time } = this.#options;
    time.learn(Date.parse(lease.serverNow), sent);
    this.#leaseAskedAt = time.mono();
    await journal.change(() => ({ lease, refusal: null, standing: "active", time: time.saved() }));
  }

  #heard(isHeard: boolean): void {
    if (isHeard) this.#offlineSince = null;
    else this.#offlineSince ??= this.#options.time.now();
  }
}
