import { segmentStart } from "../segments.ts";
import type { CheckContext } from "./checked-source.ts";
import type { ReportFault } from "./hls-fault.ts";
import { checkPackets } from "./check-packets.ts";
import type { ListedSegment } from "./media-playlist.ts";
import { fragmentHeadBytes, readFragment, type Fragment } from "./read-fragment.ts";
import type { FileHeader } from "./read-header.ts";

/** A segment with its place in the song. */
export interface PlacedSegment {
  readonly segment: ListedSegment;
  readonly index: number;
  readonly where: string;
  readonly isLast: boolean;
}

/** Checks the segments of one rendition one after the other. */
export interface SegmentChecker {
  /** How many of its samples are heard; nothing if it cannot be read. */
  readonly check: (uri: string, placed: PlacedSegment) => Promise<number | undefined>;
  /** What can be said of the whole once every segment was read. */
  readonly checkTotal: (where: string) => void;
}

/** Of a segment so much is read first: enough for the `moof` of four seconds and the first frame behind it. */
const HEAD_BYTES = 4096;
/** Durations are rounded to microseconds, and so is where each segment begins. */
const EXTINF_SLACK_MICROS = 2;

/** A checker that knows how far it is. */
export function segmentChecker(context: CheckContext, header: FileHeader): SegmentChecker {
  const { report } = context;
  let lost = false;
  let seen: Seen = { decodeTime: 0, heard: 0, micros: 0, sequence: 0, packets: 0, total: 0 };
  const check: SegmentChecker["check"] = async (uri, placed) => {
    const { segment, where, isLast } = placed;
    const read = await readSegment(context, uri, placed, header);
    seen.micros += segment.micros;
    if (!read) {
      lost = true;
      return undefined;
    }
    const { fragment, bytes } = read;
    // Behind one that cannot be read, the next says itself where it is: one broken segment is one fault.
    if (lost) seen = placeBySelf(fragment, segment, header);
    lost = false;
    checkTable(fragment, where, report);
    checkPlace(fragment, where, { seen, report });
    checkPackets({ fragment, bytes, header, isLast, where }, { packets: seen.packets, samples: seen.total }, report);

    const total = seen.total + lengthOf(fragment);
    const heard = heardUntil(total, header) - seen.heard;
    // One wrong duration is one fault: the next segments are measured from here on.
    const micros = checkTimes(placed, { seen, heard, rate: header.timescale }, report);
    seen = {
      decodeTime: fragment.decodeTime + lengthOf(fragment),
      heard: seen.heard + heard,
      micros,
      sequence: fragment.sequence,
      packets: seen.packets + fragment.packets.length,
      total,
    };
    return heard;
  };
  const checkTotal = (where: string) => {
    const { declaredSamples } = header.sound;
    if (declaredSamples !== null && declaredSamples !== seen.total) {
      report("declared_length_wrong", where, `${declaredSamples} ≠ ${seen.total}`);
    }
  };
  return { check, checkTotal };
}

/** How far the check is. */
interface Seen {
  /** Where the next segment must begin, in the file's time. */
  readonly decodeTime: number;
  readonly sequence: number;
  readonly packets: number;
  /** Samples, with the encoder's run-up, and those of them that are heard. */
  readonly total: number;
  readonly heard: number;
  /** What is heard in microseconds, with what the playlist says of a segment in hand. */
  micros: number;
}

/** How far a check must be before a segment that is believed. */
function placeBySelf({ sequence, decodeTime }: Fragment, { micros }: ListedSegment, header: FileHeader): Seen {
  const heard = heardUntil(decodeTime, header);
  return {
    decodeTime,
    sequence: sequence - 1,
    packets: Math.round(decodeTime / header.sound.packetSamples),
    total: decodeTime,
    heard,
    micros: Math.round((heard * 1_000_000) / header.timescale) + micros,
  };
}

function checkPlace(
  { sequence, decodeTime }: Fragment,
  where: string,
  { seen, report }: { seen: Seen; report: ReportFault },
): void {
  if (sequence !== seen.sequence + 1) report("sequence_wrong", where, `${sequence} ≠ ${seen.sequence + 1}`);
  if (decodeTime !== seen.decodeTime) report("decode_time_wrong", where, `${decodeTime} ≠ ${seen.decodeTime}`);
}

/** The playlist's duration and the agreed cuts, by the samples that are heard; where the segment ends, in microseconds. */
function checkTimes(
  { segment, index, where, isLast }: PlacedSegment,
  { seen, heard, rate }: { seen: Seen; heard: number; rate: number },
  report: ReportFault,
): number {
  const end = seen.heard + heard;
  const [micros, own] = [end, heard].map((samples) => Math.round((samples * 1_000_000) / rate));
  const wrong = Math.max(Math.abs((micros ?? 0) - seen.micros), Math.abs((own ?? 0) - segment.micros));
  if (wrong > EXTINF_SLACK_MICROS) report("extinf_wrong", where, `${segment.micros / 1e6} s ≠ ${(own ?? 0) / 1e6} s`);
  const cut = cutAfter(index, rate);
  if (!isLast && end !== cut) report("cut_elsewhere", where, `${end} ≠ ${cut}`);
  return micros ?? 0;
}

async function readSegment(
  { source, depth, report }: CheckContext,
  uri: string,
  { segment: { offset, bytes }, where }: PlacedSegment,
  header: FileHeader,
): Promise<{ fragment: Fragment; bytes: Uint8Array } | undefined> {
  const first = depth === "full" ? bytes : Math.min(bytes, HEAD_BYTES);
  let head = await source.media(uri, { offset, bytes: first });
  if (!head) return undefined;
  try {
    const needed = Math.min(bytes, fragmentHeadBytes(head) + FRAME_BYTES);
    if (needed > MOOF_BYTES_MAX) throw new Error(`a moof of ${needed} bytes`);
    if (needed > first) head = (await source.media(uri, { offset, bytes: needed })) ?? head;
    return { fragment: readFragment(head, bytes, header), bytes: head };
  } catch (error) {
    // Whatever goes wrong in reading it is the segment's fault: it is a stranger's.
    report("fragment_broken", where, error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** As much of the first frame as tells what it is. */
const FRAME_BYTES = 16;
const MOOF_BYTES_MAX = 1_048_576;

/** The packets fill the sound's box, from its first byte to its last. */
function checkTable({ packets, payload }: Fragment, where: string, report: ReportFault): void {
  const begin = packets[0]?.offset ?? 0;
  const sum = packets.reduce((total, { bytes }) => total + bytes, 0);
  if (begin !== payload.offset || sum !== payload.bytes) {
    report("sample_table_wrong", where, `${sum}@${begin} ≠ ${payload.bytes}@${payload.offset}`);
  }
}

function lengthOf({ packets }: Fragment): number {
  return packets.reduce((total, { duration }) => total + duration, 0);
}

/** How much of so many units is heard: from where the song begins, as long as the edit says. */
function heardUntil(total: number, { editStart, editLength }: FileHeader): number {
  const heard = Math.max(0, total - editStart);
  return editLength === null ? heard : Math.min(heard, editLength);
}

function cutAfter(index: number, sampleRate: number): number {
  try {
    return segmentStart(index + 1, sampleRate);
  } catch {
    // No cuts are agreed for such a rate: the header's check has said what is wrong with it.
    return Number.NaN;
  }
}
