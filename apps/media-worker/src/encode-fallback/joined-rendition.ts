import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { segmentStart, type Growth, type Rendition, type Rung } from "@songkeeper/media";
import { describeRendition } from "../encode/describe-rendition.ts";
import { GrowthTeller } from "../encode/growth-teller.ts";
import { findStreamInfo } from "../encode/stream-info.ts";
import { joinFragment } from "./join-fragments.ts";
import { FragmentReader, type CodedPacket } from "./one-sample-fragments.ts";

/** What FLAC's own header says of the whole sound, known at its end. */
export interface SoundSummary {
  readonly samples: number;
  readonly md5: Uint8Array;
}

/** One rendition while it is written: an encoder's packets, joined to segments that are cut where all renditions are. */
export class JoinedRendition {
  readonly rung: Rung;
  readonly #directory: string;
  readonly #fd: number;
  readonly #reader = new FragmentReader({
    onHeader: (header) => this.#takeHeader(header),
    onPacket: (packet) => this.#takePacket(packet),
  });
  readonly #teller: GrowthTeller | undefined;
  #header: Buffer = Buffer.alloc(0);
  #priming = 0;
  #segment: CodedPacket[] = [];
  #segments = 0;
  #end = 0;
  #sizes = { least: Number.MAX_SAFE_INTEGER, most: 0 };

  constructor(rung: Rung, directory: string, onGrowth: ((growth: Growth) => void) | undefined) {
    const path = join(directory, `${rung.name}.mp4`);
    this.rung = rung;
    this.#directory = directory;
    this.#fd = openSync(path, "w");
    this.#teller = onGrowth && new GrowthTeller(path, rung.sampleRate, onGrowth);
  }

  /** Takes a piece of what the encoder's muxer writes. */
  add(piece: Uint8Array): void {
    this.#reader.add(piece);
  }

  /** Ends the file and writes its playlist. */
  finish(sound: SoundSummary): Rendition {
    this.#writeSegment();
    this.#teller?.tellRest();
    if (this.rung.codec === "flac") this.#completeStreamInfo(sound);
    closeSync(this.#fd);
    return describeRendition(this.rung, this.#directory, this.#end);
  }

  #takeHeader(header: Buffer): void {
    mendSoundEntry(header, this.rung);
    this.#header = header;
    this.#priming = editStart(header);
    writeSync(this.#fd, header);
    this.#teller?.headerWritten();
  }

  #takePacket(packet: CodedPacket): void {
    const begin = packet.time - this.#priming;
    if (begin >= segmentStart(this.#segments + 1, this.rung.sampleRate)) this.#writeSegment();
    const size = packet.bytes.length;
    this.#sizes = { least: Math.min(this.#sizes.least, size), most: Math.max(this.#sizes.most, size) };
    this.#segment.push({ ...packet, bytes: Uint8Array.from(packet.bytes) });
    this.#end = begin + packet.samples;
  }

  #writeSegment(): void {
    if (this.#segment.length === 0) return;
    writeSync(this.#fd, joinFragment(this.#segment, this.#segments + 1));
    const { sampleRate } = this.rung;
    const start = segmentStart(this.#segments, sampleRate);
    this.#segments += 1;
    this.#segment = [];
    this.#teller?.segmentWritten(Math.min(this.#end, segmentStart(this.#segments, sampleRate)) - start);
  }

  /** The header was written before the first sample: the length, the sizes of frames and the checksum are known now. */
  #completeStreamInfo({ samples, md5 }: SoundSummary): void {
    const { at, bytes } = findStreamInfo(this.#header);
    const info = Buffer.from(bytes);
    info.writeUIntBE(this.#sizes.least, 4, 3);
    info.writeUIntBE(this.#sizes.most, 7, 3);
    info.writeUInt8(((info[13] ?? 0) & 0xf0) | Math.floor(samples / 2 ** 32), 13);
    info.writeUInt32BE(samples % 2 ** 32, 14);
    info.set(md5, 18);
    writeSync(this.#fd, info, 0, info.length, at);
  }
}

/** Before its version 7 FFmpeg calls all sound stereo there, and has no rate for what is above 65,535 Hz. */
function mendSoundEntry(header: Buffer, { codec, channels, sampleRate }: Rung): void {
  const entry = header.indexOf(codec === "flac" ? "fLaC" : "mp4a", 0, "latin1") + 4;
  let rate = sampleRate;
  while (rate > 0xffff) rate /= 2;
  header.writeUInt16BE(channels, entry + 16);
  header.writeUInt16BE(rate, entry + 24);
}

/** How much of the first packets the header has players leave out: the encoder's run-up. */
function editStart(header: Buffer): number {
  const list = header.indexOf("elst", 0, "latin1") + 4;
  if (list < 4) return 0;
  return header[list] === 1 ? Number(header.readBigInt64BE(list + 16)) : header.readInt32BE(list + 12);
}
