/** A line of lyrics with when it begins. */
export interface TimedLine {
  readonly atMs: number;
  readonly text: string;
}

/** Which line is sung at a moment; -1 before the first. */
export function lineAt(lines: readonly TimedLine[], songMs: number): number {
  return lines.findLastIndex(({ atMs }) => atMs <= songMs);
}
