/** So many keys are asked for by one statement: always as many, so that it is prepared once. */
const KEYS_A_STATEMENT = 64;
/** So many statements are sent in one transaction: some milliseconds. */
const STATEMENTS_A_TRANSACTION = 8;

/** Different keys in statements of one size, and those in transactions that end soon: the last key fills up the last one. */
export function inStatements(keys: readonly number[]): number[][][] {
  const different = [...new Set(keys)];
  const last = different.at(-1) ?? 0;
  return slices(
    slices(different, KEYS_A_STATEMENT).map((part) => [
      ...part,
      ...Array.from({ length: KEYS_A_STATEMENT - part.length }, () => last),
    ]),
    STATEMENTS_A_TRANSACTION,
  );
}

/** A list in parts of at most so many. */
export function slices<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}
