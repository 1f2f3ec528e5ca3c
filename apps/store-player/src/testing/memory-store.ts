import type { Store } from "../core/ports.ts";
import { applyChange, type Change, NOTHING_SAVED, type Saved } from "../core/saved.ts";

/** A disk in memory. `onWrite` is called around each write, and may end the machine's life by never answering. */
export class MemoryStore implements Store {
  saved: Saved = NOTHING_SAVED;
  onWrite: (when: "before" | "after") => Promise<void> = () => Promise.resolve();

  load(): Promise<Saved> {
    return Promise.resolve(structuredClone(this.saved));
  }

  async write(change: Change): Promise<void> {
    await this.onWrite("before");
    this.saved = applyChange(this.saved, structuredClone(change));
    await this.onWrite("after");
  }
}
