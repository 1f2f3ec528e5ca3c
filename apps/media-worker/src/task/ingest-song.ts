import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  acceptDecoded,
  acceptProbed,
  cleanTags,
  encodeWaveform,
  isLossless,
  isOtherAudio,
  OVERVIEW_COLUMNS,
  OVERVIEW_FILE,
  sniffContainer,
  summarise,
  WAVEFORM_FILE,
  type Container,
  type IngestJob,
  type IngestResult,
  type MadeCover,
  type MediaStep,
  type SourceFacts,
} from "@songkeeper/media";
import { probeSource, type Probe } from "../decode/probe-source.ts";
import { readPicture } from "../decode/read-picture.ts";
import { openInput, type InputFile } from "./input-file.ts";
import { makeCover } from "./make-cover.ts";
import { describeFile } from "./made-file.ts";
import { makePreview } from "./make-preview.ts";
import { makeRenditions, type MadeRenditions, type SongSource } from "./make-renditions.ts";
import { Refused } from "./refused.ts";

/** Says how far a job is; a share only where it is known. */
export type TellStep = (step: MediaStep, share: number | null) => void;

/** Checks a musician's file and makes all that is heard and drawn of it. */
export async function ingestSong({ input: path, output }: IngestJob, tell: TellStep): Promise<IngestResult> {
  tell("probe", null);
  const input = openInput(path);
  const probe = await probeInput(input);
  const song = { input, probe, channels: channelsOf(probe), output };

  tell("cover", null);
  const cover = await coverOf(song);
  tell("renditions", 0);
  const made = await makeRenditions(song, tellShare(probe, tell));
  checkDecoded(probe, made);
  tell("preview", null);
  const { rendition, preview } = await makePreview(song, made);

  tell("check", null);
  writeWaveforms(output, made);
  const renditions = [...made.renditions, rendition];
  const names = renditions.flatMap(({ file, playlist }) => [file, playlist]);
  return {
    source: factsOf(song, made),
    tags: cleanTags(probe.tags),
    loudness: made.loudness,
    pcmSha256: made.pcmSha256,
    preview,
    cover,
    renditions,
    files: [...names, WAVEFORM_FILE, OVERVIEW_FILE].map((name) => describeFile(output, name)),
  };
}

async function probeInput(input: InputFile): Promise<Probe> {
  const container = sniffContainer(input.head);
  if (!container) throw new Refused(isOtherAudio(input.head) ? "format_not_supported" : "not_audio");
  const probe = await probeSource(input, container, input.head);
  if (!probe) throw new Refused(NOTHING_FOUND[container]);
  return probe;
}

/** A file without a sound in it: of these kinds that hold nothing else, it is a broken one. */
const NOTHING_FOUND = { wav: "damaged", flac: "damaged", mp4: "damaged", mp3: "not_audio" } as const satisfies Record<
  Container,
  string
>;

function channelsOf(probe: Probe): 1 | 2 {
  const channels = acceptProbed(probe);
  if (!channels.ok) throw new Refused(channels.reason, channels.facts);
  return channels.value;
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
}

/** Tells each hundredth once. */
function tellShare(probe: Probe, tell: TellStep): (samples: number) => void {
  const total = probe.declaredSamples ?? probe.guessedSeconds * probe.sampleRate;
  let told = 0;
  return (samples) => {
    const share = total > 0 ? Math.min(1, Math.floor((samples * 100) / total) / 100) : 0;
    if (share > told) tell("renditions", share);
    told = share;
  };
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
