import type { CheckedRendition } from "./check-rendition.ts";
import type { ReportFault } from "./hls-fault.ts";

/** A player changes between renditions at a cut: there all of them must be at the same moment, in as many channels. */
export function compareRenditions(renditions: readonly CheckedRendition[], report: ReportFault): void {
  const [first, ...others] = renditions;
  if (!first) return;
  for (const other of others) {
    if (other.channels !== first.channels) {
      report("channels_differ", other.uri, `${other.channels} ≠ ${first.channels}`);
    }
    compareTimes(first, other, report);
  }
}

function compareTimes(first: CheckedRendition, other: CheckedRendition, report: ReportFault): void {
  const [mine, its] = [endsOf(first), endsOf(other)];
  const sample = 1 / Math.min(first.sampleRate, other.sampleRate) + EXACT;
  const [whole, itsWhole] = [mine.at(-1) ?? 0, its.at(-1) ?? 0];
  if (Math.abs(whole - itsWhole) > sample) report("durations_differ", other.uri, `${itsWhole} s ≠ ${whole} s`);
  const shared = Math.min(mine.length, its.length) - 1;
  for (let index = 0; index < Math.max(mine.length, its.length) - 1; index++) {
    const [cut, itsCut] = [mine[index] ?? whole, its[index] ?? itsWhole];
    // A last segment of less than a sample of the slower rendition may be in the faster one alone.
    if (Math.abs(cut - itsCut) <= (index < shared ? EXACT : sample)) continue;
    report("cuts_differ", other.uri, `${itsCut} s ≠ ${cut} s`);
    return;
  }
}

/** Less than a sample of any rate, and more than what is lost in dividing. */
const EXACT = 1e-9;

/** The moment at which each segment ends, in seconds. */
function endsOf({ samples, sampleRate }: CheckedRendition): number[] {
  let end = 0;
  return samples.map((length) => (end += length) / sampleRate);
}
