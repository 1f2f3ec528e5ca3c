import { concatBytes, utf8 } from "@songkeeper/base";
import type { StreamInfo } from "./flac-header.ts";
import { id3Tag } from "./id3-tag.ts";
import type { DownloadTags } from "./job.ts";

const PCM = 1;
const EXTENSIBLE = 0xfffe;
/** The rest of the name by which an extensible header says that its sound is PCM. */
const PCM_NAME = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
const SPEAKERS = { 1: 0x4, 2: 0x3 } as const;
const RIFF_BYTES_MAX = 2 ** 32 - 1;

/** What stands before and behind the samples of a WAV file; `padding` bytes of 0 make their number even. */
export interface WaveFrame {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/** The frame of a WAV file to keep: its tags come last, where no player that knows none stumbles over them. */
export function waveFrame(
  sound: Pick<StreamInfo, "sampleRate" | "bits" | "samples"> & { readonly channels: 1 | 2 },
  tags: DownloadTags,
  cover: Uint8Array | null,
): WaveFrame {
  const dataBytes = sound.samples * sound.channels * (sound.bits / 8);
  const tail = concatBytes(
    new Uint8Array(dataBytes % 2),
    chunk("LIST", concatBytes(utf8("INFO"), ...infoOf(tags))),
    chunk("id3 ", id3Tag(tags, cover)),
  );
  const format = chunk("fmt ", formatOf(sound));
  const body = concatBytes(utf8("WAVE"), format, utf8("data"), uint32le(dataBytes));
  const riffBytes = body.length + dataBytes + tail.length;
  if (riffBytes > RIFF_BYTES_MAX) throw new Error(`a WAV file of ${riffBytes} bytes is too long`);
  return { head: concatBytes(utf8("RIFF"), uint32le(riffBytes), body), tail };
}

/** More than 16 bits want the longer header, which says that all of them are used. */
function formatOf({ sampleRate, channels, bits }: { sampleRate: number; channels: 1 | 2; bits: number }): Uint8Array {
  const frameBytes = channels * (bits / 8);
  const long = bits > 16;
  const facts = concatBytes(
    uint16le(long ? EXTENSIBLE : PCM, channels),
    uint32le(sampleRate, sampleRate * frameBytes),
    uint16le(frameBytes, bits),
  );
  if (!long) return facts;
  const extension = concatBytes(uint16le(bits), uint32le(SPEAKERS[channels]), uint16le(PCM), Uint8Array.from(PCM_NAME));
  return concatBytes(facts, uint16le(extension.length), extension);
}

/** The few tags that programs know which know no ID3 in a WAV file. */
function infoOf(tags: DownloadTags): Uint8Array[] {
  const told: readonly (readonly [string, string | null])[] = [
    ["INAM", tags.title],
    ["IART", tags.artist],
    ["IPRD", tags.album],
    ["IPRT", String(tags.trackNumber)],
    ["ICRD", tags.date],
    ["ISRC", tags.isrc],
    ["IMUS", tags.composers.join(", ")],
    ["ICMT", `Order ${tags.orderId}`],
  ];
  return told.flatMap(([name, text]) => (text ? [chunk(name, utf8(`${text}\0`))] : []));
}

function chunk(name: string, body: Uint8Array): Uint8Array {
  return concatBytes(utf8(name), uint32le(body.length), body, new Uint8Array(body.length % 2));
}

function uint16le(...values: readonly number[]): Uint8Array {
  return Uint8Array.from(values.flatMap((value) => [value & 0xff, value >> 8]));
}

function uint32le(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => view.setUint32(index * 4, value, true));
  return bytes;
}
