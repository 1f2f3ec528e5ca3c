/** A waveform as it is drawn: the lowest and the highest value of each column, in turn, from -128 to 127. */
export interface Waveform {
  readonly sampleRate: number;
  readonly samplesPerPixel: number;
  readonly peaks: Int8Array;
}

/** Columns a second of the detailed waveform; columns in all of the one for lists. */
export const DETAIL_PER_SECOND = 100;
export const OVERVIEW_COLUMNS = 800;

const HEADER_BYTES = 24;
const VERSION = 2;
const EIGHT_BITS = 1;

/** Writes a waveform in audiowaveform's binary form, version 2, eight bits, one channel. */
export function encodeWaveform({ sampleRate, samplesPerPixel, peaks }: Waveform): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + peaks.length);
  const view = new DataView(bytes.buffer);
  [VERSION, EIGHT_BITS, sampleRate, samplesPerPixel, peaks.length / 2, 1].forEach((value, index) =>
    view.setUint32(index * 4, value, true),
  );
  new Int8Array(bytes.buffer).set(peaks, HEADER_BYTES);
  return bytes;
}

/** Reads what `encodeWaveform` wrote; nothing if it is something else. */
export function decodeWaveform(bytes: Uint8Array): Waveform | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [version, flags, sampleRate = 0, samplesPerPixel = 0, columns = 0, channels] = [0, 4, 8, 12, 16, 20].map((at) =>
    view.getUint32(at, true),
  );
  if (version !== VERSION || flags !== EIGHT_BITS || channels !== 1) return undefined;
  if (bytes.length !== HEADER_BYTES + 2 * columns) return undefined;
  return { sampleRate, samplesPerPixel, peaks: new Int8Array(bytes.subarray(HEADER_BYTES)) };
}

/** The same sound in fewer columns, such as 800 for a list; a short sound has columns that repeat. */
export function summarise(detail: Waveform, columns: number, totalSamples: number): Waveform {
  const { peaks } = detail;
  const count = Math.max(1, peaks.length / 2);
  const summary = new Int8Array(columns * 2);
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * count) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * count) / columns));
    const part = peaks.subarray(from * 2, to * 2);
    summary[column * 2] = part.reduce((low, value) => Math.min(low, value), 127);
    summary[column * 2 + 1] = part.reduce((high, value) => Math.max(high, value), -128);
  }
  const samplesPerPixel = Math.max(1, Math.round(totalSamples / columns));
  return { sampleRate: detail.sampleRate, samplesPerPixel, peaks: summary };
}

/** Collects the peaks of a sound as it comes by; several channels are drawn as their mean. */
export class PeakMeter {
  readonly #channels: number;
  readonly #sampleRate: number;
  readonly #samplesPerPixel: number;
  #peaks = new Int8Array(4096);
  #length = 0;
  #low = Infinity;
  #high = -Infinity;
  #inColumn = 0;

  constructor(sampleRate: number, channels: number) {
    this.#channels = channels;
    this.#sampleRate = sampleRate;
    this.#samplesPerPixel = Math.round(sampleRate / DETAIL_PER_SECOND);
  }

  /** Takes interleaved samples of 32 bits. */
  add(samples: Int32Array): void {
    const channels = this.#channels;
    for (let at = 0; at < samples.length; at += channels) {
      const first = samples[at] ?? 0;
      const value = channels === 1 ? first : (first + (samples[at + 1] ?? 0)) / 2;
      if (value < this.#low) this.#low = value;
      if (value > this.#high) this.#high = value;
      if (++this.#inColumn === this.#samplesPerPixel) this.#endColumn();
    }
  }

  /** The detailed waveform of all that came by. */
  finish(): Waveform {
    if (this.#inColumn > 0) this.#endColumn();
    const peaks = this.#peaks.slice(0, this.#length);
    return { sampleRate: this.#sampleRate, samplesPerPixel: this.#samplesPerPixel, peaks };
  }

  #endColumn(): void {
    if (this.#length + 2 > this.#peaks.length) {
      const larger = new Int8Array(this.#peaks.length * 2);
      larger.set(this.#peaks);
      this.#peaks = larger;
    }
    this.#peaks[this.#length++] = Math.floor(this.#low / 2 ** 24);
    this.#peaks[this.#length++] = Math.floor(this.#high / 2 ** 24);
    this.#low = Infinity;
    this.#high = -Infinity;
    this.#inColumn = 0;
  }
}
