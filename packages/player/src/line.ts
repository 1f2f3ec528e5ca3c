import type { ByteRange } from "./playlist.ts";

/** The address does not work any more. */
export class AddressGone extends Error {}

const GONE = new Set([401, 403, 404, 410]);
/** Who hears nothing for so long of what was asked for asks again. */
const PATIENCE_MS = 30_000;
/** What is smaller says little of a line. */
const TELLING_BYTES = 12_000;

/** The line to the server: fetches, and knows how quick it was lately. */
export class Line {
  #bitsPerSecond: number | undefined;

  get bitsPerSecond(): number | undefined {
    return this.#bitsPerSecond;
  }

  /** A playlist as text. */
  async text(url: string, signal: AbortSignal): Promise<string> {
    const response = await ask(url, { signal });
    return response.text();
  }

  /** Bytes of a file; throws where others came than were asked for. */
  async bytes(url: string, { offset, bytes }: ByteRange, signal: AbortSignal): Promise<ArrayBuffer> {
    const begun = performance.now();
    const response = await ask(url, { signal, headers: { range: `bytes=${offset}-${offset + bytes - 1}` } });
    const answered = performance.now();
    const body = await response.arrayBuffer();
    const found = response.status === 206 ? body : body.slice(offset, offset + bytes);
    if (found.byteLength !== bytes) throw new Error(`${found.byteLength} bytes came instead of ${bytes}`);
    this.#learn(bytes, { wholeMs: performance.now() - begun, bodyMs: performance.now() - answered });
    return found;
  }

  /** Something did not come in time: until more is known, the line carries nothing but the smallest. */
  tooSlow(): void {
    this.#bitsPerSecond = 0;
  }

  /** Small answers come with their first word, which took its time for other reasons. */
  #learn(bytes: number, { wholeMs, bodyMs }: { wholeMs: number; bodyMs: number }): void {
    if (bytes < TELLING_BYTES) return;
    const seen = (bytes * 8_000) / Math.max(1, bodyMs, wholeMs / 4);
    this.#bitsPerSecond = this.#bitsPerSecond === undefined ? seen : this.#bitsPerSecond * 0.5 + seen * 0.5;
  }
}

async function ask(url: string, { signal, headers = {} }: { signal: AbortSignal; headers?: Record<string, string> }) {
  const patient = AbortSignal.timeout(PATIENCE_MS);
  // Older browsers cannot join two signals: there the line's own end is waited for.
  const either = "any" in AbortSignal ? AbortSignal.any([signal, patient]) : signal;
  const response = await fetch(url, { headers, signal: either });
  if (GONE.has(response.status)) throw new AddressGone(`${response.status} for ${url}`);
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  return response;
}
