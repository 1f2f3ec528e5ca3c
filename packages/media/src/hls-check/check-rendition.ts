import type { ListedRendition } from "./check-master.ts";
import type { CheckContext } from "./checked-source.ts";
import { checkHeader } from "./check-header.ts";
import { segmentChecker } from "./check-segment.ts";
import { checkBandwidth } from "./measured-bandwidth.ts";
import { readMediaPlaylist, type ListedFile } from "./media-playlist.ts";
import type { PlaylistLine } from "./playlist-lines.ts";
import type { FileHeader } from "./read-header.ts";

/** A rendition that could be read, for comparing it with the others. */
export interface CheckedRendition {
  readonly uri: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** Samples that are heard of each segment, by the file. */
  readonly samples: readonly number[];
}

/** Checks one rendition: its playlist, its file's header, each segment, and what a master playlist says of it. */
export async function checkRendition(
  context: CheckContext,
  uri: string,
  lines: readonly PlaylistLine[],
  listed?: ListedRendition,
): Promise<CheckedRendition | undefined> {
  const { report } = context;
  const file = readMediaPlaylist(lines, uri, report);
  if (!file) return undefined;
  if (listed) checkBandwidth(file.segments, listed, report);
  await checkEnd(context, file);
  const header = await checkHeader(context, file.header, listed);
  if (!header) return undefined;
  const samples = await checkSegments(context, uri, { file, header });
  return samples && { uri, channels: header.sound.channels, sampleRate: header.timescale, samples };
}

async function checkEnd({ source, report }: CheckContext, { uri, segments }: ListedFile): Promise<void> {
  const last = segments.at(-1);
  const end = last ? last.offset + last.bytes : 0;
  const found = await source.endAt(uri, end);
  if (found === "before") report("byte_range_past_end", uri, String(end));
  if (found === "after") report("bytes_left_over", uri, String(end));
}

/** The samples that are heard of each segment; nothing if one could not be read. */
async function checkSegments(
  context: CheckContext,
  uri: string,
  { file, header }: { file: ListedFile; header: FileHeader },
): Promise<number[] | undefined> {
  const checker = segmentChecker(context, header);
  const samples: number[] = [];
  for (const [index, segment] of file.segments.entries()) {
    const where = `${uri} segment ${index + 1}`;
    const found = await checker.check(file.uri, { segment, index, where, isLast: index === file.segments.length - 1 });
    if (found !== undefined) samples.push(found);
  }
  const whole = samples.length === file.segments.length;
  if (whole) checker.checkTotal(uri);
  return whole ? samples : undefined;
}
