import type { Part } from "./part.ts";
import type { Fed } from "./pieces-fed.ts";
import type { ByteRange, Piece, PieceList, Rung } from "./playlist.ts";

/** What is fetched for a piece, and how it is placed on the timeline. */
export interface Wanted {
  readonly range: ByteRange;
  /** Whether the file's header comes before it. */
  readonly header: boolean;
  /** Where on the timeline the song begins, in seconds. */
  readonly offset: number;
  /** Between which moments of the timeline it is heard. */
  readonly window: { readonly from: number; readonly to: number };
}

/** What is wanted of a piece after the one that was fed last: less where silence is near, which matters more than a click. */
export function wantedOf(
  next: { part: Part; rung: Rung; list: PieceList; index: number; piece: Piece },
  last: Fed | undefined,
  inTime: boolean,
): Wanted {
  const { part, rung, list, index, piece } = next;
  const offset = part.start ?? 0;
  const sameFile = last?.part === part && last.rung === rung.name;
  const follows = sameFile && last.index === index - 1;
  // What an AAC frame decodes to depends on the frame before: it is fed as well, and cut off again.
  const before = follows || !inTime || !isLossy(rung) ? undefined : list.pieces[index - 1];
  const first = (before ?? piece).offset;
  return {
    range: { offset: first, bytes: piece.offset + piece.bytes - first },
    header: !sameFile,
    offset,
    // The last frame of a song is longer than what belongs to it, and its first ones may come before it.
    window: { from: follows ? offset : offset + piece.at, to: list.whole ? offset + list.length : Infinity },
  };
}

/** Whether a rung is AAC, whose frames reach into each other. */
export function isLossy({ type }: Rung): boolean {
  return !/flac/.test(type);
}
