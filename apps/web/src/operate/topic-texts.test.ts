import { expect, test } from "vitest";
import { messageValues, topicText } from "./topic-texts.ts";

test("a message's money and month are told in the reader's language", () => {
  const params = { amountMicro: "800000", month: "2026-03", party: "Mei" };
  expect(messageValues(params, "zh-CN")).toMatchObject({ amount: "¥0.80", month: "2026年3月", party: "Mei" });
});

test("a parameter that did not come is a dash, never a hole in the sentence", () => {
  expect(messageValues({}, "en")["party"]).toBe("–");
});

test("an unknown topic has no sentence: it is shown as it is", () => {
  expect(topicText("brand_new")).toBeUndefined();
});
