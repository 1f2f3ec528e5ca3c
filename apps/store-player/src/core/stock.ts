import type { LeaseTrack } from "@songkeeper/client";
import type { Journal } from "./journal.ts";
import type { Ports } from "./ports.ts";
import { Retry } from "./retry.ts";

/** A song whose file is wrong or does not sound is left alone for so long. */
const SET_ASIDE_MS = 10 * 60_000;

/** Brings the leased songs onto this machine, one after the other, and lets go of those that no lease lists. */
export class Stock {
  readonly #journal: Journal;
  readonly #ports: Ports;
  readonly #retry = new Retry();
  readonly #setAside = new Map<string, number>();
  #kept = new Set<string>();
  #running: Promise<void> | undefined;
  #prunedFor: string | undefined;
  #isDiskLow = false;

  constructor(journal: Journal, ports: Ports) {
    this.#journal = journal;
    this.#ports = ports;
  }

  async load(): Promise<void> {
    this.#kept = new Set(await this.#ports.shelf.list());
  }

  get isDiskLow(): boolean {
    return this.#isDiskLow;
  }

  /** How many of the lease's songs are here. */
  get progress(): { readonly have: number; readonly of: number } {
    const files = new Set(this.#tracks.map(({ sha256 }) => sha256));
    return { have: [...files].filter((sha256) => this.#kept.has(sha256)).length, of: files.size };
  }

  isReady(track: LeaseTrack): boolean {
    return this.#kept.has(track.sha256) && !this.#isSetAside(track.sha256);
  }

  /** The song's file does not sound: it is dropped, and fetched again later. */
  dropFile(sha256: string): void {
    this.#setAside.set(sha256, this.#ports.clock.mono() + SET_ASIDE_MS);
    this.#kept.delete(sha256);
  }

  /** To be called often: fetches what is missing. */
  tick(): void {
    if (this.#running || !this.#retry.isDue(this.#ports.clock.mono())) return;
    const leaseId = this.#journal.saved.lease?.leaseId;
    const missing = this.#missing();
    if (!missing && (leaseId === undefined || this.#prunedFor === leaseId)) return;
    const work = missing ? this.#fetch(missing) : this.#prune(leaseId ?? "");
    this.#running = work.finally(() => {
      this.#running = undefined;
    });
  }

  hurry(): void {
    this.#retry.hurry();
  }

  get #tracks(): readonly LeaseTrack[] {
    return this.#journal.saved.lease?.tracks ?? [];
  }

  /** In the soundtrack's order, from the song that comes next. */
  #missing(): LeaseTrack | undefined {
    const next = this.#tracks.findIndex(({ trackId }) => trackId === this.#journal.saved.played.inOrderId) + 1;
    const turned = [...this.#tracks.slice(next), ...this.#tracks.slice(0, next)];
    return turned.find(({ sha256 }) => !this.#kept.has(sha256) && !this.#isSetAside(sha256));
  }

  #isSetAside(sha256: string): boolean {
    return (this.#setAside.get(sha256) ?? 0) > this.#ports.clock.mono();
  }

  async #fetch(track: LeaseTrack): Promise<void> {
    const fetched = await this.#ports.shelf.fetch(track);
    this.#isDiskLow = fetched === "disk_low";
    if (fetched === "kept") {
      this.#kept.add(track.sha256);
      this.#retry.succeeded();
    } else if (fetched === "wrong_file") this.#setAside.set(track.sha256, this.#ports.clock.mono() + SET_ASIDE_MS);
    else this.#retry.failed(this.#ports.clock.mono(), this.#ports.random.fraction());
    // Room can be made only by letting go of what no lease lists any more.
    if (fetched === "disk_low") await this.#prune("");
  }

  async #prune(leaseId: string): Promise<void> {
    const keep = new Set(this.#tracks.map(({ sha256 }) => sha256));
    await this.#ports.shelf.prune(keep);
    this.#kept = new Set([...this.#kept].filter((sha256) => keep.has(sha256)));
    this.#prunedFor = leaseId;
  }
}
