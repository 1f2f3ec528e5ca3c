import { MEDIA_REFUSALS, MEDIA_STEPS } from "@songkeeper/media";
import { expect, test } from "vitest";
import english from "../locales/en.po?raw";
import { REFUSAL_WORDS, refusalValues, STEP_WORDS } from "./media-words.ts";

test.each(MEDIA_REFUSALS)("a file refused as %s gets a reason and what to do, with facts that there are", (refusal) => {
  const { why, advice } = REFUSAL_WORDS[refusal];
  const values = refusalValues({});
  for (const { id, message } of [why, advice]) {
    expect(english).toContain(`msgid "${id}"`);
    for (const [, name = ""] of (message ?? "").matchAll(/\{(\w+)\}/g)) expect(values).toHaveProperty(name);
  }
});

test.each(MEDIA_STEPS)("the step %s has words", (step) => {
  expect(english).toContain(`msgid "${STEP_WORDS[step].id}"`);
});

test("lengths in a refusal are told as times", () => {
  expect(refusalValues({ declaredMs: 245_000, decodedMs: 61_500, channels: 6 })).toMatchObject({
    declared: "4:05",
    decoded: "1:01",
    channels: "6",
  });
});
