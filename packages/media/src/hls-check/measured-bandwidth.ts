import type { ListedRendition } from "./check-master.ts";
import type { ReportFault } from "./hls-fault.ts";
import type { ListedSegment } from "./media-playlist.ts";

/** A tenth more than was measured is still a fair word (Apple's authoring rules, 9.13 and 9.14). */
const SLACK = 1.1;

/** Compares what a master playlist says of a rendition's bits a second with its segments. */
export function checkBandwidth(
  segments: readonly ListedSegment[],
  { where, bandwidth, averageBandwidth }: ListedRendition,
  report: ReportFault,
): void {
  const average = rateOf(segments);
  const peak = peakOf(segments) ?? average;
  if (bandwidth !== undefined && bandwidth < Math.floor(peak)) {
    report("bandwidth_too_low", where, `${bandwidth} < ${Math.ceil(peak)}`);
  }
  const highest = Math.max(peak, ...segments.map((segment) => rateOf([segment])));
  if (bandwidth !== undefined && bandwidth > highest * SLACK) {
    report("bandwidth_too_high", where, `${bandwidth} > ${Math.ceil(highest)}`);
  }
  if (averageBandwidth === undefined) return;
  if (averageBandwidth < Math.floor(average) || averageBandwidth > average * SLACK) {
    report("average_bandwidth_wrong", where, `${averageBandwidth} ≠ ${Math.ceil(average)}`);
  }
}

/**
 * The peak as RFC 8216bis defines it (section 4.4.6.2): of any segments one after the other that together last from a
 * half of the target duration to one and a half times of it.
 */
function peakOf(segments: readonly ListedSegment[]): number | undefined {
  const target = Math.max(1, ...segments.map(({ micros }) => Math.round(micros / 1_000_000))) * 1_000_000;
  let peak: number | undefined;
  for (let from = 0; from < segments.length; from++) {
    let [micros, bytes] = [0, 0];
    for (const segment of segments.slice(from)) {
      micros += segment.micros;
      bytes += segment.bytes;
      if (micros > 1.5 * target) break;
      if (micros >= 0.5 * target) peak = Math.max(peak ?? 0, (bytes * 8_000_000) / micros);
    }
  }
  return peak;
}

function rateOf(segments: readonly ListedSegment[]): number {
  const sum = (read: (segment: ListedSegment) => number) => segments.reduce((total, one) => total + read(one), 0);
  return (
    (sum(({ bytes }) => bytes) * 8_000_000) /
    Math.max(
      1,
      sum(({ micros }) => micros),
    )
  );
}
