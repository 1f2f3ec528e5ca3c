import { faultList, type HlsCheckOptions, type HlsFault, type HlsRead } from "./hls-fault.ts";
import { checkMaster } from "./check-master.ts";
import { checkRendition } from "./check-rendition.ts";
import { compareRenditions } from "./compare-renditions.ts";
import { isMaster, readLines } from "./playlist-lines.ts";
import { checkedSource, type CheckContext } from "./checked-source.ts";

/**
 * Reads a song as a player would, from its master playlist or from one rendition's, and tells everything that is against
 * RFC 8216bis, ISO 14496-12, or our own promises: one file a rendition, cut at the same moments, exact to the sample. It
 * never throws for what it reads.
 */
export async function checkHls(read: HlsRead, uri: string, options: HlsCheckOptions = {}): Promise<HlsFault[]> {
  const { faults, report } = faultList();
  const source = checkedSource(read, options.http ?? true, report);
  const context: CheckContext = { source, report, depth: options.depth ?? "structure" };
  const text = await source.playlist(uri);
  const lines = text === undefined ? undefined : readLines(text, uri, report);
  if (!lines) return faults;

  if (!isMaster(lines)) {
    await checkRendition(context, uri, lines);
    return faults;
  }
  const renditions = [];
  for (const listed of checkMaster(lines, uri, report)) {
    const media = await source.playlist(listed.uri);
    const mediaLines = media === undefined ? undefined : readLines(media, listed.uri, report);
    const found = mediaLines && (await checkRendition(context, listed.uri, mediaLines, listed));
    if (found) renditions.push(found);
  }
  compareRenditions(renditions, report);
  return faults;
}
