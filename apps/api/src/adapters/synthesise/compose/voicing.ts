/** A chord's tones laid close together around a pitch, by the smallest steps from the tones before. */
export function voicingOf(
  classes: readonly number[],
  { before, center, open }: { before: readonly number[] | undefined; center: number; open?: boolean },
): number[] {
  const upper = upperClasses(classes);
  const candidates = upper.flatMap((_, turn) => {
    const turned = [...upper.slice(turn), ...upper.slice(0, turn)];
    return [-12, 0].map((octave) => stacked(turned, center - 6 + octave, open ?? false));
  });
  const costs = candidates.map((tones) => costOf(tones, before, center));
  const best = costs.indexOf(Math.min(...costs));
  return candidates[best] ?? [];
}

/** Four tones at most: what has more leaves its root to the bass. Three get their lowest again on top. */
function upperClasses(classes: readonly number[]): number[] {
  const different = [...new Set(classes)];
  return different.length > 4 ? different.slice(1) : different;
}

function stacked(classes: readonly number[], lowest: number, open: boolean): number[] {
  const tones: number[] = [];
  for (const one of classes) {
    const floor = tones.at(-1) ?? lowest - 1;
    tones.push(floor + 1 + ((((one - floor - 1) % 12) + 12) % 12));
  }
  const [first = lowest] = tones;
  if (tones.length < 4) tones.push(first + 12);
  const second = tones.at(-2) ?? lowest;
  return open ? tones.toSpliced(-2, 1, second - 12).toSorted((a, b) => a - b) : tones;
}

function costOf(tones: readonly number[], before: readonly number[] | undefined, center: number): number {
  const middle = tones.reduce((sum, tone) => sum + tone, 0) / tones.length;
  const moved = before
    ? tones.reduce((sum, tone) => sum + Math.min(...before.map((old) => Math.abs(old - tone))), 0)
    : 0;
  const tops = before ? Math.abs((before.at(-1) ?? 0) - (tones.at(-1) ?? 0)) : 0;
  return moved + tops * 0.5 + Math.abs(middle - center) * 0.8;
}
