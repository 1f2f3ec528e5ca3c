import { hasWords, parseLrc, type SearchTerms } from "@songkeeper/catalog";

/** A song's words as they are stored: plain, and as LRC text. */
export interface StoredLyrics {
  readonly plain: string | null;
  readonly timed: string | null;
}

/** More than anybody sings. What is longer was not made to be sung, and whoever searches would wait for it. */
const CHARACTERS_MAX = 8_000;

/** The first line of a song that has all the words asked for. A line that is sung again is looked at once. */
export function findLine({ plain, timed }: StoredLyrics, terms: SearchTerms): string | undefined {
  const lines = (plain ?? "").split("\n").map((line) => line.trim());
  const sung = parseLrc(timed ?? "").map(({ text }) => text);
  let left = CHARACTERS_MAX;
  for (const line of new Set([...lines, ...sung])) {
    left -= line.length;
    if (left < 0) return undefined;
    if (line !== "" && hasWords(line, terms)) return line;
  }
  return undefined;
}
