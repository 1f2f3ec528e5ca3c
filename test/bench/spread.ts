/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

/** Some numbers as their median with the least and the most. */
export function spread(numbers: readonly number[], digits = 0): string {
  const [least, middle, most] = [Math.min(...numbers), median(numbers), Math.max(...numbers)];
  return `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}

/** Each of some numbers by the one that was measured in the same round. */
export function ratios(numbers: readonly number[], by: readonly number[]): number[] {
  return numbers.map((one, at) => one / (by[at] ?? Number.NaN));
}
