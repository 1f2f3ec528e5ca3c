const MPEG_1_KBITS = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
] as const;
const LOW_KBITS = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MPEG_2_KBITS = [
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  LOW_KBITS,
  LOW_KBITS,
] as const;
/** By the two bits of a frame header: MPEG 2.5, none, MPEG 2, MPEG 1. */
const VERSIONS = [
  { kbits: MPEG_2_KBITS, layerIiiSamples: 576, slower: 4 },
  undefined,
  { kbits: MPEG_2_KBITS, layerIiiSamples: 576, slower: 2 },
  { kbits: MPEG_1_KBITS, layerIiiSamples: 1152, slower: 1 },
];
const MPEG_1_RATES = [44_100, 48_000, 32_000];
const ADTS_RATES = 13;

/** The frames of sound that a sniffer tells apart by their headers alone. */
export type FrameKind = "mp3" | "mp2" | "mp1" | "adts";

/** What the frame at a place is, and where it ends; nothing if none begins there. */
export function readFrame(head: Uint8Array, at: number): { kind: FrameKind; end: number } | undefined {
  const [sync = 0, kind = 0, rates = 0] = head.subarray(at, at + 3);
  if (sync !== 0xff || kind < 0xe0) return undefined;
  return (kind & 0xf6) === 0xf0 ? adtsFrame(head, at) : mpegFrame(at, kind, rates);
}

/** The kind of so many frames that stand one behind the other from a place on, or as many as the bytes go. */
export function readFrames(head: Uint8Array, from: number, count: number): FrameKind | undefined {
  const first = readFrame(head, from);
  let frame = first;
  for (let read = 1; read < count && frame && frame.end + 4 <= head.length; read++) {
    frame = readFrame(head, frame.end);
    if (frame?.kind !== first?.kind) return undefined;
  }
  return frame && first?.kind;
}

function mpegFrame(at: number, kind: number, rates: number): { kind: FrameKind; end: number } | undefined {
  const layer = 4 - ((kind >> 1) & 3);
  const version = VERSIONS[(kind >> 3) & 3];
  const kbits = version?.kbits[layer - 1]?.[rates >> 4];
  const rate = MPEG_1_RATES[(rates >> 2) & 3];
  if (!version || !kbits || !rate) return undefined;
  const padding = (rates >> 1) & 1;
  const hertz = rate / version.slower;
  if (layer === 1) return { kind: "mp1", end: at + (Math.floor((12_000 * kbits) / hertz) + padding) * 4 };
  const samples = layer === 2 ? 1152 : version.layerIiiSamples;
  const bytes = Math.floor((samples * 125 * kbits) / hertz) + padding;
  return { kind: layer === 2 ? "mp2" : "mp3", end: at + bytes };
}

function adtsFrame(head: Uint8Array, at: number): { kind: FrameKind; end: number } | undefined {
  const [rates = 0, high = 0, middle = 0, low = 0] = head.subarray(at + 2, at + 6);
  const bytes = ((high & 3) << 11) | (middle << 3) | (low >> 5);
  return ((rates >> 2) & 15) >= ADTS_RATES || bytes < 8 ? undefined : { kind: "adts", end: at + bytes };
}
