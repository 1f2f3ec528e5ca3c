import fc from "fast-check";
import { expect, test } from "vitest";
import { hasWords, searchTerms, searchWhole, searchWords } from "./search-words.ts";

test.each([
  { text: "Night Rain", words: "night rain" },
  { text: "夜雨", words: "夜 夜雨 雨" },
  { text: "江南夜雨", words: "江 江南 南 南夜 夜 夜雨 雨" },
  { text: "我爱Rock n' Roll", words: "我 我爱 爱 rock n roll" },
  { text: "Café Über-Ærø Straße Łódź", words: "cafe uber aero strasse lodz" },
  { text: "ＤＪ　①２３", words: "dj 123" },
  { text: "don't don’t dont", words: "dont" },
  { text: "さくら ガール ｶﾞｰﾙ", words: "さ さく く くら ら ガ ガー ー ール ル" },
  { text: "한국 노래", words: "한국 노래" },
  { text: "Йога ΟΔΟΣ", words: "йога οδοσ" },
  { text: "rain rain RAIN", words: "rain" },
  { text: "𠮷野", words: "𠮷 𠮷野 野" },
  { text: "🎵🎶 — *()\"';\u0000", words: "" },
  { text: "", words: "" },
])("the words of $text are $words", ({ text, words }) => {
  expect(searchWords(text).join(" ")).toBe(words);
});

test.each([
  { text: "night ra", words: "night", prefix: "ra" },
  { text: "night rain ", words: "night rain", prefix: undefined },
  { text: "夜雨", words: "夜 夜雨 雨", prefix: undefined },
  { text: "夜 ra", words: "夜", prefix: "ra" },
  { text: "夜rain", words: "夜", prefix: "rain" },
  { text: "rain夜", words: "rain 夜", prefix: undefined },
  { text: "rain?", words: "rain", prefix: undefined },
  { text: "don'", words: "", prefix: "don" },
  { text: "*", words: "", prefix: undefined },
])("typing $text asks for the words $words and a word that begins with $prefix", ({ text, words, prefix }) => {
  const terms = searchTerms(text);
  expect([terms.words.join(" "), terms.prefix]).toEqual([words, prefix]);
});

test.each([
  { text: "小桥流水 under the bridge", asked: "流水 brid", has: true },
  { text: "小桥流水 under the bridge", asked: "水流", has: false },
  { text: "小桥流水", asked: "桥水", has: false },
  { text: "小桥流水", asked: "brid", has: false },
])("$text has what is asked by $asked: $has", ({ text, asked, has }) => {
  expect(hasWords(text, searchTerms(asked))).toBe(has);
});

test("any part of a text that is typed finds the text", () => {
  const letters = fc.constantFrom(...Array.from("夜雨江南aBéø 7ガ한й-'"));
  const text = fc.array(letters, { minLength: 1, maxLength: 30 }).map((characters) => characters.join(""));
  const cutAt = fc.tuple(text, fc.nat(30)).map(([whole, length]) => ({ whole, start: whole.slice(0, length + 1) }));
  fc.assert(
    fc.property(cutAt, ({ whole, start }) => {
      expect(hasWords(whole, searchTerms(start))).toBe(true);
    }),
  );
});

test("words are of letters and digits alone, short, and come out the same when they are asked for again", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (text) => {
      const words = searchWords(text);
      expect(words.every((word) => /^[\p{L}\p{N}\p{M}]{1,40}$/u.test(word))).toBe(true);
      expect(words.flatMap((word) => searchWords(word)).every((word) => words.includes(word))).toBe(true);
      expect(Array.from(searchWhole(text)).length).toBeLessThanOrEqual(40);
    }),
    { numRuns: 1_000 },
  );
});

test("a whole lyric of one long word is indexed in a moment", () => {
  const begun = performance.now();
  searchWords("雨a".repeat(10_000));
  searchWords("a".repeat(20_000));
  searchWords("雨".repeat(20_000));
  expect(performance.now() - begun).toBeLessThan(1_000);
});
