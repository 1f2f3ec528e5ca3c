import { decodeLimit, previewAt, samplesAtLeast, type PreviewJob, type PreviewResult } from "@songkeeper/media";
import { decodePcm } from "../decode/decode-pcm.ts";
import { BLOCK_SAMPLES } from "../encode/engine.ts";
import { checkProduct } from "./check-product.ts";
import { describeFile } from "./made-file.ts";
import { makePreview } from "./make-preview.ts";
import { openSong, type SongSource } from "./song-source.ts";

/** Makes the preview of a song from where its musician wishes. */
export async function makePreviewAnew(job: PreviewJob): Promise<PreviewResult> {
  const song = await openSong(job);
  const samples = samplesAtLeast(song.probe) ?? (await countSamples(song));
  const { rendition, preview } = await makePreview(song, previewAt(job.startMs, samples, song.probe.sampleRate));
  await checkProduct(job.output, [rendition]);
  const files = [rendition.file, rendition.playlist].map((name) => describeFile(job.output, name));
  return { preview, rendition, files };
}

/** How long a song is that does not say it, is only known once it was decoded. */
async function countSamples({ input, probe }: SongSource): Promise<number> {
  const limit = decodeLimit(probe);
  const { samples } = await decodePcm({
    input,
    source: probe,
    limit,
    blockSamples: BLOCK_SAMPLES,
    onBlock: () => undefined,
  });
  return samples;
}
