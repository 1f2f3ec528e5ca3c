import { ROLES } from "@songkeeper/base";
import fc from "fast-check";
import { expect, test } from "vitest";
import { checkCredits, type CreditPart, PER_MILLE } from "./check-credits.ts";

const WORDS = { l: "lyricist", c: "composer", r: "recording" } as const;

/** "l1000 c500 c500 r1000" as credits. */
function credits(text: string): CreditPart[] {
  return Array.from(text.matchAll(/([lcr])(-?[\d.]+)/g), ([, letter, parts]) => ({
    role: WORDS[letter as keyof typeof WORDS],
    perMille: Number(parts),
  }));
}

function inWords(text: string): string {
  const outcome = checkCredits(credits(text));
  if (outcome.ok) return outcome.value.map(({ role, position }) => `${role}.${position}`).join(" ");
  return (outcome.errors ?? []).map(({ path, rule }) => `${path} ${rule}`).join(", ");
}

test.each([
  { given: "l1000 c1000 r1000", said: "lyricist.0 composer.0 recording.0" },
  { given: "c1000 r1000", said: "composer.0 recording.0" },
  { given: "r600 c500 r400 c500", said: "recording.0 composer.0 recording.1 composer.1" },
  {
    given: "l1000 c500 c499 r1000",
    said: "credits.1.perMille role_does_not_sum_to_1000, credits.2.perMille role_does_not_sum_to_1000",
  },
  { given: "c1000 r1001", said: "credits.1.perMille not_per_mille" },
  { given: "c1000 r1000 r0", said: "credits.2.perMille not_per_mille" },
  { given: "c1000 r999.5 r0.5", said: "credits.1.perMille not_per_mille, credits.2.perMille not_per_mille" },
  {
    given: "c1000 c1000 r1000",
    said: "credits.0.perMille role_does_not_sum_to_1000, credits.1.perMille role_does_not_sum_to_1000",
  },
  { given: "l1000 r1000", said: "credits composer_missing" },
  { given: "l1000 c1000", said: "credits recording_missing" },
  { given: "", said: "credits composer_missing, credits recording_missing" },
])("credits of $given: $said", ({ given, said }) => {
  expect(inWords(given)).toBe(said);
});

test("credits are accepted exactly when each role sums to 1,000 and someone composed and recorded", () => {
  const part = fc.record({ role: fc.constantFrom(...ROLES), perMille: fc.constantFrom(250, 500, 750, 1_000) });
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (list) => {
      const outcome = checkCredits(list);
      const sums = ROLES.map((role) =>
        list.filter((one) => one.role === role).reduce((sum, one) => sum + one.perMille, 0),
      );
      const [lyricist, composer, recording] = sums;
      expect(outcome.ok).toBe([0, PER_MILLE].includes(lyricist ?? -1) && composer === 1_000 && recording === 1_000);
      if (!outcome.ok) return;
      expect(outcome.value.map(({ role, perMille }) => ({ role, perMille }))).toEqual(list);
      const keys = outcome.value.map(({ role, position }) => `${role}.${position}`);
      expect(new Set(keys).size).toBe(list.length);
    }),
  );
});
