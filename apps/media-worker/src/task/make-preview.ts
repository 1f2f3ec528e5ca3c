import { fadePreview, previewRung, type PreviewCut, type PreviewPlace, type Rendition } from "@songkeeper/media";
import { decodePcm } from "../decode/decode-pcm.ts";
import { BLOCK_SAMPLES } from "../encode/engine.ts";
import { pickEngine } from "../encode/pick-engine.ts";
import { ladderSource, type SongSource } from "./song-source.ts";

/** A preview with its place in the song. */
export interface MadePreview {
  readonly rendition: Rendition;
  readonly preview: PreviewPlace;
}

/** Makes the part of a song that everybody may hear: a file of its own, faded in and out, never a cut of a whole one. */
export async function makePreview(song: SongSource, cut: PreviewCut): Promise<MadePreview> {
  const { probe, channels, input, output } = song;
  const { sampleRate } = probe;
  const engine = await pickEngine();
  const encoding = engine.encode({
    format: { sampleRate, channels },
    rungs: [previewRung(ladderSource(song))],
    output,
  });
  let at = 0;
  await decodePcm({
    input,
    source: probe,
    from: cut.start,
    limit: cut.start + cut.samples,
    blockSamples: BLOCK_SAMPLES,
    onBlock: (pcm) => {
      const part = pcm.subarray(0, (cut.samples - at) * 4 * channels);
      if (part.length === 0) return;
      const values = new Int32Array(part.buffer, part.byteOffset, part.length / 4);
      fadePreview(values, { at, samples: cut.samples, sampleRate, channels });
      encoding.push(part);
      at += values.length / channels;
    },
  });
  const [rendition] = await encoding.finish();
  if (!rendition) throw new Error("the song ends before its preview");
  const startMs = Math.round((cut.start * 1000) / sampleRate);
  return { rendition, preview: { startMs, durationMs: rendition.durationMs } };
}
