import { canonicalJson, concatBytes, fromHex, toHex, utf8, type Json, type Month, type Sha256 } from "@songkeeper/base";

/** The hash of no rows: where a fold begins. */
export const NO_ROWS = "0".repeat(64);

/** One step of a close with what went in and what came out of it, as folded hashes. */
export type ClosedStep = { readonly step: string; readonly inputHash: string; readonly outputHash: string };

/**
 * The hash of rows in their order, going on from the hash of the rows before them: so a step done in slices has the
 * hash of the whole. Hex in, hex out.
 */
export function foldRows(sha256: Sha256, from: string, rows: Iterable<Json>): string {
  let hash = fromHex(from);
  for (const row of rows) hash = sha256(concatBytes(hash, sha256(utf8(canonicalJson(row)))));
  return toHex(hash);
}

/** The hash of one finished step, hex. */
export function stepHash(sha256: Sha256, { step, inputHash, outputHash }: ClosedStep): string {
  return toHex(sha256(utf8(canonicalJson({ step, inputHash, outputHash }))));
}

/** The one hash that seals a close: its month, the freeze instant and its steps' hashes in order. Hex. */
export function rootOfClose(
  sha256: Sha256,
  of: { readonly month: Month; readonly frozenAt: Date; readonly stepHashes: readonly string[] },
): string {
  const { month, frozenAt, stepHashes } = of;
  return toHex(sha256(utf8(canonicalJson({ month, frozenAt: frozenAt.toISOString(), stepHashes }))));
}
