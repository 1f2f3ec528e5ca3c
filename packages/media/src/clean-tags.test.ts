import fc from "fast-check";
import { expect, test } from "vitest";
import { cleanTags } from "./clean-tags.ts";

test.each([
  ["Rain", "Rain"],
  ["  Rain \t at\n night ", "Rain at night"],
  ["雨夜", "雨夜"],
  ["Ra\u0000in\u0007", "Rain"],
  ["Rain \u202Egpj.exe\u202C", "Rain gpj.exe"],
  ["\u2066Rain\u2069\uFEFF", "Rain"],
  ["Rain \uD800 night", "Rain \uFFFD night"],
  ["\u0000\u202E ", null],
  ["", null],
  ["x".repeat(1_000_000), "x".repeat(300)],
  ["🎵".repeat(400), "🎵".repeat(300)],
])("the title %j is shown as %j", (title, shown) => {
  expect(cleanTags({ title }).title).toBe(shown);
});

test.each<[string, Record<string, string>, Partial<ReturnType<typeof cleanTags>>]>([
  [
    "ID3 2.2",
    { TT2: "A", TCM: "B", TXT: "C", TRC: "CNA122600001", TRK: "4" },
    { title: "A", composer: "B", lyricist: "C", isrc: "CNA122600001", trackNumber: 4 },
  ],
  [
    "ID3 in GBK that says it is Latin",
    { title: "\u00d2\u00b9\u00c7\u00fa", artist: "\u00d6\u00dc\u00bd\u00dc\u00c2\u00d7" },
    { title: "夜曲", artist: "周杰伦" },
  ],
  [
    "an artist in no known encoding, and the album's",
    { artist: "\u00c4\u00ee\u00e6\u00e4\u00fc", album_artist: "B" },
    { artist: "B" },
  ],
  [
    "iTunes",
    { title: "A", composer: "B", ISRC: "CN-A12-26-00001", LYRICIST: "C", lyrics: "la" },
    { composer: "B", isrc: "CNA122600001", lyricist: "C", lyrics: "la" },
  ],
  ["AIFF", { title: "A", author: "B" }, { title: "A", artist: "B" }],
  ["lyrics of two languages, the first empty", { "lyrics-eng": " ", "lyrics-zho": "啦" }, { lyrics: "啦" }],
])("the tags of %s are read", (_, raw, read) => {
  expect(cleanTags(raw)).toMatchObject(read);
});

test("tags are found by the names that FLAC, MP3 and M4A give them", () => {
  const none = {
    title: null,
    artist: null,
    album: null,
    isrc: null,
    lyricist: null,
    composer: null,
    trackNumber: null,
    lyrics: null,
  };
  expect(cleanTags({})).toEqual(none);
  expect(
    cleanTags({ TITLE: "A", album_artist: "B", Album: "C", TSRC: "cn-a12-26-00001", TEXT: "D", track: "3/12" }),
  ).toEqual({ ...none, title: "A", artist: "B", album: "C", isrc: "CNA122600001", lyricist: "D", trackNumber: 3 });
  expect(cleanTags({ "lyrics-eng": "la\r\nla\u0000" }).lyrics).toBe("la\nla");
});

test.each([
  [{ isrc: "not an isrc" }, "isrc"],
  [{ track: "0" }, "trackNumber"],
  [{ track: "-1" }, "trackNumber"],
  [{ track: "1e9" }, "trackNumber"],
  [{ lyrics: " \n " }, "lyrics"],
] as const)("%j says nothing of the %s", (tags, field) => {
  expect(cleanTags(tags)[field]).toBeNull();
});

test("no tag leaves a control or direction character, half a character, or more than fits", () => {
  // Halves of characters too, which no whole text has.
  const units = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 10, 0x202e, 0x2066, 0xd83c, 0xdfb5));
  fc.assert(
    fc.property(fc.array(units, { maxLength: 400 }), (codes) => {
      const text = String.fromCharCode(...codes);
      const { title, lyrics } = cleanTags({ title: text, lyrics: text });
      for (const shown of [title ?? "", lyrics ?? ""]) {
        expect(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u.test(shown)).toBe(false);
      }
      expect(Array.from(title ?? "").length).toBeLessThanOrEqual(300);
    }),
  );
});
