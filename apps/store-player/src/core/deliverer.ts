import type { Journal } from "./journal.ts";
import type { Answer, Ports } from "./ports.ts";
import type { Receipt } from "@songkeeper/client";
import type { SignedChunk } from "./saved.ts";
import { acknowledge, sealNext, unseal, waitAgain, waitingChunks } from "./seal.ts";
import type { Timekeeper } from "./timekeeper.ts";

/** `done`: nothing waits. `forked`: the platform holds another journal. Else the reason why what waits must wait on. */
export type Delivered =
  | { readonly outcome: "done" | "forked" | "unreachable" }
  | { readonly outcome: "refused"; readonly reason: string };

/** A platform that names a new head each time would be followed for ever. */
const RESEALS_MAX = 5;

/** Delivers the journal: one chunk after the other, each sealed once and stored before it is sent the first time. */
export class Deliverer {
  readonly #journal: Journal;
  readonly #time: Timekeeper;
  readonly #deviceId: string;
  readonly #ports: Ports;

  constructor({
    journal,
    time,
    deviceId,
    ports,
  }: {
    journal: Journal;
    time: Timekeeper;
    deviceId: string;
    ports: Ports;
  }) {
    this.#journal = journal;
    this.#time = time;
    this.#deviceId = deviceId;
    this.#ports = ports;
  }

  /** Delivers until nothing waits, or until something stands in the way. Throws when the disk refuses. */
  async run(): Promise<Delivered> {
    const sentAgain = new Set<number>();
    for (let reseals = 0; reseals <= RESEALS_MAX;) {
      const chunk = await this.#nextChunk();
      if (!chunk) return { outcome: "done" };
      const answer = await this.#send(chunk);
      if (answer.ok) await this.#acknowledge(chunk, answer.value, sentAgain);
      else if (answer.reason === "unreachable") return { outcome: "unreachable" };
      else if (answer.reason === "fork") return { outcome: "forked" };
      else if (answer.reason === "overlapping_chunk" && (await this.#sealAnew(answer.facts))) reseals += 1;
      else return { outcome: "refused", reason: answer.reason };
    }
    return { outcome: "refused", reason: "overlapping_chunk" };
  }

  async #nextChunk(): Promise<SignedChunk | undefined> {
    const waiting = () => waitingChunks(this.#journal.saved)[0]?.chunk;
    if (!waiting()) await this.#journal.change((saved) => sealNext(saved, this.#deviceId, this.#ports));
    return waiting();
  }

  #send(chunk: SignedChunk): Promise<Answer<Receipt>> {
    return this.#ports.platform.deliverChunk({ chunk, bootId: this.#time.bootId, monoSent: this.#time.mono() });
  }

  async #acknowledge({ firstSeq }: SignedChunk, receipt: Receipt, sentAgain: Set<number>): Promise<void> {
    sentAgain.add(firstSeq);
    await this.#journal.change((saved) => {
      const timeZone = saved.lease?.timeZone ?? "UTC";
      return acknowledge(saved, firstSeq, receipt, { now: this.#time.now(), timeZone });
    });
    await this.#journal.change((saved) => waitAgain(saved, receipt.gaps, sentAgain));
  }

  async #sealAnew({ expectedSeq, headHash }: Readonly<Record<string, string | number>>): Promise<boolean> {
    if (typeof expectedSeq !== "number" || typeof headHash !== "string") return false;
    let isPossible = false;
    await this.#journal.change((saved) => {
      const change = unseal(saved, expectedSeq, headHash);
      isPossible = change !== undefined;
      return change;
    });
    return isPossible;
  }
}
