import type { Line } from "./line.ts";
import { onlyRung, type PieceList, readMaster, readPieces, type Rung } from "./playlist.ts";
import type { Source } from "./song.ts";

/** A song that is still being made is asked so often whether there is more of it. */
const GROWTH_MS = 500;

/** A song's place on the timeline of what is fed to the element, with the playlists that are known of it. */
export class Part {
  readonly source: Source;
  /** Where on the timeline it begins, in seconds; known once the song before is. */
  start: number | undefined;
  #rungs: readonly Rung[] | undefined;
  readonly #lists = new Map<string, { list: PieceList; readAt: number }>();

  constructor(source: Source, start?: number) {
    this.source = source;
    this.start = start;
  }

  /** Where on the timeline it ends; undefined while that is not known. */
  get end(): number | undefined {
    const [known] = this.#lists.values();
    return this.start === undefined || !known?.list.whole ? undefined : this.start + known.list.length;
  }

  /** What there is to choose from, of what the browser plays; fetched once. */
  async rungs(line: Line, plays: (type: string) => boolean, signal: AbortSignal): Promise<readonly Rung[]> {
    if (this.#rungs) return this.#rungs;
    const url = new URL(this.source.playlistUrl, document.baseURI).href;
    const text = await line.text(url, signal);
    const listed = readMaster(text, url);
    const own = onlyRung(url);
    if (listed.length === 0) this.#keep(own, text);
    this.#rungs = (listed.length === 0 ? [own] : listed).filter(({ type }) => plays(type));
    if (this.#rungs.length === 0) throw new DOMException("the browser plays nothing of it", "NotSupportedError");
    return this.#rungs;
  }

  /** A rung's pieces; of a song that is still being made, asked again when `atLeast` seconds are not there yet. */
  async pieces(rung: Rung, { line, signal, atLeast }: { line: Line; signal: AbortSignal; atLeast: number }) {
    const known = this.#lists.get(rung.name);
    if (known && (known.list.whole || pieceAt(known.list, atLeast) < known.list.pieces.length)) return known.list;
    const since = known ? performance.now() - known.readAt : GROWTH_MS;
    if (since < GROWTH_MS && known) return known.list;
    return this.#keep(rung, await line.text(rung.url, signal));
  }

  #keep(rung: Rung, text: string): PieceList {
    const list = readPieces(text, rung.url);
    this.#lists.set(rung.name, { list, readAt: performance.now() });
    return list;
  }
}

/** Browsers count time in microseconds: less than two samples apart is the same moment. */
const SAME_S = 0.000_05;

/** Which piece is heard at a second of the song; the number of pieces where the list does not reach so far. */
export function pieceAt({ pieces }: PieceList, second: number): number {
  const index = pieces.findIndex(({ at, length }) => at + length > second + SAME_S);
  return index < 0 ? pieces.length : index;
}
