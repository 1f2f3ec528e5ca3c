import { expect, test } from "vitest";
import { isrcOf } from "./isrc.ts";

test.each([
  { text: "CNA012600001", isrc: "CNA012600001" },
  { text: "CN-A01-26-00001", isrc: "CNA012600001" },
  { text: " ISRC cn a01 26 00001 ", isrc: "CNA012600001" },
  { text: "isrc:QM6N22600001", isrc: "QM6N22600001" },
  { text: "ISRC12600001", isrc: "ISRC12600001" },
  { text: "CNA01260000", isrc: undefined },
  { text: "C1A012600001", isrc: undefined },
  { text: "CNA01260000O", isrc: undefined },
  { text: "", isrc: undefined },
])("the recording code written as $text is $isrc", ({ text, isrc }) => {
  expect(isrcOf(text)).toBe(isrc);
});
