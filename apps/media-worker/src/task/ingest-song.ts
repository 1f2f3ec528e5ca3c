import { createHash } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  acceptDecoded,
  cleanTags,
  decodeLimit,
  encodeWaveform,
  estimateEnergy,
  estimateTempo,
  FINGERPRINT_FILE,
  FLAC_BITS_MAX,
  isFinerThan,
  isLossless,
  OVERVIEW_COLUMNS,
  OVERVIEW_FILE,
  placePreview,
  SONG_SECONDS_MAX,
  summarise,
  WAVEFORM_FILE,
  type Growth,
  type IngestJob,
  type IngestResult,
  type MadeCover,
  type MadeFile,
  type MediaStep,
  type SourceFacts,
} from "@songkeeper/media";
import { decodePcm } from "../decode/decode-pcm.ts";
import type { Probe } from "../decode/probe-source.ts";
import { readPicture } from "../decode/read-picture.ts";
import { BLOCK_SAMPLES } from "../encode/engine.ts";
import { checkProduct } from "./check-product.ts";
import { openInput } from "./input-file.ts";
import { makeCover } from "./make-cover.ts";
import { describeFile } from "./made-file.ts";
import { makePreview } from "./make-preview.ts";
import { makeRenditions, type MadeRenditions } from "./make-renditions.ts";
import { Refused } from "./refused.ts";
import { openSong, type SongSource } from "./song-source.ts";

/** Says how far a job is, a share only where it is known; and what can be heard of it already. */
export interface IngestListener {
  readonly onStep: (step: MediaStep, share: number | null) => void;
  readonly onGrowth: (growth: Growth) => void;
}

/** Checks a musician's file and makes all that is heard and drawn of it. */
export async function ingestSong(job: IngestJob, listener: IngestListener): Promise<IngestResult> {
  const tell = listener.onStep;
  tell("probe", null);
  const song = await openSong(job);
  const { probe, output } = song;
  await refuseEndless(song);

  // First sound first: nothing else is made before the song begins to be heard.
  tell("renditions", 0);
  const made = await makeRenditions(song, { onSamples: tellShare(probe, tell), onGrowth: listener.onGrowth });
  checkDecoded(probe, made);
  tell("preview", null);
  const cut = placePreview(made.shortTermLufs, made.samples, probe.sampleRate);
  const { rendition, preview } = await makePreview(song, cut);
  tell("cover", null);
  const cover = await coverOf(song);

  tell("check", null);
  await checkLossless(song, made);
  writeWaveforms(output, made);
  const renditions = [...made.renditions, rendition];
  await checkProduct(output, renditions);
  const names = renditions.flatMap(({ file, playlist }) => [file, playlist]);
  return {
    source: factsOf(song, made),
    tags: cleanTags(probe.tags),
    loudness: made.loudness,
    loudnessBlocks: made.loudnessBlocks,
    character: { tempoBpm: estimateTempo(made.rhythm), energy: estimateEnergy(made.rhythm, made.loudness) },
    pcmSha256: made.pcmSha256,
    preview,
    cover,
    renditions,
    files: [
      ...[...names, WAVEFORM_FILE, OVERVIEW_FILE].map((name) => describeFile(output, name)),
      ...describeFingerprint(output),
    ],
  };
}

/** A song of less than three seconds is too short to be known again: it has no fingerprint, rather than one of nothing. */
function describeFingerprint(output: string): MadeFile[] {
  const file = describeFile(output, FINGERPRINT_FILE);
  if (file.bytes > 0) return [file];
  rmSync(join(output, FINGERPRINT_FILE));
  return [];
}

/** A file that does not say how long it is, and may be too long, is only decoded first: that is ten times quicker. */
async function refuseEndless({ input, probe }: SongSource): Promise<void> {
  const { declaredSamples, guessedSeconds } = probe;
  if (declaredSamples !== undefined || (guessedSeconds > 0 && guessedSeconds <= SONG_SECONDS_MAX)) return;
  const limit = decodeLimit(probe);
  const decoded = await decodePcm({ input, source: probe, limit, blockSamples: BLOCK_SAMPLES, onBlock: () => {} });
  if (decoded.samples >= limit) throw new Refused("too_long", { durationMs: SONG_SECONDS_MAX * 1000 });
}

/** The picture in the tags, if it makes a cover; if not, the song has none yet. */
async function coverOf({ input, probe, output }: SongSource): Promise<MadeCover | null> {
  if (!probe.hasPicture) return null;
  const cover = await makeCover(await readPicture(input, probe.container), output);
  return cover.ok ? cover.value : null;
}

function checkDecoded(probe: Probe, made: MadeRenditions): void {
  const { samples, errors } = made;
  const verdict = acceptDecoded(probe, { samples, errors, integratedLufs: made.loudness.integratedLufs });
  if (!verdict.ok) throw new Refused(verdict.reason, verdict.facts);
  const { bitDepth } = probe;
  if (isLossless(probe.codec) && isFinerThan(made.bits, bitDepth)) throw new Refused("damaged", { bitDepth });
}

/** Tells each hundredth once. */
function tellShare(probe: Probe, tell: IngestListener["onStep"]): (samples: number) => void {
  const total = probe.declaredSamples ?? probe.guessedSeconds * probe.sampleRate;
  let told = 0;
  return (samples) => {
    const share = total > 0 ? Math.min(1, Math.floor((samples * 100) / total) / 100) : 0;
    if (share > told) tell("renditions", share);
    told = share;
  };
}

/** Lossless is a promise: another decoder than the encoder's own must find every sample in the file that we keep. */
async function checkLossless(song: SongSource, { samples, pcmSha256 }: MadeRenditions): Promise<void> {
  const { probe, output } = song;
  if (!isLossless(probe.codec)) return;
  const hash = createHash("sha256");
  const decoded = await decodePcm({
    input: openInput(join(output, "flac.mp4")),
    source: { ...probe, container: "mp4", codec: "flac", endsAt: undefined, links: undefined },
    limit: samples + 1,
    blockSamples: BLOCK_SAMPLES,
    onBlock: (pcm) => hash.update(pcm),
  });
  const exact = probe.bitDepth > FLAC_BITS_MAX || hash.digest("hex") === pcmSha256;
  if (!exact || decoded.samples !== samples) throw new Error("the FLAC rendition is not the sound it was made of");
}

function writeWaveforms(output: string, { waveform, samples }: MadeRenditions): void {
  writeFileSync(join(output, WAVEFORM_FILE), encodeWaveform(waveform));
  writeFileSync(join(output, OVERVIEW_FILE), encodeWaveform(summarise(waveform, OVERVIEW_COLUMNS, samples)));
}

function factsOf({ probe, channels }: SongSource, { samples }: MadeRenditions): SourceFacts {
  const { container, codec, sampleRate, bitDepth } = probe;
  const lossless = isLossless(codec);
  const durationMs = Math.round((samples * 1000) / sampleRate);
  const depth = lossless ? bitDepth : null;
  return { container, codec, lossless, sampleRate, channels, bitDepth: depth, samples, durationMs };
}
