import { Dictionary, FFmpegError, FormatContext, Packet } from "node-av/lib";
import { AVERROR_EOF } from "node-av/constants";

/** Puts the packets of our own AAC rendition into a plain M4A file; nothing is decoded. The index comes last. */
export function remuxAsM4a(from: string, to: string): void {
  const source = new FormatContext();
  FFmpegError.throwIfError(source.openInputSync(from), "open the rendition");
  FFmpegError.throwIfError(source.findStreamInfoSync(), "read the rendition");
  const [sound] = source.streams;
  if (!sound) throw new Error("the rendition is empty");
  const target = new FormatContext();
  FFmpegError.throwIfError(target.allocOutputContext2(null, "ipod", to), "make an M4A file");
  const stream = target.newStream();
  FFmpegError.throwIfError(sound.codecpar.copy(stream.codecpar), "describe the stream");
  stream.codecpar.codecTag = 0;
  stream.timeBase = sound.timeBase;
  FFmpegError.throwIfError(target.openOutputSync(), "open the M4A file");
  const options = Dictionary.fromObject({ avoid_negative_ts: "disabled", fflags: "+bitexact" });
  FFmpegError.throwIfError(target.writeHeaderSync(options), "write the M4A header");
  options.free();
  const packet = new Packet();
  packet.alloc();
  for (;;) {
    const code = source.readFrameSync(packet);
    if (code === AVERROR_EOF) break;
    FFmpegError.throwIfError(code, "read a packet");
    packet.streamIndex = 0;
    packet.rescaleTs(sound.timeBase, stream.timeBase);
    FFmpegError.throwIfError(target.writeFrameSync(packet), "write a packet");
    packet.unref();
  }
  FFmpegError.throwIfError(target.writeTrailerSync(), "end the M4A file");
  target.closeOutputSync();
  packet.free();
  target.freeContext();
  source.closeInputSync();
}
