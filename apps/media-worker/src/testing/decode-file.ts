import { Codec, CodecContext, FFmpegError, FormatContext, Frame, Packet } from "node-av/lib";
import { AV_SAMPLE_FMT_FLTP, AV_SAMPLE_FMT_S16, AVERROR_EAGAIN, AVERROR_EOF } from "node-av/constants";

/** What a player would hear of a file. */
export interface Heard {
  /** Where the file's first packet begins: below zero it is the encoder's run-up, which players leave out. */
  readonly firstPts: number;
  /** Where its last sample ends, as the file says. */
  readonly endPts: number;
  readonly bitsPerSample: number;
  /** From the sound's beginning on: interleaved samples of 32 bits; of a lossy sound only the first channel's, from -1 to 1. */
  readonly samples: Float64Array;
}

/** Decodes a file of ours with the native decoders. */
export async function decodeFile(path: string): Promise<Heard> {
  const source = new FormatContext();
  check(await source.openInput(path));
  check(await source.findStreamInfo());
  const [sound] = source.streams;
  if (!sound) throw new Error("nothing to hear");
  const codec = Codec.findDecoder(sound.codecpar.codecId);
  const decoder = new CodecContext();
  decoder.allocContext3(codec);
  decoder.parametersToContext(sound.codecpar);
  check(await decoder.open2(codec));
  const packet = new Packet();
  const frame = new Frame();
  packet.alloc();
  frame.alloc();
  const parts: Float64Array[] = [];
  let firstPts: number | undefined;
  let endPts = 0;
  for (let reading = true; reading;) {
    const code = await source.readFrame(packet);
    reading = code !== AVERROR_EOF;
    if (reading && packet.streamIndex !== sound.index) continue;
    if (reading) {
      firstPts ??= Number(packet.pts);
      endPts = Number(packet.pts + packet.duration);
    }
    check(await decoder.sendPacket(reading ? packet : null));
    packet.unref();
    for (;;) {
      const received = await decoder.receiveFrame(frame);
      if (received === AVERROR_EAGAIN || received === AVERROR_EOF) break;
      check(received);
      parts.push(samplesOf(frame));
      frame.unref();
    }
  }
  await source.closeInput();
  return { firstPts: firstPts ?? 0, endPts, bitsPerSample: decoder.bitsPerRawSample, samples: join(parts) };
}

function samplesOf(frame: Frame): Float64Array {
  const bytes = Uint8Array.from(frame.toBuffer());
  if (frame.format === AV_SAMPLE_FMT_FLTP) return Float64Array.from(new Float32Array(bytes.buffer, 0, frame.nbSamples));
  const values = frame.nbSamples * frame.channels;
  if (frame.format === AV_SAMPLE_FMT_S16) {
    return Float64Array.from(new Int16Array(bytes.buffer, 0, values), (value) => value * 65_536);
  }
  return Float64Array.from(new Int32Array(bytes.buffer, 0, values));
}

function join(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function check(code: number): void {
  FFmpegError.throwIfError(code, "decode a file of ours");
}
