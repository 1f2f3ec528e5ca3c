import { appendFileSync, closeSync, openSync, readSync, rmSync, writeFileSync } from "node:fs";
import { aacRate, id3Tag, type DownloadTags } from "@songkeeper/media";
import { Dictionary, FFmpegError, FormatContext } from "node-av/lib";
import { encodeSound, openLossyEncoder, type LossyPlan } from "./lossy-encoder.ts";
import { readSound, type SongSound } from "./song-sound.ts";

const PIECE_BYTES = 1 << 20;
/** The encoder's own name, without which some players do not believe what the first frame tells. */
const ENCODER = "LAME3.100";

/**
 * Writes a song as an MP3 file of LAME's best variable quality. Its first frame tells how many samples the encoder put
 * before and behind the song, so that players leave them out; MP3 knows rates to 48 kHz, as AAC is made at.
 */
export async function writeMp3(from: string, to: string, tags: DownloadTags, cover: Uint8Array | null): Promise<void> {
  const bare = `${to}.bare`;
  await writeBareMp3(readSound(from), bare);
  writeFileSync(to, id3Tag(tags, cover), { flag: "wx" });
  appendFile(bare, to);
  rmSync(bare);
}

async function writeBareMp3(sound: SongSound, path: string): Promise<void> {
  const plan: LossyPlan = { codec: "mp3", sampleRate: aacRate(sound.sampleRate), channels: sound.channels };
  const encoder = openLossyEncoder(plan);
  const muxer = new FormatContext();
  FFmpegError.throwIfError(muxer.allocOutputContext2(null, "mp3", path), "make an MP3 file");
  const stream = muxer.newStream();
  FFmpegError.throwIfError(stream.codecpar.fromContext(encoder), "describe the stream");
  stream.timeBase = encoder.timeBase;
  stream.metadata = Dictionary.fromObject({ encoder: ENCODER });
  FFmpegError.throwIfError(muxer.openOutputSync(), "open the MP3 file");
  // Its tags are ours, written before it; what programs wrote them is nobody's business.
  const options = Dictionary.fromObject({ id3v2_version: "0", write_xing: "1", fflags: "+bitexact" });
  FFmpegError.throwIfError(muxer.writeHeaderSync(options), "write the MP3 header");
  options.free();
  await encodeSound(sound, encoder, plan, (packet) => {
    packet.streamIndex = 0;
    packet.rescaleTs(encoder.timeBase, stream.timeBase);
    FFmpegError.throwIfError(muxer.writeFrameSync(packet), "write a packet");
  });
  FFmpegError.throwIfError(muxer.writeTrailerSync(), "end the MP3 file");
  muxer.closeOutputSync();
  muxer.freeContext();
  encoder.freeContext();
}

function appendFile(from: string, to: string): void {
  const source = openSync(from, "r");
  const piece = Buffer.alloc(PIECE_BYTES);
  for (let read = readSync(source, piece); read > 0; read = readSync(source, piece)) {
    appendFileSync(to, piece.subarray(0, read));
  }
  closeSync(source);
}
