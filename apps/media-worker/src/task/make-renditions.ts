import { createHash } from "node:crypto";
import {
  aacRate,
  decodeLimit,
  isLossless,
  PeakMeter,
  usedBits,
  type Loudness,
  type Rendition,
  type Waveform,
} from "@songkeeper/media";
import { decodePcm, type DecodedPcm } from "../decode/decode-pcm.ts";
import type { Probe } from "../decode/probe-source.ts";
import { encoderFilters, pickAacEncoder, type EncoderPlan } from "../encode/encoder.ts";
import { BLOCK_SAMPLES, PcmGraph } from "../encode/filter-graph.ts";
import { LoudnessMeter, METER_FILTERS } from "../encode/loudness-meter.ts";
import { RenditionMaker } from "../encode/rendition.ts";
import type { InputFile } from "./input-file.ts";

/** What a song is made of. */
export interface SongSource {
  readonly input: InputFile;
  readonly probe: Probe;
  readonly channels: 1 | 2;
  readonly output: string;
}

/** Everything that one decoding of a song gives. */
export interface MadeRenditions extends DecodedPcm {
  readonly renditions: readonly Rendition[];
  readonly loudness: Loudness;
  readonly shortTermLufs: readonly number[];
  readonly pcmSha256: string;
  readonly waveform: Waveform;
  /** Every bit that one of the samples uses. */
  readonly bits: number;
}

/** Decodes a song once and makes its renditions, its loudness, its waveform and its checksum on the way. */
export async function makeRenditions(song: SongSource, onSamples: (samples: number) => void): Promise<MadeRenditions> {
  const { probe, channels, output } = song;
  const aac = new RenditionMaker("aac128", output, aacPlan(probe, channels));
  const flac = isLossless(probe.codec) ? new RenditionMaker("flac", output, flacPlan(probe, channels)) : undefined;
  const meter = new LoudnessMeter();
  const takers = { meter: meter.take, aac128: aac.take, ...(flac && { flac: flac.take }) };
  const graph = new PcmGraph({ sampleRate: probe.sampleRate, channels }, chain(probe, channels, !!flac), takers);
  const peaks = new PeakMeter(probe.sampleRate, channels);
  const hash = createHash("sha256");
  let samples = 0;
  let bits = 0;

  const decoded = await decodePcm({
    input: song.input,
    source: probe,
    limit: decodeLimit(probe),
    blockSamples: BLOCK_SAMPLES,
    onBlock: (pcm) => {
      const values = new Int32Array(pcm.buffer, pcm.byteOffset, pcm.length / 4);
      hash.update(pcm);
      peaks.add(values);
      bits = usedBits(values, bits);
      graph.push(pcm);
      samples += pcm.length / (4 * channels);
      onSamples(samples);
    },
  });
  graph.end();
  const loudness = meter.read(graph);
  graph.close();
  const renditions = decoded.samples === 0 ? [] : [aac, ...(flac ? [flac] : [])].map((maker) => maker.finish());
  const { shortTermLufs } = meter;
  return {
    ...decoded,
    renditions,
    loudness,
    shortTermLufs,
    pcmSha256: hash.digest("hex"),
    waveform: peaks.finish(),
    bits,
  };
}

/** How a song is encoded as AAC. */
export function aacPlan({ sampleRate }: Probe, channels: 1 | 2): EncoderPlan {
  const codec = pickAacEncoder(process.env["AAC_ENCODER"]);
  return { codec, sampleRate: aacRate(sampleRate), channels, flacBits: 16 };
}

function flacPlan({ sampleRate, bitDepth }: Probe, channels: 1 | 2): EncoderPlan {
  return { codec: "flac", sampleRate, channels, flacBits: bitDepth <= 16 ? 16 : 24 };
}

function chain(probe: Probe, channels: 1 | 2, withFlac: boolean): string {
  const ends = [
    METER_FILTERS,
    `${encoderFilters(aacPlan(probe, channels))},abuffersink@aac128`,
    ...(withFlac ? [`${encoderFilters(flacPlan(probe, channels))},abuffersink@flac`] : []),
  ];
  const branches = ends.map((end, index) => `[s${index}]${end}`);
  return [`[in]asplit=${ends.length}${ends.map((_, index) => `[s${index}]`).join("")}`, ...branches].join(";");
}
