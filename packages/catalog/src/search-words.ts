/** What is asked or indexed beyond this length is not looked at: lyrics have at most 20,000 characters. */
const TEXT_MAX = 20_000;
/** Nobody types a longer word; a text without spaces in it is not worth a longer entry in the index. */
const WORD_MAX = 40;

/** Scripts that are written without spaces. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}々〆ー`;
/** A part of a run in one way of writing. A mark belongs to what it stands on. */
const PART = new RegExp(`([${UNSPACED}]\\p{M}*)+|[^${UNSPACED}]+`, "gu");
/** A run of letters and digits; an apostrophe within a word is left out, not a gap: "don't" is "dont". */
const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const APOSTROPHE = /(?<=\p{L})['’ʼ](?=\p{L})/gu;
/** Letters that are no letter with a mark to Unicode, and are typed without one all the same. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  ł: "l",
  þ: "th",
  ı: "i",
  ς: "σ",
};
const LATIN_MARKS = /(?<=\p{Script=Latin})\p{M}+/gu;

/**
 * The words of a text, for an index and for what is asked of it, each once: small letters, wide and narrow forms the
 * same, Latin letters without their marks, Chinese and the like by single characters and by pairs.
 */
export function searchWords(text: string): string[] {
  return [...new Set(runsOf(text).flatMap(wordsOfRun))];
}

/** A text as one word, by which an exact title is found: "Rain, Rain" is "rainrain". */
export function searchWhole(text: string): string {
  return Array.from(runsOf(text).join("")).slice(0, WORD_MAX).join("");
}

/** Whether a text has all of some words, the last of them perhaps as the beginning of one. */
export function hasWords(text: string, { words, prefix }: SearchTerms): boolean {
  const found = searchWords(text);
  return words.every((word) => found.includes(word)) && (!prefix || found.some((word) => word.startsWith(prefix)));
}

/** What is asked for: words that must all be there, and the beginning of one that is still being typed. */
export interface SearchTerms {
  readonly words: readonly string[];
  readonly prefix: string | undefined;
}

/** What a text in the search box asks for: its last word, written with letters and spaces, may go on. */
export function searchTerms(text: string): SearchTerms {
  const words = searchWords(text);
  const last = isEnded(text) ? undefined : runsOf(text).at(-1);
  const typed = last === undefined ? undefined : lastSpaced(last);
  const prefix = typed === undefined ? undefined : cut(typed);
  return { words: words.filter((word) => word !== prefix), prefix };
}

/** Whether the text ends behind its last word, which then is whole. */
function isEnded(text: string): boolean {
  return /[^\p{L}\p{N}\p{M}'’ʼ]$/u.test(text);
}

function runsOf(text: string): string[] {
  const small = text.slice(0, TEXT_MAX).normalize("NFKC").toLowerCase();
  const plain = small.normalize("NFKD").replaceAll(LATIN_MARKS, "").normalize("NFKC").replaceAll(APOSTROPHE, "");
  return plain.replaceAll(/[ßæœøđðłþıς]/g, (letter) => SPELLED[letter] ?? letter).match(RUN) ?? [];
}

function wordsOfRun(run: string): string[] {
  return Array.from(run.matchAll(PART), ([part, unspaced]) =>
    unspaced === undefined ? [cut(part)] : singlesAndPairs(Array.from(part)),
  ).flat();
}

/** What is written last, where it is a word that more letters can be added to. */
function lastSpaced(run: string): string | undefined {
  const last = [...run.matchAll(PART)].at(-1);
  return last?.[1] === undefined ? last?.[0] : undefined;
}

function singlesAndPairs(characters: readonly string[]): string[] {
  return characters.flatMap((one, at) => {
    const next = characters[at + 1];
    return next === undefined ? [one] : [one, one + next];
  });
}

function cut(word: string): string {
  return Array.from(word).slice(0, WORD_MAX).join("");
}
