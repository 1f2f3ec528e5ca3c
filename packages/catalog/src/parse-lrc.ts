/** A line of lyrics with its start in the song. */
export interface TimedLine {
  readonly atMs: number;
  readonly text: string;
}

/** One line may stand at many times, so a short text could become a very long song without these. */
const LINES_MAX = 1_000;
const LINE_MAX = 300;

const STAMPS = /^(?:\s*\[\d{1,3}:[0-5]?\d(?:[.:]\d{1,3})?\])+/;
const STAMP = /\[(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?\]/g;
/** Where single words have times too, as "<00:12.50>". */
const WORD_STAMP = /<\d{1,3}:\d{1,2}(?:[.:]\d{1,3})?>/g;
/** Its gaps are within a line: one that may cross lines is looked for from each of many empty lines to the last of them. */
const OFFSET = /^[ \t]*\[offset:[ \t]*([+-]?\d{1,6})[ \t]*\]/im;

/**
 * The lines of an LRC text in the order in which they are sung. A line may have several times; "[offset:500]" moves all
 * of them half a second towards the beginning. Other tags, and lines without a time, are left out.
 */
export function parseLrc(text: string): TimedLine[] {
  const offset = Number(OFFSET.exec(text)?.[1] ?? 0);
  return text
    .split(/\r\n|\r|\n/)
    .flatMap((line) => linesOf(line, offset))
    .slice(0, LINES_MAX)
    .toSorted((a, b) => a.atMs - b.atMs);
}

function linesOf(line: string, offset: number): TimedLine[] {
  const [stamps] = STAMPS.exec(line) ?? [];
  if (stamps === undefined) return [];
  const words = line.slice(stamps.length).replaceAll(WORD_STAMP, "").replaceAll(/\s+/g, " ").trim();
  const text = Array.from(words).slice(0, LINE_MAX).join("");
  return Array.from(stamps.matchAll(STAMP), ([, minutes = "", seconds = "", fraction = ""]) => ({
    atMs: Math.max(0, Number(minutes) * 60_000 + Number(seconds) * 1_000 + Number(fraction.padEnd(3, "0")) - offset),
    text,
  }));
}
