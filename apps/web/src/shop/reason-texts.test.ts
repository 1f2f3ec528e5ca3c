import { expect, test } from "vitest";
import english from "../locales/en.po?raw";
import chinese from "../locales/zh-CN.po?raw";
import { REASON_TEXTS, reasonText } from "./reason-texts.ts";

// The reasons of the licence terms, in the order in which they are checked; then those of a ruling.
const REASONS = [
  "malformed",
  "no_lease",
  "impossible_duration",
  "overlap",
  "future",
  "late",
  "lease_exhausted",
  "non_royalty",
  "repeat_visitor",
  "below_threshold",
  "related",
  "anomaly",
  "ruled",
  "released",
] as const;

test.each(REASONS)("the reason %s is said in both languages", (reason) => {
  const { id } = REASON_TEXTS[reason];
  for (const catalogue of [english, chinese]) expect(translationOf(catalogue, id)).toMatch(/.{8}/);
});

test("every anomaly has a sentence, whatever its rule; an unknown reason is said to be unknown", () => {
  expect(reasonText("held", "anomaly:threshold_hugging")?.id).toBe("reason.anomaly");
  expect(reasonText("rejected", "brand_new")?.id).toBe("reason.unknown");
});

test("a play that was held and then billed says who decided so", () => {
  expect(reasonText("billed", "ruled", "20000")?.id).toBe("reason.ruled");
  expect(reasonText("billed", "released", "20000")?.id).toBe("reason.released");
});

test("a free song's play says that it is free; a billed play needs no reason", () => {
  expect(reasonText("unbilled", null)?.id).toBe("reason.free");
  expect(reasonText("billed", null, "0")?.id).toBe("reason.free");
  expect(reasonText("billed", null, "20000")).toBeUndefined();
});

function translationOf(catalogue: string, id: string): string | undefined {
  const entry = catalogue.split(/\n\n+/).find((block) => block.includes(`msgid "${id}"`));
  const text = /msgstr ([\s\S]*)$/.exec(entry ?? "")?.[1];
  return text?.replaceAll(/^"|"\s*$|"\n"/gm, "");
}
