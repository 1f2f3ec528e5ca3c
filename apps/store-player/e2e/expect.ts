/** Throws with these words unless it holds. */
export function expect(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Error(words);
}
