const FILLED = 0;
const ENDED = 1;
const CLOSED = 2;
const CONTROLS = 3;
const CAPACITY_BYTES = 2 ** 20;
/** Nobody is waited for longer without a look at whether they are there at all. */
const PATIENCE_MS = 100;

/** The memory that two threads share: a few numbers, and the bytes between them. */
export interface RingMemory {
  readonly controls: Int32Array<SharedArrayBuffer>;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
}

/** Memory for sound on its way from one thread to another. */
export function ringMemory(): RingMemory {
  return {
    controls: new Int32Array(new SharedArrayBuffer(4 * CONTROLS)),
    bytes: new Uint8Array(new SharedArrayBuffer(CAPACITY_BYTES)),
  };
}

/** The end where sound goes in. */
export class RingWriter {
  readonly #memory: RingMemory;
  #at = 0;

  constructor(memory: RingMemory) {
    this.#memory = memory;
  }

  /** Waits until there is room; throws if the reader has gone. */
  write(sound: Uint8Array): void {
    const { controls, bytes } = this.#memory;
    for (let done = 0; done < sound.length;) {
      const filled = Atomics.load(controls, FILLED);
      if (Atomics.load(controls, CLOSED) !== 0) throw new Error("nobody takes the sound any more");
      if (filled === bytes.length) {
        Atomics.wait(controls, FILLED, filled, PATIENCE_MS);
        continue;
      }
      const part = sound.subarray(done, done + Math.min(bytes.length - filled, bytes.length - this.#at));
      bytes.set(part, this.#at);
      this.#at = (this.#at + part.length) % bytes.length;
      done += part.length;
      Atomics.add(controls, FILLED, part.length);
      Atomics.notify(controls, FILLED);
    }
  }

  /** Says that there is no more. */
  end(): void {
    Atomics.store(this.#memory.controls, ENDED, 1);
    Atomics.notify(this.#memory.controls, FILLED);
  }
}

/** The end where it comes out. */
export class RingReader {
  readonly #memory: RingMemory;
  #at = 0;

  constructor(memory: RingMemory) {
    this.#memory = memory;
  }

  /** Waits for sound and fills some of the bytes; none at the end. */
  read(into: Uint8Array): number {
    const { controls } = this.#memory;
    for (;;) {
      const taken = this.#take(into);
      if (taken !== undefined) return taken;
      Atomics.wait(controls, FILLED, 0, PATIENCE_MS);
    }
  }

  /** The same for a thread that has other things to do while it waits. */
  async readLater(into: Uint8Array): Promise<number> {
    const { controls } = this.#memory;
    for (;;) {
      const taken = this.#take(into);
      if (taken !== undefined) return taken;
      await Atomics.waitAsync(controls, FILLED, 0, PATIENCE_MS).value;
    }
  }

  /** Whoever writes is not to wait any more. */
  close(): void {
    Atomics.store(this.#memory.controls, CLOSED, 1);
    Atomics.notify(this.#memory.controls, FILLED);
  }

  #take(into: Uint8Array): number | undefined {
    const { controls, bytes } = this.#memory;
    const ended = Atomics.load(controls, ENDED) !== 0;
    const filled = Atomics.load(controls, FILLED);
    if (filled === 0) return ended ? 0 : undefined;
    const part = bytes.subarray(this.#at, this.#at + Math.min(filled, into.length, bytes.length - this.#at));
    into.set(part);
    this.#at = (this.#at + part.length) % bytes.length;
    Atomics.sub(controls, FILLED, part.length);
    Atomics.notify(controls, FILLED);
    return part.length;
  }
}
