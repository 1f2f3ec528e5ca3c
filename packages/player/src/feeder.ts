import { AddressGone, Line } from "./line.ts";
import { Part, pieceAt } from "./part.ts";
import { isLossy, wantedOf, type Wanted } from "./piece-wanted.ts";
import { PiecesFed } from "./pieces-fed.ts";
import type { Piece, PieceList, Rung } from "./playlist.ts";
import { chooseRung } from "./rungs.ts";
import type { Failure, Quality, Source } from "./song.ts";
import { Timeline } from "./timeline.ts";
import { tellWholeFrames } from "./whole-frames.ts";

/** What the feeder tells. */
export interface FeederEvents {
  /** The address of the song that is heard does not work any more. */
  readonly onGone: () => void;
  readonly onFailure: (failure: Failure) => void;
}

/** How a timeline is begun. */
export interface FirstSong {
  readonly source: Source;
  readonly positionMs: number;
  readonly quality: Quality;
}

interface Next {
  readonly part: Part;
  readonly rung: Rung;
  readonly list: PieceList;
  readonly index: number;
  readonly piece: Piece;
  readonly isSmallest: boolean;
}

const AHEAD_S = 30;
/** A browser keeps 12 MB of sound. Of lossless so much outlasts a tunnel, and leaves room for what was heard. */
const AHEAD_BYTES = 8_000_000;
const BEHIND_S = 15;
const BEHIND_BYTES = 2_500_000;
/** A change of quality leaves so much of what is there: its pieces are on their way before it is over. */
const KEPT_AT_CHANGE_S = 3;
/** Who has less ahead waits no longer than this for a better rung. */
const SHORT_S = 2;
const TRIES = 6;
const GROWTH_MS = 500;

/**
 * Feeds one media element with songs, joined to the sample: each is fetched in pieces, and placed on one timeline between
 * the moments where it begins and ends.
 */
export class Feeder {
  readonly #element: HTMLMediaElement;
  readonly #timeline: Timeline;
  readonly #events: FeederEvents;
  readonly #line = new Line();
  readonly #fed = new PiecesFed();
  #parts: readonly Part[];
  #quality: Quality;
  #cutFrom = Infinity;
  #step = new AbortController();
  #wake: () => void = () => undefined;
  #nudged = false;
  #over = false;

  constructor(element: HTMLMediaElement, first: FirstSong, events: FeederEvents) {
    this.#element = element;
    this.#events = events;
    this.#quality = first.quality;
    this.#parts = [new Part(first.source, 0)];
    this.#timeline = new Timeline(element);
    if (first.positionMs > 0) element.currentTime = first.positionMs / 1000;
    void this.#run();
  }

  /** Where on the timeline the song that is heard begins. */
  get start(): number {
    return this.#parts[0]?.start ?? 0;
  }

  /** Where the song that is heard ends and a joined one begins; undefined without one. */
  get joint(): number | undefined {
    return this.#parts[1] && this.#parts[0]?.end;
  }

  /** Until where the song that is heard is there, without a gap from where it is heard. */
  get buffered(): number {
    return Math.min(this.#timeline.bufferedEnd(), this.#parts[0]?.end ?? Infinity);
  }

  /** The name of the rung that sounds. */
  get sounding(): string | undefined {
    return this.#fed.at(this.#element.currentTime)?.rung;
  }

  /** The song that follows the one that is heard, without a gap; undefined takes back what was said. */
  join(source: Source | undefined): void {
    if (!source && this.#parts.length < 2) return;
    const [heard] = this.#parts;
    if (!heard) return;
    if (this.#parts.length > 1) this.#cut(heard.end ?? Infinity);
    this.#parts = source ? [heard, new Part(source)] : [heard];
    this.nudge();
  }

  /** Whether the song that is heard is now another one. */
  arrive(): boolean {
    const { joint } = this;
    if (joint === undefined || this.#element.currentTime < joint) return false;
    this.#parts = this.#parts.slice(1);
    this.nudge();
    return true;
  }

  /** From the next piece on, another quality. */
  setQuality(quality: Quality): void {
    if (quality === this.#quality) return;
    this.#quality = quality;
    const from = this.#fed.firstFrom(this.#element.currentTime + KEPT_AT_CHANGE_S)?.from;
    if (from !== undefined) this.#cut(from);
    this.nudge();
  }

  /** The listener chose another place of the song: what is on its way now is perhaps not heard. */
  seek(positionMs: number): void {
    this.#element.currentTime = this.start + positionMs / 1000;
    if (this.#timeline.bufferedEnd() <= this.#element.currentTime) this.#step.abort();
    this.nudge();
  }

  /** Something has changed, if only the time. */
  nudge(): void {
    this.#nudged = true;
    this.#wake();
  }

  destroy(): void {
    this.#over = true;
    this.#step.abort();
    this.#wake();
    this.#timeline.close();
  }

  async #run(): Promise<void> {
    await this.#timeline.opened;
    for (let failures = 0; !this.#over;) {
      this.#step = new AbortController();
      this.#nudged = false;
      const { signal } = this.#step;
      try {
        await this.#tidy();
        const next = await this.#findNext(signal);
        if (next) await this.#feed(next, signal);
        else await this.#rest();
        failures = 0;
      } catch (error) {
        // What was given up is not a failure: something else is wanted now.
        if (!signal.aborted) await this.#mend(error, ++failures);
      }
    }
  }

  /** Removes what is not wanted any more, and what was heard long ago. */
  async #tidy(): Promise<void> {
    const from = this.#cutFrom;
    this.#cutFrom = Infinity;
    if (from < Infinity) await this.#remove(from, Infinity);
    const { currentTime } = this.#element;
    const tooMuch = this.#fed.bytesBetween(0, currentTime - SHORT_S) > BEHIND_BYTES;
    const behind = currentTime - (tooMuch ? SHORT_S : BEHIND_S);
    if (this.#timeline.bufferedStart() < behind - SHORT_S) await this.#remove(0, behind);
  }

  async #remove(from: number, to: number): Promise<void> {
    this.#fed.forget(from, to);
    await this.#timeline.remove(from, to);
  }

  /** The next piece to feed; undefined while nothing is missing. */
  async #findNext(signal: AbortSignal): Promise<Next | undefined> {
    const { currentTime } = this.#element;
    const end = this.#fed.exactly(this.#timeline.bufferedEnd());
    const ahead = end - currentTime;
    if (ahead >= AHEAD_S || this.#fed.bytesBetween(currentTime, end) >= AHEAD_BYTES) return undefined;
    for (const [place, part] of this.#parts.entries()) {
      part.start ??= this.#parts[place - 1]?.end;
      if (part.start === undefined) return undefined;
      const second = end - part.start;
      const rungs = await part.rungs(this.#line, Timeline.plays, signal);
      const choice = { quality: this.#quality, ahead, bitsPerSecond: this.#line.bitsPerSecond };
      const rung = rungs[chooseRung(rungs, choice)];
      if (!rung) return undefined;
      const list = await part.pieces(rung, { line: this.#line, signal, atLeast: second });
      const index = pieceAt(list, second);
      const piece = list.pieces[index];
      if (piece) return { part, rung, list, index, piece, isSmallest: rung === rungs[0] };
      if (!list.whole) return undefined;
    }
    this.#timeline.finish();
    return undefined;
  }

  async #feed(next: Next, signal: AbortSignal): Promise<void> {
    const { rung, list, piece } = next;
    const wanted = wantedOf(next, this.#fed.last, this.#ahead() > SHORT_S);
    const tooLate = this.#hurry(next);
    const files = await this.#fetch(list, wanted, signal).finally(() => clearInterval(tooLate));
    if (signal.aborted) return;
    if (isLossy(rung)) for (const bytes of files) tellWholeFrames(bytes);
    // First, since an element that does not know how long it lasts goes to no other place than its beginning.
    if (list.whole) this.#timeline.lasts(wanted.window.to);
    await this.#timeline.append(files, { ...wanted, type: rung.type });
    const from = wanted.offset + piece.at;
    const bytes = wanted.range.bytes;
    this.#fed.add({ part: next.part, rung: rung.name, index: next.index, from, to: from + piece.length, bytes });
  }

  /** Bytes of a file, with its header before them where that is wanted: at once where they lie together. */
  async #fetch(list: PieceList, { range, header }: Wanted, signal: AbortSignal): Promise<ArrayBuffer[]> {
    const { offset, bytes } = list.header;
    if (header && offset + bytes === range.offset)
      return [await this.#line.bytes(list.fileUrl, { offset, bytes: bytes + range.bytes }, signal)];
    return Promise.all([
      ...(header ? [this.#line.bytes(list.headerUrl, list.header, signal)] : []),
      this.#line.bytes(list.fileUrl, range, signal),
    ]);
  }

  /** Gives a better rung's piece up where waiting for it would end in silence. */
  #hurry({ isSmallest }: Next): ReturnType<typeof setInterval> {
    const begun = performance.now();
    const step = this.#step;
    return setInterval(() => {
      const short = this.#ahead() < SHORT_S && performance.now() - begun > SHORT_S * 1_000;
      if (!short || isSmallest) return;
      this.#line.tooSlow();
      step.abort();
    }, 250);
  }

  #ahead(): number {
    return this.#timeline.bufferedEnd() - this.#element.currentTime;
  }

  /** Until something changes; a song that is still being made has perhaps grown by itself. */
  #rest(): Promise<void> {
    if (this.#nudged) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = this.#parts.at(-1)?.end === undefined ? setTimeout(resolve, GROWTH_MS) : undefined;
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #mend(error: unknown, failures: number): Promise<void> {
    if (this.#over) return;
    const name = error instanceof DOMException ? error.name : "";
    if (error instanceof AddressGone) return this.#giveUp(() => this.#events.onGone());
    if (name === "NotSupportedError" || this.#element.error)
      return this.#giveUp(() => this.#events.onFailure("unplayable"));
    if (name === "QuotaExceededError") {
      await this.#remove(0, Math.max(0.001, this.#element.currentTime - SHORT_S));
      return this.#rest();
    }
    if (failures >= TRIES && this.#ahead() < 1) return this.#giveUp(() => this.#events.onFailure("unreachable"));
    await new Promise((resolve) => setTimeout(resolve, Math.min(8_000, 250 * 2 ** failures)));
  }

  /** The song that is heard fails for its listener; a joined one is left out, and fails once it is begun by itself. */
  #giveUp(tell: () => void): void {
    const end = this.#parts[0]?.end;
    if (this.#parts.length > 1 && end !== undefined && this.#timeline.bufferedEnd() >= end - 0.1)
      return this.join(undefined);
    this.#over = true;
    tell();
  }

  #cut(from: number): void {
    this.#step.abort();
    this.#cutFrom = Math.min(this.#cutFrom, from);
  }
}
