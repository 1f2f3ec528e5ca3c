/** What is asked or indexed beyond this length is not looked at: lyrics have at most 20,000 characters. */
const TEXT_MAX = 20_000;
/** Nobody types a longer word; a text without spaces in it is not worth a longer entry in the index. */
const WORD_MAX = 40;

/** Scripts that are written without spaces: each character is a word, and so are two that stand side by side. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}々〆ー]/u;
/** A run of letters and digits; an apostrophe within a word is left out, not a gap: "don't" is "dont". */
const RUN = /[\p{L}\p{N}\p{M}]+/gu;
const APOSTROPHE = /(?<=\p{L})['’ʼ](?=\p{L})/gu;
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
  return [...runsOf(text).join("")].slice(0, WORD_MAX).join("");
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
  const last = runsOf(text).at(-1);
  const typed = last === undefined || isBroken(text) ? undefined : spacedParts(last).at(-1);
  const prefix = typed !== undefined && last?.endsWith(typed) ? cut(typed) : undefined;
  return { words: words.filter((word) => word !== prefix), prefix };
}

/** Whether the text ends behind its last word, which then is whole. */
function isBroken(text: string): boolean {
  return /[^\p{L}\p{N}\p{M}'’ʼ]$/u.test(text);
}

function runsOf(text: string): string[] {
  const small = text.slice(0, TEXT_MAX).normalize("NFKC").toLowerCase();
  const plain = small.normalize("NFKD").replaceAll(LATIN_MARKS, "").normalize("NFKC").replaceAll(APOSTROPHE, "");
  return plain.match(RUN) ?? [];
}

function wordsOfRun(run: string): string[] {
  return partsOf(run).flatMap((part) => (isUnspaced(part) ? singlesAndPairs([...part]) : [cut(part)]));
}

/** The parts of a run between which the way of writing changes: "我爱rock" is two. */
function partsOf(run: string): string[] {
  const parts: string[] = [];
  for (const character of run) {
    const last = parts.at(-1);
    const isSame = last !== undefined && isUnspaced(last) === isUnspaced(character, last);
    if (isSame) parts[parts.length - 1] = last + character;
    else parts.push(character);
  }
  return parts;
}

function spacedParts(run: string): string[] {
  return partsOf(run).filter((part) => !isUnspaced(part));
}

/** A mark belongs to what it stands on. */
function isUnspaced(text: string, before = ""): boolean {
  const [first = ""] = text;
  return UNSPACED.test(first) || (/\p{M}/u.test(first) && before !== "" && isUnspaced(before));
}

function singlesAndPairs(characters: readonly string[]): string[] {
  return characters.flatMap((one, at) => {
    const next = characters[at + 1];
    return next === undefined ? [one] : [one, one + next];
  });
}

function cut(word: string): string {
  return [...word].slice(0, WORD_MAX).join("");
}
