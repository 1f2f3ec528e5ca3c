import { isAacFrame, isAacLength } from "./aac-frame.ts";
import { FLAC_FRAME_HEAD_BYTES, isFlacFrameWhole, readFlacFrame } from "./flac-frame.ts";
import type { ReportFault } from "./hls-fault.ts";
import type { Fragment, Packet } from "./read-fragment.ts";
import type { FileHeader } from "./read-header.ts";

/** A segment with as much of its bytes as was read. */
export interface ReadSegment {
  readonly fragment: Fragment;
  readonly bytes: Uint8Array;
  readonly header: FileHeader;
  readonly isLast: boolean;
  readonly where: string;
}

/** What came before a segment. */
interface Before {
  readonly packets: number;
  readonly samples: number;
}

/** Checks the packets of a segment: all have the same length but the song's last, and those that were read are sound. */
export function checkPackets(read: ReadSegment, before: Before, report: ReportFault): void {
  const { fragment, bytes, header, isLast, where } = read;
  const { sound } = header;
  const last = fragment.packets.length - 1;
  let samples = before.samples;
  for (const [index, packet] of fragment.packets.entries()) {
    const place = `${where} packet ${index + 1}`;
    const atEnd = isLast && index >= last - LAST_PACKETS;
    const fits = atEnd ? packet.duration <= sound.packetSamples : packet.duration === sound.packetSamples;
    if (!fits) report("sample_duration_wrong", place, `${packet.duration} ≠ ${sound.packetSamples}`);
    const found = bytes.subarray(packet.offset, packet.offset + packet.bytes);
    if (sound.codecs === "fLaC") {
      const place = { where: `${where} packet ${index + 1}`, number: before.packets + index, samples };
      if (isReadable(found, packet, FLAC_FRAME_HEAD_BYTES)) checkFlac(found, packet, { header, place }, report);
    } else {
      checkAac(found, packet, { channels: sound.channels, place }, report);
    }
    samples += packet.duration;
  }
}

/** What an encoder says last may be shorter than a packet, or nothing of the song: its run-out. */
const LAST_PACKETS = 2;

function isReadable(found: Uint8Array, packet: Packet, bytes: number): boolean {
  return found.length >= Math.min(bytes, packet.bytes);
}

function checkFlac(
  found: Uint8Array,
  packet: Packet,
  { header, place }: { header: FileHeader; place: { where: string; number: number; samples: number } },
  report: ReportFault,
): void {
  const frame = readFlacFrame(found, header.sound);
  if (typeof frame === "string") return report("flac_frame_broken", place.where, frame);
  const wanted = frame.countsSamples ? place.samples : place.number;
  if (frame.number !== wanted) report("flac_frame_misplaced", place.where, `${frame.number} ≠ ${wanted}`);
  if (frame.samples !== packet.duration) {
    report("sample_duration_wrong", place.where, `${packet.duration} ≠ ${frame.samples}`);
  }
  const whole = found.length === packet.bytes;
  if (whole && !isFlacFrameWhole(found)) report("flac_frame_broken", place.where, "wrong CRC-16");
}

function checkAac(
  found: Uint8Array,
  packet: Packet,
  { channels, place }: { channels: number; place: string },
  report: ReportFault,
): void {
  const whole = found.length === packet.bytes;
  const plausible = isAacLength(packet.bytes, channels) && (found.length === 0 || isAacFrame(found, channels, whole));
  if (!plausible) report("aac_frame_broken", place, `${packet.bytes}: ${(found[0] ?? 0).toString(2).padStart(8, "0")}`);
}
