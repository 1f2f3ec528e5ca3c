import { type SearchTerms, searchTerms, searchWhole } from "@songkeeper/catalog";
import type { SearchResult } from "@songkeeper/contracts";
import { listMatches, type SearchKind } from "../db/search-index.ts";
import type { Tx } from "../db/transact.ts";
import { findLyrics } from "../listen/page-queries.ts";
import { findLine } from "./find-line.ts";
import { type ReaderId, viewArtistCards, viewReleaseCards, viewSongCards } from "../listen/view-cards.ts";

const SONGS_MAX = 30;
const OTHERS_MAX = 10;
const LINES_MAX = 10;
/** The words may stand in a song without standing in one line of it: so many songs are looked into. */
const LYRICS_MAX = 60;

/** What is found by a text: every word must be there, the last perhaps as the beginning of one. */
export async function searchMusic(tx: Tx, text: string, reader: ReaderId): Promise<SearchResult> {
  const terms = searchTerms(text);
  if (terms.words.length === 0 && terms.prefix === undefined)
    return { songs: [], artists: [], releases: [], lines: [] };
  const find = (kind: SearchKind, limit: number) => listRanked(tx, { kind, text, terms, limit });
  return {
    songs: await viewSongCards(tx, await find("song", SONGS_MAX), reader),
    artists: await viewArtistCards(tx, await find("artist", OTHERS_MAX)),
    releases: await viewReleaseCards(tx, await find("release", OTHERS_MAX)),
    lines: await findLines(tx, terms, reader),
  };
}

/** First what is called exactly so, then what has all the words in its name, then what has them in the names around it. */
async function listRanked(
  tx: Tx,
  { kind, text, terms, limit }: { kind: SearchKind; text: string; terms: SearchTerms; limit: number },
): Promise<string[]> {
  const exact = { words: [`=${searchWhole(text)}`], prefix: undefined };
  const found = [
    ...(await listMatches(tx, { kind, field: "head", terms: exact, limit })),
    ...(await listMatches(tx, { kind, field: "head", terms, limit })),
    ...(await listMatches(tx, { kind, field: "body", terms, limit })),
  ];
  return [...new Set(found)].slice(0, limit);
}

async function findLines(tx: Tx, terms: SearchTerms, reader: ReaderId): Promise<SearchResult["lines"]> {
  const ids = await listMatches(tx, { kind: "song", field: "lyrics", terms, limit: LYRICS_MAX });
  const lyrics = await findLyrics(tx, ids);
  const lines = new Map<string, string>();
  for (const id of ids) {
    const line = findLine(lyrics.get(id) ?? { plain: null, timed: null }, terms);
    if (line !== undefined) lines.set(id, line);
    if (lines.size === LINES_MAX) break;
  }
  const cards = await viewSongCards(tx, [...lines.keys()], reader);
  return cards.map((song) => ({ song, line: lines.get(song.id) ?? "" }));
}
