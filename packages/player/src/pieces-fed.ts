import type { Part } from "./part.ts";

/** A piece that the element has, by its place on the timeline in seconds. */
export interface Fed {
  readonly part: Part;
  readonly rung: string;
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/** Closer than a frame: where a piece ends, another begins. */
const NEAR_S = 0.02;

/** What was fed to the element and is still there, as far as the player knows. */
export class PiecesFed {
  #pieces: readonly Fed[] = [];
  #last: Fed | undefined;

  /** The piece that was fed last; undefined where what follows it is another one's business. */
  get last(): Fed | undefined {
    return this.#last;
  }

  add(piece: Fed): void {
    this.#pieces = [...this.#pieces.filter(({ from, to }) => to <= piece.from || from >= piece.to), piece];
    this.#last = piece;
  }

  /** Everything from one moment to another is gone. */
  forget(begin: number, end: number): void {
    this.#pieces = this.#pieces.filter(({ from, to }) => to <= begin + NEAR_S || from >= end - NEAR_S);
    if (this.#last && !this.#pieces.includes(this.#last)) this.#last = undefined;
  }

  /** What is heard at a moment. */
  at(time: number): Fed | undefined {
    return this.#pieces.find(({ from, to }) => from <= time && time < to);
  }

  /** The first piece that begins at a moment or later. */
  firstFrom(time: number): Fed | undefined {
    return this.#pieces.filter(({ from }) => from >= time).toSorted((one, other) => one.from - other.from)[0];
  }

  bytesBetween(begin: number, end: number): number {
    const between = this.#pieces.filter(({ from, to }) => to > begin && from < end);
    return between.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Where what is buffered really ends: the browser rounds, the last piece's end is exact. */
  exactly(end: number): number {
    return this.#last && Math.abs(end - this.#last.to) < NEAR_S ? this.#last.to : end;
  }
}
