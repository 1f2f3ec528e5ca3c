import { heardSamples, isLossless, type ProbedSource } from "@songkeeper/media";
import { BlockCutter, EnoughDecoded } from "./block-cutter.ts";
import { LEAVE_PICTURES, runTool, type OpenInput } from "./ffmpeg-core.ts";

/** What became of a decoded file. */
export interface DecodedPcm {
  /** Samples per channel. */
  readonly samples: number;
  /** Faults that the decoder found. */
  readonly errors: number;
}

/** What a decoding is for. */
export interface DecodePlan {
  readonly input: OpenInput;
  readonly source: ProbedSource;
  /** It begins at this sample, by default the first. */
  readonly from?: number;
  /** It stops before this sample. */
  readonly limit: number;
  /** Samples per channel of each block, but the last. */
  readonly blockSamples: number;
  /** Takes a block of interleaved 32-bit samples; the bytes are only lent. */
  readonly onBlock: (pcm: Buffer) => void;
}

/** Decodes the first sound of a file, block by block, in memory that does not grow with its length. */
export async function decodePcm(plan: DecodePlan): Promise<DecodedPcm> {
  const { input, source, from = 0, limit, blockSamples, onBlock } = plan;
  const { sampleRate, channels, endsAt = Number.MAX_SAFE_INTEGER } = source;
  // A chained file is not sought in: each of its parts begins at nought again.
  const seekSeconds = source.links ? 0 : Math.max(0, Math.floor(from / sampleRate) - RUN_UP_SECONDS);
  const skip = from - seekSeconds * sampleRate;
  const frameBytes = 4 * channels;
  const blocks = new BlockCutter({ frameBytes, blockSamples, skip, limit: limit - from, end: endsAt - from, onBlock });
  let errors = 0;
  try {
    for (const link of source.links ?? [{ offset: 0, bytes: input.bytes }]) {
      errors += await decodePart({ ...input, bytes: link.bytes, from: link.offset }, { source, seekSeconds, blocks });
    }
  } catch (error) {
    if (!(error instanceof EnoughDecoded)) throw error;
    errors = 0;
  }
  blocks.end();
  return { samples: heardSamples(source, from + blocks.samples) - from, errors };
}

interface DecodingPart {
  readonly source: ProbedSource;
  readonly seekSeconds: number;
  readonly blocks: BlockCutter;
}

/** Decodes to the end and says how many faults there were. */
async function decodePart(input: OpenInput, { source, seekSeconds, blocks }: DecodingPart): Promise<number> {
  const { container, codec, sampleRate, channels } = source;
  const checks = isLossless(codec) ? ["-err_detect", "crccheck"] : [];
  const safe = [...checks, ...LEAVE_PICTURES, "-protocol_whitelist", "file"];
  const seek = seekSeconds > 0 ? ["-ss", String(seekSeconds)] : [];
  const open = ["-v", "error", ...safe, ...seek, "-f", container, "-i", "/in", "-map", "0:a:0"];
  // Told its own rate and channels, a source that changes them on its way is brought back to how it began.
  const kept = ["-vn", "-ar", String(sampleRate), "-ac", String(channels), "-c:a", "pcm_s32le", "-f", "s32le", "/out"];
  const run = await runTool({
    tool: "ffmpeg",
    args: [...open, ...kept],
    input,
    onOutput: (bytes) => blocks.add(bytes),
  });
  const faults = run.complaints.filter((line) => DECODER_FAULT.test(line)).length;
  return run.exitCode === 0 ? faults : faults + 1;
}

/** Whole seconds are found to the sample; a decoder that begins in the middle needs some frames to be right again. */
const RUN_UP_SECONDS = 1;

/** There may be other complaints, about a broken picture for one: only those about the sound count. */
const DECODER_FAULT = /^Error while decoding stream|^\[flac @ \w+\] CRC error/u;
