import { expect, test } from "vitest";
import english from "./en.po?raw";
import chinese from "./zh-CN.po?raw";

/** A catalogue's texts by id. Obsolete entries (`#~`) are not texts. */
function textsOf(catalogue: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const block of catalogue.split("\n\n").slice(1)) {
    const match = /^msgid ([\s\S]*?)^msgstr ([\s\S]*)$/m.exec(block);
    if (match) texts.set(unquoted(match[1]), unquoted(match[2]));
  }
  return texts;
}

function unquoted(lines = ""): string {
  return [...lines.matchAll(/^"(.*)"$/gm)].map((line) => line[1]).join("");
}

/** What a text must carry over into another language: parameters and tags, whatever their order. */
function carried(text: string): string[] {
  return [...text.matchAll(/<\/?\d+\/?>|\{\w+(?=[,}])/g)].map(([mark]) => mark).toSorted();
}

const [inEnglish, inChinese] = [textsOf(english), textsOf(chinese)];

test("every text has words in both languages", () => {
  expect([...inChinese.keys()].toSorted()).toEqual([...inEnglish.keys()].toSorted());
  const empty = [...inEnglish, ...inChinese].filter(([, text]) => text === "").map(([id]) => id);
  expect(empty).toEqual([]);
});

test("a translation carries every name and tag of its original", () => {
  for (const [id, text] of inEnglish) expect(carried(inChinese.get(id) ?? ""), id).toEqual(carried(text));
});

/** Names of formats and of the kernel's layers, which are the same in every language. */
const NAMES = ["AAC", "FLAC", "MP3", "Opus", "WAV", "layer.landlock", "layer.seccomp", "layer.wasm"];

test("a Chinese text is Chinese, but for names and formulas", () => {
  const untranslated = [...inChinese].filter(([, text]) => !/\p{Script=Han}/u.test(text)).map(([id]) => id);
  expect(untranslated.toSorted()).toEqual([...NAMES, "of <0/>"].toSorted());
});
