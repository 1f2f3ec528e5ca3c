/** Ends a decoding from within; what was decoded so far counts. */
export class EnoughDecoded extends Error {}

/** How pieces are made into blocks; places and lengths are in samples per channel. */
export interface BlockPlan {
  readonly frameBytes: number;
  /** So many samples are left out at the beginning. */
  readonly skip: number;
  /** When so many have come after those, there are enough. */
  readonly limit: number;
  /** What comes after so many is counted, and not handed on. */
  readonly end: number;
  readonly blockSamples: number;
  /** Takes a block; the bytes are only lent. */
  readonly onBlock: (pcm: Buffer) => void;
}

/** Makes blocks of one size of pieces of any. */
export class BlockCutter {
  readonly #block: Buffer;
  readonly #plan: BlockPlan;
  #skipBytes: number;
  #keptBytes: number;
  #filled = 0;
  #bytes = 0;

  constructor(plan: BlockPlan) {
    this.#plan = plan;
    this.#block = Buffer.from(new ArrayBuffer(plan.frameBytes * plan.blockSamples));
    this.#skipBytes = plan.skip * plan.frameBytes;
    this.#keptBytes = plan.end * plan.frameBytes;
  }

  /** How many have come, those at the beginning aside. */
  get samples(): number {
    return Math.floor(this.#bytes / this.#plan.frameBytes);
  }

  add(bytes: Uint8Array): void {
    const skipped = Math.min(this.#skipBytes, bytes.length);
    this.#skipBytes -= skipped;
    const rest = bytes.subarray(skipped);
    this.#bytes += rest.length;
    const kept = rest.subarray(0, this.#keptBytes);
    this.#keptBytes -= kept.length;
    for (let at = 0; at < kept.length;) {
      const part = kept.subarray(at, at + this.#block.length - this.#filled);
      this.#block.set(part, this.#filled);
      at += part.length;
      this.#filled += part.length;
      if (this.#filled === this.#block.length) this.end();
    }
    if (this.samples >= this.#plan.limit) throw new EnoughDecoded();
  }

  /** Hands on the last block, which may be short. */
  end(): void {
    if (this.#filled > 0) this.#plan.onBlock(this.#block.subarray(0, this.#filled));
    this.#filled = 0;
  }
}
