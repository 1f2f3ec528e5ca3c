import { aacRate } from "@songkeeper/media";
import { Dictionary, FFmpegError, FormatContext } from "node-av/lib";
import { encodeSound, openLossyEncoder, type LossyPlan } from "./lossy-encoder.ts";
import { LAME } from "./portable-tool.ts";
import type { SongSound } from "./song-sound.ts";

/** Makes an MP3 file without tags, of LAME's best variable quality, by FFmpeg's libraries. */
export async function encodeMp3Natively(sound: SongSound, path: string): Promise<void> {
  const plan: LossyPlan = { codec: "mp3", sampleRate: aacRate(sound.sampleRate), channels: sound.channels };
  const encoder = openLossyEncoder(plan);
  const muxer = new FormatContext();
  FFmpegError.throwIfError(muxer.allocOutputContext2(null, "mp3", path), "make an MP3 file");
  const stream = muxer.newStream();
  FFmpegError.throwIfError(stream.codecpar.fromContext(encoder), "describe the stream");
  stream.timeBase = encoder.timeBase;
  stream.metadata = Dictionary.fromObject({ encoder: LAME });
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
