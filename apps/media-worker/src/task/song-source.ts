import { acceptProbed, isLossless, isOtherAudio, type Container, type LadderSource } from "@songkeeper/media";
import { probeSource, type Probe } from "../decode/probe-source.ts";
import { sniffInput } from "../decode/read-input.ts";
import { openInput, type InputFile } from "./input-file.ts";
import { Refused } from "./refused.ts";

/** What a song is made of. */
export interface SongSource {
  readonly input: InputFile;
  readonly probe: Probe;
  readonly channels: 1 | 2;
  /** The directory of all that is made of it. */
  readonly output: string;
}

/** Opens a musician's file and asks what it says of itself; one that is not worth decoding is refused. */
export async function openSong({ input: path, output }: { input: string; output: string }): Promise<SongSource> {
  const input = openInput(path);
  const probe = await probeInput(input);
  return { input, probe, channels: channelsOf(probe), output };
}

/** What the rungs of a song depend on. */
export function ladderSource({ probe, channels }: SongSource): LadderSource {
  const { sampleRate, bitDepth, codec } = probe;
  return { sampleRate, bitDepth, channels, lossless: isLossless(codec) };
}

async function probeInput(input: InputFile): Promise<Probe> {
  const container = sniffInput(input);
  if (!container) throw new Refused(isOtherAudio(input.head) ? "format_not_supported" : "not_audio");
  const probe = await probeSource(input, container);
  if (!probe) throw new Refused(NOTHING_FOUND[container]);
  return probe;
}

/** A file without a sound in it: of these kinds that hold nothing else, it is a broken one. */
const NOTHING_FOUND = {
  wav: "damaged",
  flac: "damaged",
  aiff: "damaged",
  mp4: "damaged",
  ogg: "damaged",
  mp3: "not_audio",
  aac: "not_audio",
} as const satisfies Record<Container, string>;

function channelsOf(probe: Probe): 1 | 2 {
  const channels = acceptProbed(probe);
  if (!channels.ok) throw new Refused(channels.reason, channels.facts);
  return channels.value;
}
