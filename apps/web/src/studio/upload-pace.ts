/** How fast a file goes, from what arrived within the last seconds. */
export interface Pace {
  readonly points: readonly { readonly atMs: number; readonly sent: number }[];
}

const WINDOW_MS = 8_000;
const KNOWN_AFTER_MS = 800;

/** A pace of which nothing is known yet. */
export function beginPace(): Pace {
  return { points: [] };
}

/** The pace after a moment at which so many bytes had been sent. A count that fell back begins anew. */
export function paceAfter({ points }: Pace, now: { atMs: number; sent: number }): Pace {
  const last = points.at(-1);
  const point = { atMs: now.atMs, sent: now.sent };
  if (last && point.sent < last.sent) return { points: [point] };
  return { points: [...points.filter(({ atMs }) => now.atMs - atMs <= WINDOW_MS), point] };
}

/** Bytes a second; undefined until there is enough to tell. */
export function bytesPerSecond({ points }: Pace): number | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || last.atMs - first.atMs < KNOWN_AFTER_MS) return undefined;
  return ((last.sent - first.sent) * 1000) / (last.atMs - first.atMs);
}

/** How long the rest takes at this pace; undefined when that cannot be told. */
export function msLeft(pace: Pace, bytesLeft: number): number | undefined {
  const speed = bytesPerSecond(pace);
  return speed !== undefined && speed > 0 ? (bytesLeft / speed) * 1000 : undefined;
}
