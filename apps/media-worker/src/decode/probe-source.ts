import { declaredWaveBytes, type Container, type ProbedSource } from "@songkeeper/media";
import { parseJson, readList, readNumber, readRecord, readText } from "./read-json.ts";
import { LEAVE_PICTURES, runTool, type OpenInput } from "./ffmpeg-core.ts";

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

/** Asks the prober for the first sound of a file; nothing if there is none. */
export async function probeSource(
  input: OpenInput,
  container: Container,
  head: Uint8Array,
): Promise<Probe | undefined> {
  const shown = ["-of", "json", "-show_format", "-show_streams"];
  const safe = ["-protocol_whitelist", "file", ...LEAVE_PICTURES, "-f", container];
  const run = await runTool({ tool: "ffprobe", args: ["-v", "warning", ...safe, ...shown, "/in"], input });
  const told = readRecord(parseJson(run.stdout));
  const streams = readList(told["streams"]).map(readRecord);
  const sound = streams.find((stream) => stream["codec_type"] === "audio");
  if (!sound || !readNumber(sound["channels"]) || !readNumber(sound["sample_rate"])) return undefined;
  const format = readRecord(told["format"]);
  const guessed = container === "wav" || run.complaints.some((line) => line.includes("Estimating duration"));
  return {
    ...describe(sound, container),
    declaredSamples: container === "wav" ? waveSamples(sound, head) : guessed ? undefined : declaredSamples(sound),
    guessedSeconds: readNumber(sound["duration"]) ?? 0,
    tags: { ...texts(sound["tags"]), ...texts(format["tags"]) },
    hasPicture: streams.some((stream) => stream["codec_type"] === "video"),
  };
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

/** A forged duration may be anything, below nothing too. */
function declaredSamples(sound: Readonly<Record<string, unknown>>): number | undefined {
  const seconds = readNumber(sound["duration"]);
  const rate = readNumber(sound["sample_rate"]);
  return seconds && rate && seconds > 0 ? Math.round(seconds * rate) : undefined;
}

/** The prober tells of a cut WAV file only what is left of it; its header tells what there was. */
function waveSamples(sound: Readonly<Record<string, unknown>>, head: Uint8Array): number | undefined {
  const bytes = declaredWaveBytes(head);
  const frame = ((readNumber(sound["bits_per_sample"]) ?? 0) / 8) * (readNumber(sound["channels"]) ?? 0);
  return bytes === undefined || frame === 0 ? undefined : Math.floor(bytes / frame);
}

function texts(tags: unknown): Record<string, string> {
  const entries = Object.entries(readRecord(tags)).map(([name, value]) => [name, readText(value) ?? ""]);
  return Object.fromEntries(entries);
}
