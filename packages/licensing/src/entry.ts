/** How a play ended. */
export const PLAY_OUTCOMES = ["completed", "skipped", "aborted", "failed"] as const;
export type PlayOutcome = (typeof PLAY_OUTCOMES)[number];

/** An instant as milliseconds since 1970 UTC. */
export type EpochMs = number;

/** One play as its device wrote it down. Times of the monotonic clock count from that boot (`bootId`). */
export interface Entry {
  readonly bootId: string;
  readonly heardMs: number;
  readonly leaseId: string;
  readonly monoEnd: number;
  readonly monoStart: number;
  readonly outcome: PlayOutcome;
  readonly priceVersion: number;
  /** The entry's place in its device's journal, from 1, without gaps. */
  readonly seq: number;
  readonly trackId: string;
  /** What the device's wall clock said, right or wrong: 1970 is common after a power cut. */
  readonly wallStart: EpochMs;
}

/** A line beyond this length is malformed. */
export const ENTRY_LINE_CHARS_MAX = 2_048;

const ID = '"([A-Za-z0-9_-]{1,64})"';
const INTEGER = "(0|[1-9][0-9]{0,15})";
/** Ids need no escapes and members are sorted, so that the canonical form (RFC 8785) of an entry is one pattern. */
const LINE = new RegExp(
  `^\\{"bootId":${ID},"heardMs":${INTEGER},"leaseId":${ID},"monoEnd":${INTEGER},"monoStart":${INTEGER},` +
    `"outcome":"(${PLAY_OUTCOMES.join("|")})","priceVersion":${INTEGER},"seq":${INTEGER},"trackId":${ID},"wallStart":${INTEGER}\\}$`,
);

/** An entry as its canonical journal line. Throws a RangeError for one that no journal may hold. */
export function entryLine(entry: Entry): string {
  const line =
    `{"bootId":"${entry.bootId}","heardMs":${entry.heardMs},"leaseId":"${entry.leaseId}","monoEnd":${entry.monoEnd},` +
    `"monoStart":${entry.monoStart},"outcome":"${entry.outcome}","priceVersion":${entry.priceVersion},` +
    `"seq":${entry.seq},"trackId":"${entry.trackId}","wallStart":${entry.wallStart}}`;
  if (!parseEntry(line)) throw new RangeError(`not a journal entry: ${line}`);
  return line;
}

/**
 * A journal line as an entry; undefined when it is malformed: not canonical, other fields, numbers that are not safe
 * integers from 0, a sequence below 1, or an end before its start.
 */
export function parseEntry(line: string): Entry | undefined {
  if (line.length > ENTRY_LINE_CHARS_MAX) return undefined;
  const [, bootId = "", heard, leaseId = "", end, start, outcome, version, seq, trackId = "", wall] =
    LINE.exec(line) ?? [];
  if (!isPlayOutcome(outcome)) return undefined;
  const entry: Entry = {
    bootId,
    heardMs: Number(heard),
    leaseId,
    monoEnd: Number(end),
    monoStart: Number(start),
    outcome,
    priceVersion: Number(version),
    seq: Number(seq),
    trackId,
    wallStart: Number(wall),
  };
  return isInRange(entry) ? entry : undefined;
}

/** The entry on a line that must stand at this place of the journal; one that names another place is malformed. */
export function parseEntryAt(seq: number, line: string): Entry | undefined {
  const entry = parseEntry(line);
  return entry?.seq === seq ? entry : undefined;
}

function isPlayOutcome(text: string | undefined): text is PlayOutcome {
  return PLAY_OUTCOMES.some((outcome) => outcome === text);
}

function isInRange({ heardMs, monoEnd, monoStart, priceVersion, seq, wallStart }: Entry): boolean {
  const numbers = [heardMs, monoEnd, monoStart, priceVersion, seq, wallStart];
  return numbers.every((number) => Number.isSafeInteger(number)) && seq >= 1 && monoEnd >= monoStart;
}
