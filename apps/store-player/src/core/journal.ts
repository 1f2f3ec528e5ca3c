import { applyChange, type Change, type Saved } from "./saved.ts";
import type { Store } from "./ports.ts";

/** What a step of the journal is given to decide on, and answers: the change, or undefined for none. */
export type Decide = (saved: Saved) => Change | undefined | Promise<Change | undefined>;

/** The saved state, changed one durable step at a time: what `saved` shows has been written. */
export class Journal {
  readonly #store: Store;
  #saved: Saved;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(store: Store, saved: Saved) {
    this.#store = store;
    this.#saved = saved;
  }

  static async load(store: Store): Promise<Journal> {
    return new Journal(store, await store.load());
  }

  get saved(): Saved {
    return this.#saved;
  }

  /** Decides on the newest state, writes, and only then shows the result. Throws when the disk refuses; then nothing changed. */
  change(decide: Decide): Promise<void> {
    const step = this.#last.then(async () => {
      const change = await decide(this.#saved);
      if (!change) return;
      await this.#store.write(change);
      this.#saved = applyChange(this.#saved, change);
    });
    this.#last = step.catch(() => undefined);
    return step;
  }
}
