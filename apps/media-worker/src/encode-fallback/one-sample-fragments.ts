/** A packet of an encoder, as it stands in a fragment of its own. */
export interface CodedPacket {
  /** Where it begins, in samples from where the first packet does. */
  readonly time: number;
  readonly samples: number;
  readonly bytes: Uint8Array;
}

/** What comes out of a muxer that ends a fragment after each packet. */
export interface FragmentTaker {
  /** Takes the file's header, once. */
  readonly onHeader: (header: Buffer) => void;
  readonly onPacket: (packet: CodedPacket) => void;
}

/** Takes a stream of an MP4 file apart, of which each fragment holds one packet, however it is cut into pieces. */
export class FragmentReader {
  readonly #taker: FragmentTaker;
  #pending: Buffer = Buffer.alloc(0);
  #header: Buffer[] | undefined = [];
  #fragment: { time: number; samples: number } | undefined;

  constructor(taker: FragmentTaker) {
    this.#taker = taker;
  }

  add(piece: Uint8Array): void {
    this.#pending = this.#pending.length === 0 ? Buffer.from(piece) : Buffer.concat([this.#pending, piece]);
    let at = 0;
    while (at + 8 <= this.#pending.length) {
      const bytes = this.#pending.readUInt32BE(at);
      if (bytes < 8) throw new Error("the encoder wrote a box of no known length");
      if (at + bytes > this.#pending.length) break;
      this.#takeBox(this.#pending.subarray(at, at + bytes));
      at += bytes;
    }
    this.#pending = Buffer.from(this.#pending.subarray(at));
  }

  #takeBox(box: Buffer): void {
    const type = box.toString("latin1", 4, 8);
    if (type === "moof") {
      if (this.#header) this.#taker.onHeader(Buffer.concat(this.#header));
      this.#header = undefined;
      this.#fragment = readFragment(box);
    } else if (type === "mdat" && this.#fragment) {
      this.#taker.onPacket({ ...this.#fragment, bytes: box.subarray(8) });
      this.#fragment = undefined;
    } else this.#header?.push(box);
  }
}

/** Where a fragment begins and how long its packet is: the box of its track has the default length, or the run its own. */
function readFragment(moof: Buffer): { time: number; samples: number } {
  const [tfhd, tfdt, trun] = ["tfhd", "tfdt", "trun"].map((type) => moof.indexOf(type, 0, "latin1") + 4);
  if (tfhd === undefined || tfdt === undefined || trun === undefined) throw new Error("a fragment is not whole");
  const time = moof[tfdt] === 1 ? Number(moof.readBigUInt64BE(tfdt + 4)) : moof.readUInt32BE(tfdt + 4);
  const runFlags = moof.readUIntBE(trun + 1, 3);
  if (moof.readUInt32BE(trun + 4) !== 1) throw new Error("a fragment has more than one packet");
  const own = trun + 8 + (runFlags & 1 ? 4 : 0) + (runFlags & 4 ? 4 : 0);
  if (runFlags & 0x100) return { time, samples: moof.readUInt32BE(own) };
  const flags = moof.readUIntBE(tfhd + 1, 3);
  if (!(flags & 8)) throw new Error("a fragment does not say how long it is");
  return { time, samples: moof.readUInt32BE(tfhd + 8 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0)) };
}
