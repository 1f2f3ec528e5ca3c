import { parseLrc, searchWhole, searchWords } from "@songkeeper/catalog";
import { removeDocument, type SearchFields, type SearchSubject, writeDocument } from "../db/search-index.ts";
import type { Tx } from "../db/transact.ts";
import { findSearchedSong, getSearchedArtist, getSearchedRelease, type SearchedSong } from "./queries.ts";

/**
 * Writes anew what is searched for a song, its release and its artist: to be called in the transaction that publishes a
 * song or changes what is said of it, and when it is withdrawn or comes back.
 */
export async function indexTrack(tx: Tx, trackId: string): Promise<void> {
  const song = await findSearchedSong(tx, trackId);
  if (!song) return;
  const release = await getSearchedRelease(tx, song.releaseId);
  const artist = await getSearchedArtist(tx, song.artistId);
  await put(tx, { kind: "song", ref: trackId }, song.withdrawn ? undefined : fieldsOfSong(song));
  const around = { head: release.title, around: [release.artist] };
  await put(tx, { kind: "release", ref: song.releaseId }, release.songs === 0 ? undefined : fieldsOf(around));
  const named = { head: artist.name, around: [] };
  await put(tx, { kind: "artist", ref: song.artistId }, artist.isHeard ? fieldsOf(named) : undefined);
}

async function put(tx: Tx, subject: SearchSubject, fields: SearchFields | undefined): Promise<void> {
  await (fields ? writeDocument(tx, subject, fields) : removeDocument(tx, subject));
}

function fieldsOfSong({ title, artist, release, plain, timed }: SearchedSong): SearchFields {
  const lyrics = [plain ?? "", ...parseLrc(timed ?? "").map(({ text }) => text)].join("\n");
  return { ...fieldsOf({ head: title, around: [artist, release] }), lyrics: searchWords(lyrics) };
}

/** The whole name is a word of its own, marked by "=", so that who types a name exactly finds that first. */
function fieldsOf({ head, around }: { head: string; around: readonly string[] }): SearchFields {
  const words = searchWords(head);
  return {
    head: [`=${searchWhole(head)}`, ...words],
    body: [...new Set([...words, ...around.flatMap(searchWords)])],
    lyrics: [],
  };
}
