import type { RecordingView } from "@songkeeper/client";
import { FLAC_BITS_MAX } from "@songkeeper/media";

type Source = NonNullable<RecordingView["source"]>;

/** A size of a file in a reader's numbers: "41.2 MB", "870 kB". */
export function sizeText(bytes: number, language: string): string {
  const [value, unit] =
    bytes >= 1e9 ? [bytes / 1e9, "gigabyte"] : bytes >= 1e6 ? [bytes / 1e6, "megabyte"] : [bytes / 1e3, "kilobyte"];
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit: `${unit}`,
    unitDisplay: "short",
    maximumFractionDigits: Number(value) < 100 ? 1 : 0,
  }).format(Number(value));
}

/** How much of a whole is there, in whole per cent; 100 only when all is. */
export function percentDone(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.min(part >= whole ? 100 : 99, Math.floor((part * 100) / whole));
}

/**
 * What a file is: "WAV · 24 bit / 96 kHz · stereo" without the words that a language needs. Of a finer one it is said
 * what is kept: "32 bit float → 24 bit".
 */
export function formatText({ container, codec, bitDepth, sampleRate }: Source): { name: string; detail: string } {
  const rate = `${sampleRate / 1000} kHz`;
  return {
    name: nameOf(container, codec),
    detail: bitDepth === null ? rate : `${depthText(codec, bitDepth)} / ${rate}`,
  };
}

function depthText(codec: string, bitDepth: number): string {
  const depth = `${bitDepth} bit${codec.startsWith("pcm_f") ? " float" : ""}`;
  return bitDepth > FLAC_BITS_MAX ? `${depth} → ${FLAC_BITS_MAX} bit` : depth;
}

const OGG_NAMES: Readonly<Record<string, string>> = { vorbis: "Ogg Vorbis", opus: "Opus", flac: "Ogg FLAC" };

function nameOf(container: Source["container"], codec: string): string {
  if (container === "mp4") return codec === "alac" ? "ALAC" : "AAC";
  return container === "ogg" ? (OGG_NAMES[codec] ?? "Ogg") : container.toUpperCase();
}
