import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  decodeLimit,
  FINGERPRINT_FILE,
  PeakMeter,
  RhythmMeter,
  songLadder,
  usedBits,
  type Growth,
  type Rendition,
  type Rhythm,
  type Waveform,
} from "@songkeeper/media";
import { decodePcm, type DecodedPcm } from "../decode/decode-pcm.ts";
import { BLOCK_SAMPLES, type Measures } from "../encode/engine.ts";
import { pickEngine } from "../encode/pick-engine.ts";
import { ladderSource, type SongSource } from "./song-source.ts";

/** Everything that one decoding of a song gives. */
export interface MadeRenditions extends DecodedPcm, Measures {
  readonly renditions: readonly Rendition[];
  readonly pcmSha256: string;
  readonly waveform: Waveform;
  readonly rhythm: Rhythm;
  /** Every bit that one of the samples uses. */
  readonly bits: number;
}

/** Who hears how far it is. */
export interface Listeners {
  readonly onSamples: (samples: number) => void;
  readonly onGrowth: (growth: Growth) => void;
}

/** Decodes a song once and makes its renditions, its measures, its waveform and its checksum on the way. */
export async function makeRenditions(song: SongSource, { onSamples, onGrowth }: Listeners): Promise<MadeRenditions> {
  const { probe, channels, output } = song;
  const { sampleRate } = probe;
  const format = { sampleRate, channels };
  const engine = await pickEngine();
  const encoding = engine.encode({ format, rungs: songLadder(ladderSource(song)), output, onGrowth });
  const measuring = engine.measure({ format, fingerprint: join(output, FINGERPRINT_FILE) });
  const peaks = new PeakMeter(sampleRate, channels);
  const rhythm = new RhythmMeter(sampleRate, channels);
  const hash = createHash("sha256");
  let samples = 0;
  let bits = 0;

  const decoded = await decodePcm({
    input: song.input,
    source: probe,
    limit: decodeLimit(probe),
    blockSamples: BLOCK_SAMPLES,
    onBlock: (pcm) => {
      // What is heard first comes first.
      encoding.push(pcm);
      measuring.push(pcm);
      const values = new Int32Array(pcm.buffer, pcm.byteOffset, pcm.length / 4);
      hash.update(pcm);
      peaks.add(values);
      rhythm.add(values);
      bits = usedBits(values, bits);
      samples += pcm.length / (4 * channels);
      onSamples(samples);
    },
  });
  const renditions = await encoding.finish();
  const measures = await measuring.finish();
  const pcmSha256 = hash.digest("hex");
  const drawn = { waveform: peaks.finish(), rhythm: rhythm.finish() };
  return { ...decoded, ...measures, ...drawn, renditions, pcmSha256, bits };
}
