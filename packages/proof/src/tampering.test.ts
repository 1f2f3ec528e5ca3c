import { canonicalJson, parseJson, type Json } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { allHold } from "./check.ts";
import { check, failures, file, playsText } from "./testing/verifying.ts";

const LETTERS = Array.from("0123456789abcdefXYZ");

test("whichever digit or letter of a statement file is changed, a check fails", async () => {
  const text = canonicalJson(file);
  const places = fc.integer({ min: 0, max: text.length - 1 });
  await fc.assert(
    fc.asyncProperty(places, fc.constantFrom(...LETTERS), async (at, letter) => {
      fc.pre(/[0-9A-Za-z]/.test(text[at] ?? "") && text[at] !== letter);
      const changed = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
      const parsed = parsedOr(changed);
      // The second public key signed nothing, so what it is does not matter.
      fc.pre(parsed !== undefined && !isOnlyUnusedKey(parsed));
      expect(allHold(await check({ file: parsed, playsText: undefined }))).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test("whichever digit or letter of a plays file is changed, a check other than its hash fails too", async () => {
  // Names and instants of rulings are told, not proven; of a length, only that the proofs have its shape.
  const unchecked = /"chunk":"[^"]*"|"at":"[^"]*"|"count":\d+/g;
  const spans = [...playsText.matchAll(unchecked)].map(
    (match) => [match.index, match.index + match[0].length] as const,
  );
  const places = fc.integer({ min: 0, max: playsText.length - 1 });
  await fc.assert(
    fc.asyncProperty(places, fc.constantFrom(...LETTERS), async (at, letter) => {
      fc.pre(/[0-9a-z]/.test(playsText[at] ?? "") && playsText[at] !== letter);
      fc.pre(!spans.some(([from, to]) => at >= from && at < to));
      const found = failures(
        await check({ playsText: `${playsText.slice(0, at)}${letter}${playsText.slice(at + 1)}` }),
      );
      expect(found.filter(([name]) => name !== "plays_file").length).toBeGreaterThan(0);
    }),
    { numRuns: 300 },
  );
});

function parsedOr(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

function isOnlyUnusedKey(parsed: unknown): boolean {
  const used = (value: unknown): Json =>
    isFile(value) ? { ...value, publicKeys: value.publicKeys.slice(0, 1) } : null;
  return canonicalJson(used(parsed)) === canonicalJson(used(file));
}

function isFile(value: unknown): value is typeof file {
  return typeof value === "object" && value !== null && "publicKeys" in value && Array.isArray(value.publicKeys);
}
