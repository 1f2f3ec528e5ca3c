import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8 } from "@songkeeper/base";
import { mendTagText } from "./tag-text.ts";

/** Bytes as a reader shows them that takes each for a letter. */
function misread(...bytes: readonly number[]): string {
  return String.fromCharCode(...bytes);
}

test.each<[string, string, string | undefined]>([
  ["plain", "Rain", "Rain"],
  ["Chinese as it should be", "雨夜", "雨夜"],
  ["Chinese with a western letter", "雨 é", "雨 é"],
  ["雨 in GBK", misread(0xd3, 0xea), "雨"],
  ["夜曲 in GBK", misread(0xd2, 0xb9, 0xc7, 0xfa), "夜曲"],
  ["周杰伦 in GBK", misread(0xd6, 0xdc, 0xbd, 0xdc, 0xc2, 0xd7), "周杰伦"],
  ["陶喆 in GBK, whose second character is none of GB 2312", misread(0xcc, 0xd5, 0x86, 0xb4), "陶喆"],
  ["夜 in GBK", misread(0xd2, 0xb9), "夜"],
  ["夜 (Live) in GBK, which might be anything", misread(0xd2, 0xb9) + " (Live)", undefined],
  ["Любовь in UTF-8", misread(...utf8("Любовь")), "Любовь"],
  ["¡Olé! and «été»", "¡Olé! «été»", "¡Olé! «été»"],
  ["夜曲 (Live) in GBK", misread(0xd2, 0xb9, 0xc7, 0xfa) + " (Live)", "夜曲 (Live)"],
  ["《夜曲》 in GBK", misread(0xa1, 0xb6, 0xd2, 0xb9, 0xc7, 0xfa, 0xa1, 0xb7), "《夜曲》"],
  ["雨夜 in UTF-8", misread(...utf8("雨夜")), "雨夜"],
  ["Café in UTF-8", misread(...utf8("Café")), "Café"],
  ["Café", "Café", "Café"],
  ["Größe", "Größe", "Größe"],
  ["Übergröße à la carte", "Übergröße à la carte", "Übergröße à la carte"],
  ["L’été of Windows", "L\u0092été", "L’été"],
  ["Любовь of Windows", misread(0xcb, 0xfe, 0xe1, 0xee, 0xe2, 0xfc), undefined],
  ["Дождь of Windows", misread(0xc4, 0xee, 0xe6, 0xe4, 0xfc), undefined],
  ["さくら in Shift JIS", misread(0x82, 0xb3, 0x82, 0xad, 0x82, 0xe7), undefined],
  ["what was lost before", "Ra\ufffdn", undefined],
])("the text of a tag: %s", (_, text, mended) => {
  expect(mendTagText(text)).toBe(mended);
});

test("a text that has any character beyond a byte is left as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      fc.pre(/[^\p{ASCII}\u0080-\u00ff]/u.test(text) && !text.includes("\ufffd"));
      expect(mendTagText(text)).toBe(text);
    }),
  );
});
