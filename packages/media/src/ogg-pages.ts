import { concatBytes, utf8 } from "@songkeeper/base";

const SEGMENT_BYTES = 255;
const SEGMENTS_MAX = 255;
const CRC_AT = 22;
const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;
/** The place of a page on which no packet ends. */
const NOWHERE = 2n ** 64n - 1n;

/** One stream of packets, in the order of its pages, as Ogg stores it (RFC 3533). */
export class OggPages {
  readonly #serial: number;
  #sequence = 0;

  constructor(serial: number) {
    this.#serial = serial >>> 0;
  }

  /**
   * The next page with whole packets, and the place that is reached at their end; `last` ends the stream. A packet that
   * is longer than a page is given alone, and goes over several.
   */
  add(packets: readonly Uint8Array[], { position, last = false }: { position: bigint; last?: boolean }): Uint8Array {
    const sizes = packets.flatMap(({ length }) => segmentsOf(length));
    if (packets.length > 1 && sizes.length > SEGMENTS_MAX) throw new Error("these packets do not fit a page of Ogg");
    const body = concatBytes(...packets);
    const pages: Uint8Array[] = [];
    let at = 0;
    for (let from = 0; from < sizes.length; from += SEGMENTS_MAX) {
      const segments = sizes.slice(from, from + SEGMENTS_MAX);
      const bytes = segments.reduce((sum, size) => sum + size, 0);
      const ends = from + SEGMENTS_MAX >= sizes.length;
      const continued = from > 0 ? CONTINUED : 0;
      const flags = continued | (this.#sequence === 0 ? FIRST : 0) | (last && ends ? LAST : 0);
      pages.push(this.#page(flags, ends ? position : NOWHERE, segments, body.subarray(at, at + bytes)));
      at += bytes;
    }
    return concatBytes(...pages);
  }

  #page(flags: number, position: bigint, segments: readonly number[], body: Uint8Array): Uint8Array {
    const head = new Uint8Array(27);
    const view = new DataView(head.buffer);
    head.set(utf8("OggS"));
    view.setUint8(5, flags);
    view.setBigUint64(6, position, true);
    view.setUint32(14, this.#serial, true);
    view.setUint32(18, this.#sequence, true);
    view.setUint8(26, segments.length);
    this.#sequence += 1;
    const page = concatBytes(head, Uint8Array.from(segments), body);
    new DataView(page.buffer, page.byteOffset).setUint32(CRC_AT, checksum(page), true);
    return page;
  }
}

/** A packet's length as Ogg writes it: a segment that is not full ends it, of no byte if it must be. */
function segmentsOf(length: number): number[] {
  const full = Array.from({ length: Math.floor(length / SEGMENT_BYTES) }, () => SEGMENT_BYTES);
  return [...full, length % SEGMENT_BYTES];
}

const POLYNOMIAL = 0x04c1_1db7;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value < 0 ? (value << 1) ^ POLYNOMIAL : value << 1;
  return value;
});

/** Ogg's own checksum, with the highest bit first. */
function checksum(page: Uint8Array): number {
  let value = 0;
  for (const byte of page) value = (value << 8) ^ (TABLE[((value >>> 24) ^ byte) & 0xff] ?? 0);
  return value >>> 0;
}
