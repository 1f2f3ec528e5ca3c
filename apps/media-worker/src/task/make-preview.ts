import { placePreview, PREVIEW_FADES, type IngestResult, type Rendition } from "@songkeeper/media";
import { decodePcm } from "../decode/decode-pcm.ts";
import { encoderFilters } from "../encode/encoder.ts";
import { BLOCK_SAMPLES, PcmGraph } from "../encode/filter-graph.ts";
import { RenditionMaker } from "../encode/rendition.ts";
import { aacPlan, type MadeRenditions, type SongSource } from "./make-renditions.ts";

/** A preview with its place in the song. */
export interface MadePreview {
  readonly rendition: Rendition;
  readonly preview: IngestResult["preview"];
}

/** Makes the part of a song that everybody may hear: a file of its own, faded in and out, never a cut of a whole one. */
export async function makePreview(song: SongSource, made: MadeRenditions): Promise<MadePreview> {
  const { probe, channels, input, output } = song;
  const { sampleRate } = probe;
  const cut = placePreview(made.shortTermLufs, made.samples, sampleRate);
  const maker = new RenditionMaker("preview", output, aacPlan(probe, channels));
  const seconds = cut.samples / sampleRate;
  const fadeOut = Math.min(PREVIEW_FADES.out, seconds / 2);
  const fades = [
    `afade=t=in:d=${Math.min(PREVIEW_FADES.in, seconds / 2)}`,
    `afade=t=out:st=${seconds - fadeOut}:d=${fadeOut}`,
  ].join(",");
  const chain = `[in]${fades},${encoderFilters(aacPlan(probe, channels))},abuffersink@preview`;
  const graph = new PcmGraph({ sampleRate, channels }, chain, { preview: maker.take });
  const frameBytes = 4 * channels;
  const [from, to] = [cut.start * frameBytes, (cut.start + cut.samples) * frameBytes];
  let at = 0;
  await decodePcm({
    input,
    source: probe,
    limit: cut.start + cut.samples,
    blockSamples: BLOCK_SAMPLES,
    onBlock: (pcm) => {
      const part = pcm.subarray(Math.max(0, from - at), Math.max(0, to - at));
      if (part.length > 0) graph.push(part);
      at += pcm.length;
    },
  });
  graph.end();
  graph.close();
  const rendition = maker.finish();
  const startMs = Math.round((cut.start * 1000) / sampleRate);
  return { rendition, preview: { startMs, durationMs: rendition.durationMs } };
}
