import {
  declaredWaveBytes,
  findOggLinks,
  type Container,
  type OggLink,
  type ProbedSource,
  type ReadBytes,
} from "@songkeeper/media";
import { parseJson, readList, readNumber, readRecord, readText } from "./read-json.ts";
import { LEAVE_PICTURES, runTool, type OpenInput } from "./ffmpeg-core.ts";
import { readInput } from "./read-input.ts";

/** What a file says of itself and of its tags. */
export interface Probe extends ProbedSource {
  /** Bits a sample of a lossless codec. */
  readonly bitDepth: number;
  /** How long it might be, guessed from its size: for files that declare nothing. */
  readonly guessedSeconds: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether its tags hold a picture. */
  readonly hasPicture: boolean;
}

/** Asks the prober for the first sound of a file; nothing if there is none, or the file is not whole. */
export async function probeSource(input: OpenInput, container: Container): Promise<Probe | undefined> {
  const read = readInput(input);
  const links = container === "ogg" ? findOggLinks(read, input.bytes) : [{ offset: 0, bytes: input.bytes }];
  const [first] = links ?? [];
  if (!links || !first) return undefined;
  const { told, guesses } = await runProber({ ...input, bytes: first.bytes }, container);
  const streams = readList(told["streams"]).map(readRecord);
  const sound = streams.find((stream) => stream["codec_type"] === "audio");
  if (!sound || !readNumber(sound["channels"]) || !readNumber(sound["sample_rate"])) return undefined;
  const tags = { ...texts(sound["tags"]), ...texts(readRecord(told["format"])["tags"]) };
  const declaredSamples = declared({ sound, container, guesses, tags, links, read });
  return {
    ...describe(sound, container),
    declaredSamples,
    links: links.length > 1 ? links : undefined,
    endsAt: container === "mp4" ? declaredSamples : undefined,
    guessedSeconds: readNumber(sound["duration"]) ?? 0,
    tags,
    hasPicture: streams.some(isPicture),
  };
}

/** The most that a prober may say: enough for the longest lyrics. */
const TOLD_BYTES_MAX = 8_000_000;

/**
 * What the prober says, its texts as they stand in the file: it would put a mark for every byte that is no UTF-8, and
 * what the bytes mean could not be found out any more.
 */
async function runProber(input: OpenInput, container: Container) {
  const shown = ["-of", "json=sv=ignore", "-show_format", "-show_streams"];
  const safe = ["-protocol_whitelist", "file", ...LEAVE_PICTURES, "-f", container];
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  const { complaints } = await runTool({
    tool: "ffprobe",
    args: ["-v", "warning", ...safe, ...shown, "-o", "/out", "/in"],
    input,
    onOutput: (piece) => {
      bytes += piece.length;
      if (bytes <= TOLD_BYTES_MAX) pieces.push(Uint8Array.from(piece));
    },
  });
  const told = readRecord(parseJson(Buffer.concat(pieces).toString("latin1")));
  return { told, guesses: complaints.some((line) => line.includes("Estimating duration")) };
}

/** A picture in the tags is a stream of one frame; a film beside the sound is none. */
function isPicture(stream: Readonly<Record<string, unknown>>): boolean {
  return stream["codec_type"] === "video" && readRecord(stream["disposition"])["attached_pic"] === 1;
}

function describe(sound: Readonly<Record<string, unknown>>, container: Container) {
  return {
    container,
    codec: readText(sound["codec_name"]) ?? "unknown",
    sampleRate: readNumber(sound["sample_rate"]) ?? 0,
    channels: readNumber(sound["channels"]) ?? 0,
    bitDepth: readNumber(sound["bits_per_raw_sample"]) || readNumber(sound["bits_per_sample"]) || 16,
  };
}

interface Declaration {
  readonly sound: Readonly<Record<string, unknown>>;
  readonly container: Container;
  /** Whether the prober only guesses the length. */
  readonly guesses: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly links: readonly Partial<OggLink>[];
  readonly read: ReadBytes;
}

/** How long the sound is, by the best word that its kind of file has on it. */
function declared({ sound, container, guesses, tags, links, read }: Declaration): number | undefined {
  if (container === "wav") return waveSamples(sound, read);
  if (container === "ogg") return oggSamples(sound, links);
  return appleSamples(tags["iTunSMPB"]) ?? (guesses ? undefined : declaredSamples(sound));
}

/** A forged duration may be anything, below nothing too. */
function declaredSamples(sound: Readonly<Record<string, unknown>>): number | undefined {
  const seconds = readNumber(sound["duration"]);
  const rate = readNumber(sound["sample_rate"]);
  return seconds && rate && seconds > 0 ? Math.round(seconds * rate) : undefined;
}

/** The prober tells of a cut WAV file only what is left of it; its header tells what there was. */
function waveSamples(sound: Readonly<Record<string, unknown>>, read: ReadBytes): number | undefined {
  const bytes = declaredWaveBytes(read);
  const frame = ((readNumber(sound["bits_per_sample"]) ?? 0) / 8) * (readNumber(sound["channels"]) ?? 0);
  return bytes === undefined || frame === 0 ? undefined : Math.floor(bytes / frame);
}

/** What was cut from the middle of a broadcast counts on from where it began. */
function oggSamples(sound: Readonly<Record<string, unknown>>, links: readonly Partial<OggLink>[]): number | undefined {
  const lengths = links.map(({ samples }) => samples);
  if (!lengths.every((length) => length !== undefined)) return undefined;
  const before = Math.max(
    0,
    Math.round((readNumber(sound["start_time"]) ?? 0) * (readNumber(sound["sample_rate"]) ?? 0)),
  );
  const samples = lengths.reduce((sum, length) => sum + length, 0) - before;
  return samples > 0 ? samples : undefined;
}

/** Apple's programs note, in hexadecimal, how much silence the encoder put before and behind, and the length without it. */
function appleSamples(note: string | undefined): number | undefined {
  const length = /^\s*[0-9A-F]+ [0-9A-F]+ [0-9A-F]+ ([0-9A-F]{1,16})\b/iu.exec(note ?? "")?.[1];
  const samples = Number.parseInt(length ?? "0", 16);
  return Number.isSafeInteger(samples) && samples > 0 ? samples : undefined;
}

/** Texts of UTF-8, and others letter by byte: what they are is found out where tags are cleaned. */
function texts(tags: unknown): Record<string, string> {
  const entries = Object.entries(readRecord(tags)).map(([name, value]) => [name, decodeText(readText(value) ?? "")]);
  return Object.fromEntries(entries);
}

function decodeText(bytes: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, "latin1"));
  } catch {
    return bytes;
  }
}
