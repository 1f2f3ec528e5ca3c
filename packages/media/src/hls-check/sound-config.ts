import { boxesIn, FieldReader, onlyBox } from "./mp4-fields.ts";

/** What a file says of its sound before the first segment. */
export interface SoundConfig {
  /** As RFC 6381 writes it; "" for a codec that is none of ours. */
  readonly codecs: string;
  readonly sampleRate: number;
  readonly channels: number;
  /** Bits a sample of FLAC. */
  readonly bits: number | null;
  /** Samples of every packet but the last. */
  readonly packetSamples: number;
  /** Samples that the file says it has in all. */
  readonly declaredSamples: number | null;
  /** What the entry around the codec's own words says, where that must say the same. */
  readonly entry: { readonly channels: number; readonly bits: number; readonly sampleRate: number };
}

const ENTRY_BYTES = 28;
const AAC_RATES = [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 7350];
const MPEG4_AUDIO = 0x40;

/** Reads the sample description (`stsd`). Throws where it is broken. */
export function readSoundConfig(stsd: Uint8Array): SoundConfig {
  const fields = new FieldReader(stsd);
  fields.skip(8);
  const [box, other] = boxesIn(fields.rest());
  if (!box || other) throw new Error("not one sample entry");
  const entryFields = new FieldReader(box.body);
  entryFields.skip(16);
  const [channels, bits] = [entryFields.uint(16), entryFields.uint(16)];
  entryFields.skip(4);
  const entry = { channels, bits, sampleRate: entryFields.uint(32) / 65_536 };
  const inner = boxesIn(box.body.subarray(ENTRY_BYTES));
  if (box.type === "mp4a") return { ...readAac(onlyBox(inner, "esds").body), entry };
  if (box.type === "fLaC") return { ...readFlac(onlyBox(inner, "dfLa").body), entry };
  return {
    codecs: "",
    sampleRate: entry.sampleRate,
    channels,
    bits: null,
    packetSamples: 0,
    declaredSamples: null,
    entry,
  };
}

/** AudioSpecificConfig (ISO 14496-3, 1.6.2.1), within the descriptors of ISO 14496-1. */
function readAac(esds: Uint8Array): Omit<SoundConfig, "entry"> {
  const stream = descriptor(esds.subarray(4), 3);
  const decoder = descriptor(stream.subarray(3), 4);
  const [object = 0] = decoder;
  const config = descriptor(decoder.subarray(13), 5);
  const fields = new FieldReader(config);
  const head = fields.uint(16);
  const objectType = head >> 11;
  const sampleRate = AAC_RATES[(head >> 7) & 15];
  if (sampleRate === undefined) throw new Error("a sample rate that no player knows");
  return {
    codecs: object === MPEG4_AUDIO ? `mp4a.40.${objectType}` : "",
    sampleRate,
    channels: (head >> 3) & 15,
    bits: null,
    packetSamples: 1024,
    declaredSamples: null,
  };
}

/** The body of a descriptor with a tag; its length is written in sevens of bits. */
function descriptor(bytes: Uint8Array, tag: number): Uint8Array {
  const fields = new FieldReader(bytes);
  const found = fields.uint(8);
  if (found !== tag) throw new Error(`descriptor ${found} ≠ ${tag}`);
  let length = 0;
  for (let more = true; more;) {
    const next = fields.uint(8);
    length = length * 128 + (next & 127);
    more = next > 127;
  }
  const rest = fields.rest();
  if (length > rest.length) throw new Error(`descriptor ${tag} is too long`);
  return rest.subarray(0, length);
}

/** STREAMINFO (RFC 9639, 8.2). */
function readFlac(dfLa: Uint8Array): Omit<SoundConfig, "entry"> {
  const fields = new FieldReader(dfLa);
  fields.skip(4);
  const kind = fields.uint(8) & 127;
  const length = fields.uint(24);
  if (kind !== 0 || length !== 34) throw new Error("no STREAMINFO");
  const [blockMin, blockMax] = [fields.uint(16), fields.uint(16)];
  if (blockMin !== blockMax) throw new Error(`blocks of ${blockMin} to ${blockMax} samples`);
  fields.skip(6);
  const rateAndMore = fields.uint(24);
  const bitsAndTotal = fields.uint(8);
  const low = fields.uint(32);
  return {
    codecs: "fLaC",
    sampleRate: rateAndMore >> 4,
    channels: ((rateAndMore >> 1) & 7) + 1,
    bits: (rateAndMore & 1) * 16 + (bitsAndTotal >> 4) + 1,
    packetSamples: blockMax,
    declaredSamples: (bitsAndTotal & 15) * 2 ** 32 + low,
  };
}
