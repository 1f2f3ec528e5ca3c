import { expect, test } from "vitest";
import { firstLanguage } from "./language.ts";

test.each([
  { remembered: null, wanted: ["zh-TW", "en"], first: "zh-CN" },
  { remembered: null, wanted: ["de-DE", "en-GB", "zh-CN"], first: "en" },
  { remembered: null, wanted: ["fr"], first: "en" },
  { remembered: "zh-CN", wanted: ["en-US"], first: "zh-CN" },
  { remembered: "en", wanted: ["zh-CN"], first: "en" },
  { remembered: "xx", wanted: ["zh"], first: "zh-CN" },
])("remembered $remembered, browser $wanted: shown in $first", ({ remembered, wanted, first }) => {
  expect(firstLanguage(remembered, wanted)).toBe(first);
});
