import type { Sample } from "./ports.ts";

/** How far position may run ahead of the monotonic clock between two samples before it is a jump, not playing. */
const JITTER_MS = 500;

/**
 * Heard time of one play: the union of the media ranges that really sounded, and never more than the time the monotonic
 * clock counted while they did. What lies between two samples counts when it was audible at the first: every change of
 * that is sampled.
 */
export class HeardMeter {
  #ranges: [from: number, to: number][] = [];
  #last: { readonly positionMs: number; readonly audible: boolean; readonly mono: number } | undefined;
  #audibleMs = 0;

  sample(sample: Pick<Sample, "positionMs" | "audible">, mono: number): void {
    const last = this.#last;
    this.#last = { positionMs: sample.positionMs, audible: sample.audible, mono };
    if (!last?.audible) return;
    const [advanced, elapsed] = [sample.positionMs - last.positionMs, mono - last.mono];
    if (advanced <= 0 || elapsed <= 0 || advanced > elapsed + JITTER_MS) return;
    this.#audibleMs += elapsed;
    this.#ranges = withRange(this.#ranges, [last.positionMs, sample.positionMs]);
  }

  get heardMs(): number {
    const union = this.#ranges.reduce((sum, [from, to]) => sum + to - from, 0);
    return Math.floor(Math.min(union, this.#audibleMs));
  }
}

/** Ranges stay apart and in order; one that touches others swallows them. */
function withRange(ranges: readonly [number, number][], [from, to]: [number, number]): [number, number][] {
  const touching = ranges.filter((range) => range[0] <= to && range[1] >= from);
  const merged: [number, number] = [
    Math.min(from, ...touching.map((range) => range[0])),
    Math.max(to, ...touching.map((range) => range[1])),
  ];
  return [...ranges.filter((range) => !touching.includes(range)), merged].toSorted((a, b) => a[0] - b[0]);
}
