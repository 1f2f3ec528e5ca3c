import type { Statement } from "@songkeeper/ledger";
import { expect } from "vitest";
import type { Check, CheckName } from "../check.ts";
import { checkInWords, hasWords } from "../check-in-words.ts";
import { chunkLineText, type ChunkLine } from "../chunk-line.ts";
import { playsFileOf } from "../plays-file.ts";
import { verifyStatement, type Verification } from "../verify-statement.ts";
import { sha256, verifySignature } from "./keys.ts";
import { fingerprint, meisMarch, sign } from "./world.ts";

export const { file, playsText, lines } = await meisMarch();

/** Verifies Mei's statement, or what differs from it. */
export function check(of: Partial<Verification> & { playsText?: string | undefined } = {}): Promise<Check[]> {
  const text = "playsText" in of ? of.playsText : playsText;
  const plays = text === undefined ? undefined : playsFileOf(text, sha256);
  return verifyStatement({ file, plays, pinned: [fingerprint], sha256, verifySignature, ...of });
}

/** The checks that failed with their reasons, each of which must be sayable in every language. */
export function failures(checks: readonly Check[]): [CheckName, string][] {
  const found = checks.filter(({ ok }) => ok === false);
  for (const one of found) {
    expect(hasWords(one.reason)).toBe(true);
    for (const language of ["en", "zh"] as const) expect(checkInWords(one, language).detail).not.toMatch(/\{|^$/);
  }
  return found.map(({ name, reason }) => [name, reason]);
}

/** Signs what a dishonest platform would have liked to state, with a plays file to match. */
export async function forge(
  changed: Partial<Statement>,
  forgedPlays: readonly ChunkLine[] = lines,
): Promise<[CheckName, string][]> {
  const text = forgedPlays.map(chunkLineText).join("");
  const { sha256: hash, bytes } = playsFileOf(text, sha256);
  const statement = { ...file.statement, playsFile: { sha256: hash, bytes }, ...changed };
  return failures(await check({ file: await sign(statement), playsText: text }));
}
