import type { Rung } from "@songkeeper/media";
import type { PcmFormat } from "../encode/engine.ts";

/** How FFmpeg is told to take the sound that it is fed. */
export function inputArgs({ sampleRate, channels }: PcmFormat, path: string): string[] {
  return ["-f", "s32le", "-ar", String(sampleRate), "-ac", String(channels), "-i", path];
}

/**
 * How FFmpeg is told to encode rungs. Each packet is a fragment of its own, so that segments can be cut here; its own
 * cutting is not exact. Without `disabled` it would move the first sample and lose the encoder's run-up.
 */
export function encodeArgs(rungs: readonly Rung[], aacEncoder: string, pathOf: (index: number) => string): string[] {
  return [
    "-filter_complex",
    filtersOf(rungs),
    ...rungs.flatMap((rung, index) => [
      "-map",
      `[${rung.name}]`,
      ...codecArgs(rung, aacEncoder),
      ...MUXER_ARGS,
      pathOf(index),
    ]),
  ];
}

/**
 * A fragment's size is filled in when it is known: flushed after each packet, the muxer need not go back for it to what
 * was handed on already.
 */
const MUXER_ARGS =
  "-fflags +bitexact -flush_packets 1 -use_editlist 1 -avoid_negative_ts disabled -movflags +frag_every_frame+delay_moov+default_base_moof+skip_sidx+skip_trailer -f mp4".split(
    " ",
  );

/** The rungs of one codec share what is made of the sound for their encoders. */
function filtersOf(rungs: readonly Rung[]): string {
  const kinds = [rungs.filter(({ codec }) => codec === "aac"), rungs.filter(({ codec }) => codec === "flac")];
  const chains = kinds.flatMap((kind) => {
    const [first] = kind;
    return first ? [`aresample=${first.sampleRate},${splitTo(kind)}`] : [];
  });
  const labels = chains.map((_, index) => `[in${index}]`);
  return [
    `[0:a]asplit=${chains.length}${labels.join("")}`,
    ...chains.map((chain, index) => `${labels[index]}${chain}`),
  ].join(";");
}

function splitTo(rungs: readonly Rung[]): string {
  return `asplit=${rungs.length}${rungs.map(({ name }) => `[${name}]`).join("")}`;
}

function codecArgs(rung: Rung, aacEncoder: string): string[] {
  if (rung.codec === "flac") {
    const bits = ["-sample_fmt", rung.bits === 16 ? "s16" : "s32", "-bits_per_raw_sample", String(rung.bits)];
    return ["-c:a", "flac", "-compression_level", "8", "-frame_size", "4096", ...bits, "-strict", "-2"];
  }
  const cutoff = rung.cutoffHz === null || aacEncoder === "aac" ? [] : ["-cutoff", String(rung.cutoffHz)];
  return ["-c:a", aacEncoder, "-profile:a", "aac_low", "-b:a", String(rung.bitsPerSecond), ...cutoff];
}

/** How FFmpeg is told to measure; it writes what it finds as text, and its summary where it complains. */
export function measureArgs(meterPath: string): string[] {
  const meter = `ebur128=peak=true:metadata=1,ametadata=mode=print:file=${meterPath.replaceAll(":", "\\\\:")}`;
  return ["-map", "0:a", "-af", meter, "-f", "null", "-"];
}
