/** What a test says of a sound; the rest is two seconds of stereo at 44.1 kHz and 16 bits. */
export interface WaveTold {
  readonly seconds?: number;
  readonly hertz?: number;
  readonly amplitude?: number;
}

const RATE = 44_100;
const CHANNELS = 2;
const HEADER_BYTES = 44;

/** A WAV file with a tone that swells and falls, so that no two places in it sound alike. */
export function waveFile({ seconds = 2, hertz = 440, amplitude = 0.5 }: WaveTold = {}): Uint8Array {
  const frames = Math.round(seconds * RATE);
  const bytes = Buffer.alloc(HEADER_BYTES + frames * CHANNELS * 2);
  writeHeader(bytes, frames * CHANNELS * 2);
  for (let frame = 0; frame < frames; frame++) {
    const swell = 0.6 + 0.4 * Math.sin((frame / RATE) * 2.3);
    const sample = Math.round(32_767 * amplitude * swell * Math.sin((2 * Math.PI * hertz * frame) / RATE));
    for (let channel = 0; channel < CHANNELS; channel++)
      bytes.writeInt16LE(sample, HEADER_BYTES + (frame * CHANNELS + channel) * 2);
  }
  return bytes;
}

function writeHeader(bytes: Buffer, dataBytes: number): void {
  bytes.write("RIFF", 0, "latin1");
  bytes.writeUInt32LE(36 + dataBytes, 4);
  bytes.write("WAVEfmt ", 8, "latin1");
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(CHANNELS, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * CHANNELS * 2, 28);
  bytes.writeUInt16LE(CHANNELS * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write("data", 36, "latin1");
  bytes.writeUInt32LE(dataBytes, 40);
}
