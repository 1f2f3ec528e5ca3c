import type { ListedRendition } from "./check-master.ts";
import type { CheckContext } from "./checked-source.ts";
import type { HlsByteRange, ReportFault } from "./hls-fault.ts";
import { NotFragmented, readHeader, type FileHeader } from "./read-header.ts";
import type { SoundConfig } from "./sound-config.ts";

/** No header of ours is longer; a playlist that says so is not followed. */
const HEADER_BYTES_MAX = 65_536;
const SHORT_RATE_MAX = 65_535;

/** Reads a file's header and checks what it says; nothing if it cannot be read. */
export async function checkHeader(
  { source, report }: CheckContext,
  { uri, offset, bytes }: HlsByteRange & { readonly uri: string },
  listed: ListedRendition | undefined,
): Promise<FileHeader | undefined> {
  if (bytes > HEADER_BYTES_MAX) report("header_range_wrong", uri, `${bytes} > ${HEADER_BYTES_MAX}`);
  const read = await source.media(uri, { offset, bytes: Math.min(bytes, HEADER_BYTES_MAX) });
  const header = read && tryHeader(read, uri, report);
  if (!header) return undefined;
  const { sound } = header;
  if (sound.codecs === "") {
    report("codec_unknown", uri, "");
    return undefined;
  }
  const said = listed?.codecs;
  if (said !== undefined && said !== sound.codecs)
    report("codecs_wrong", listed?.where ?? uri, `${said} ≠ ${sound.codecs}`);
  checkConfig(header, uri, report);
  checkEdit(header, uri, report);
  return header;
}

function tryHeader(bytes: Uint8Array, uri: string, report: ReportFault): FileHeader | undefined {
  try {
    return readHeader(bytes);
  } catch (error) {
    // Whatever goes wrong in reading it is the header's fault: it is a stranger's.
    const detail = error instanceof Error ? error.message : String(error);
    report(error instanceof NotFragmented ? "header_not_fragmented" : "header_broken", uri, detail);
    return undefined;
  }
}

/** The codec's own words, the entry around them and the file's time must say the same. */
function checkConfig({ sound, timescale }: FileHeader, uri: string, report: ReportFault): void {
  const { entry } = sound;
  const facts: [string, number, number][] = [
    ["timescale", timescale, sound.sampleRate],
    ["channels", entry.channels, sound.channels],
    ["bits", entry.bits, sound.bits ?? entry.bits],
    ["rate", entry.sampleRate, entryRate(sound)],
  ];
  for (const [name, found, wanted] of facts) {
    if (found !== wanted) report("codec_config_wrong", `${uri} (${name})`, `${found} ≠ ${wanted}`);
  }
  if (sound.channels !== 1 && sound.channels !== 2) report("codec_config_wrong", uri, `${sound.channels} channels`);
}

/** A rate that is too high for its 16 bits is written as a whole part of it. */
function entryRate({ sampleRate, entry }: SoundConfig): number {
  if (sampleRate <= SHORT_RATE_MAX || entry.sampleRate === 0) return sampleRate;
  return sampleRate % entry.sampleRate === 0 ? entry.sampleRate : sampleRate;
}

/** FLAC has no run-up; AAC's is some whole packets, and no encoder does without. */
function checkEdit({ sound, editStart }: FileHeader, uri: string, report: ReportFault): void {
  const lossless = sound.declaredSamples !== null;
  const fits = lossless ? editStart === 0 : editStart > 0 && editStart % sound.packetSamples === 0;
  if (!fits) report("edit_list_wrong", uri, String(editStart));
}
